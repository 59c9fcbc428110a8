"""What a round of the tests is opened with."""

from datetime import date

from ayumi.rounds.actions.opening import Opening
from ayumi.rounds.rules.calendar import proposed_stages
from ayumi.rounds.rules.presets import preset
from ayumi.rounds.rules.scales import Scale
from ayumi.rounds.rules.stages import RoundKind, StageKind, Stages

YEAR = 2024
EVERY_STAGE = tuple(StageKind)


def scale_of(preset_id: str) -> Scale:
    """Return a scale that comes with Ayumi."""
    found = preset(preset_id)
    assert found is not None
    return found.scale


def opening(kinds: tuple[StageKind, ...] = EVERY_STAGE, *, year: int = YEAR, **changes: object) -> Opening:
    """Return what a round is opened with: every stage, by judgement alone unless ``changes`` differ."""
    facts: dict[str, object] = {
        "fiscal_year": year,
        "kind": RoundKind.ANNUAL,
        "stages": Stages(stages=proposed_stages(kinds, date(year + 1, 5, 30))),
        "achievement_scale": scale_of("sendai"),
        "direction_scale": scale_of("ayumi-direction"),
        "schedule_scale": scale_of("ayumi-schedule"),
        "schedule_ladder": ("検討", "準備", "試行", "導入", "運用"),
    }
    return Opening(**(facts | changes))
