"""What must hold before a document may take a stored plan's place. Nothing is written here."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from django.db.models import CharField, IntegerField, Model
from django.utils.translation import gettext as _

from ayumi.document.plan_document import PlanDocument
from ayumi.tenancy.models import Division, DivisionSuccession

LARGEST_INTEGER = 2**31 - 1


class CannotApply(ValueError):
    """The document cannot take the plan's place; the message says why and what to do, in Japanese."""


class RemovalsNotConfirmed(CannotApply):
    """Items would disappear that nobody confirmed; ``names`` says which."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        listed = _("、").join(self.names[:10])
        super().__init__(_("削除される項目が確認されていません: {items}").format(items=listed))


def check_document(stored: PlanDocument, document: PlanDocument, removals: frozenset[str]) -> None:
    """Refuse a document of another plan, unsound ids, changed divisions and unconfirmed removals.

    Raises CannotApply and RemovalsNotConfirmed.
    """
    if document.id != stored.id or document.municipality != stored.municipality:
        raise CannotApply(_("別の計画の内容のため、この計画には反映できません。"))
    check_ids(document)
    if document.revision.number < stored.revision.number:
        raise CannotApply(
            _("版の番号が、登録されている第{number}版より前になっています。").format(
                number=stored.revision.number
            )
        )
    left = {item.id for item in document.items}
    gone = [item for item in stored.items if item.id not in left and item.id not in removals]
    if gone:
        raise RemovalsNotConfirmed(f"{item.number} {item.title}".strip() for item in gone)


def check_ids(document: PlanDocument) -> None:
    """Refuse a document in which an id stands twice or leads nowhere. Raises CannotApply, ValueError."""
    PlanDocument.model_validate(document.model_dump())
    parents = {item.id: item.parent_id for item in document.items}
    ids = [
        *(level.id for level in document.levels),
        *(division.id for division in document.divisions),
        *(indicator.id for item in document.items for indicator in item.indicators),
    ]
    if len(ids) != len(set(ids)) or any(parent == key for key, parent in parents.items()):
        raise CannotApply(
            _("同じ識別子が2か所で使われています。行を複製したときは、識別子の欄を空にしてください。")
        )


def check_divisions(document: PlanDocument) -> None:
    """Refuse other facts than stand about a division of the municipality: 2 queries. Raises CannotApply.

    A division's name and days are changed on the page of divisions alone, for all plans at once.
    """
    standing = {str(each.pk): each for each in Division.objects.all()}
    successors: dict[str, list[str]] = defaultdict(list)
    for before, after in DivisionSuccession.objects.values_list("predecessor_id", "successor_id"):
        successors[str(before)].append(str(after))
    for division in document.divisions:
        there = standing.get(division.id)
        if there is not None and (
            (there.name, there.valid_from, there.valid_to)
            != (division.name, division.valid_from, division.valid_to)
            or sorted(successors[division.id]) != sorted(division.successors)
        ):
            raise CannotApply(
                _(
                    "組織「{name}」の名称・設置日・廃止日・引き継ぎ先は、ここでは変えられません。"
                    "「組織」のページで改めてください。"
                ).format(name=there.name)
            )


def check_rows(rows: Iterable[Model]) -> None:
    """Refuse a text that is longer, or a number that is larger, than its column holds. Raises CannotApply."""
    for row in rows:
        for name, limit in _text_columns(type(row)):
            text = getattr(row, name)
            if not isinstance(text, str):
                continue
            if limit is not None and len(text) > limit:
                raise CannotApply(
                    _("「{start}…」が{length}字あり、{limit}字を超えるため反映できません。").format(
                        start=text[:20], length=len(text), limit=limit
                    )
                )
            if "\x00" in text:
                raise CannotApply(_("「{start}」に使えない文字があります。").format(start=text[:20]))
        for name in _number_columns(type(row)):
            number = getattr(row, name)
            if number is not None and not 0 <= number <= LARGEST_INTEGER:
                raise CannotApply(_("数値 {number} は扱える範囲を超えています。").format(number=number))


@cache
def _text_columns(table: type[Model]) -> tuple[tuple[str, int | None], ...]:
    fields = table._meta.concrete_fields
    return tuple(
        (each.attname, each.max_length if isinstance(each, CharField) else None)
        for each in fields
        if each.get_internal_type() in {"CharField", "TextField"}
    )


@cache
def _number_columns(table: type[Model]) -> tuple[str, ...]:
    fields = table._meta.concrete_fields
    return tuple(
        each.attname
        for each in fields
        if isinstance(each, IntegerField) and each.get_internal_type().startswith("Positive")
    )
