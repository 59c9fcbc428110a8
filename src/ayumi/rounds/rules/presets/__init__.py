"""The scales and ladders that come with Ayumi, as versioned data files beside this module.

Source: field study §1.5 and §2.1. A city uses one as it is, or copies it and edits the copy; a later version
of a preset never changes what a city copied or a round has frozen.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Self

from pydantic import Field, model_validator

from ayumi.document.base import Part
from ayumi.rounds.rules.rollup_rule import RollupRule
from ayumi.rounds.rules.scales import Scale, ScaleSubject

SCALE_FILES = ("achievement.toml", "schedule.toml", "direction.toml")
LADDER_FILE = "ladders.toml"
ROLLUP_FILE = "rollups.toml"


class Preset(Part):
    """A scale that comes with Ayumi: a stable id, a version, and whose practice it follows."""

    id: str = Field(pattern=r"^[a-z0-9-]+$", max_length=60)
    version: int = Field(ge=1)
    practice: str
    scale: Scale


class LadderStep(Part):
    """One step of a ladder. ``ends`` says that nothing is left to do after it."""

    word: str = Field(min_length=1, max_length=50)
    ends: bool = False


class Ladder(Part):
    """The steps that a measure takes over the years, the first step first."""

    id: str = Field(pattern=r"^[a-z0-9-]+$", max_length=60)
    version: int = Field(ge=1)
    name: str = Field(min_length=1, max_length=100)
    note: str = ""
    steps: tuple[LadderStep, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def words_differ(self) -> Self:
        """Refuse a word that stands twice; raises in Japanese."""
        if len({step.word for step in self.steps}) != len(self.steps):
            raise ValueError("同じ名前の段階が二つあります。")
        return self

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the steps in order."""
        return tuple(step.word for step in self.steps)


@cache
def presets() -> tuple[Preset, ...]:
    """Return every preset scale, file by file; read and checked once."""
    return tuple(Preset.model_validate(each) for name in SCALE_FILES for each in _read(name)["preset"])


@cache
def ladders() -> tuple[Ladder, ...]:
    """Return every preset ladder; read and checked once."""
    return tuple(Ladder.model_validate(each) for each in _read(LADDER_FILE)["ladder"])


@cache
def rollup_rules() -> tuple[RollupRule, ...]:
    """Return every preset rule of a roll-up, judgement first; read and checked once."""
    return tuple(RollupRule.model_validate(each) for each in _read(ROLLUP_FILE)["rollup"])


def preset(preset_id: str) -> Preset | None:
    """Return the preset with this id, None where there is none."""
    return next((each for each in presets() if each.id == preset_id), None)


def presets_of(subject: ScaleSubject) -> tuple[Preset, ...]:
    """Return the presets that rate this subject."""
    return tuple(each for each in presets() if each.scale.subject is subject)


def ending_words() -> frozenset[str]:
    """Return the words of all preset ladders after which nothing is left to do."""
    return frozenset(step.word for ladder in ladders() for step in ladder.steps if step.ends)


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
