"""The two invented municipalities: their names, their divisions and how their ids are made."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5
from zlib import crc32

from ayumi.config.sample_city.tables import Row, rows
from ayumi.document.plan import DivisionName, MunicipalityName
from ayumi.ground.local_government import check_digit

_NAMESPACE = UUID("6d1f6d7e-2f0c-5a57-9a6b-0f6b8f7c1a11")
REORGANISATION = date(2023, 4, 1)
"""機構改革: a rename, a merger, a split and an abolition take effect."""


@dataclass(frozen=True, slots=True)
class Place:
    """An invented municipality; ``prefix`` keeps its ids apart, ``table`` holds its divisions."""

    prefix: tuple[str, ...]
    name: str
    code: str
    table: str

    def identifier(self, *parts: object) -> str:
        """Return the id of something of this municipality, the same every time."""
        return str(uuid5(_NAMESPACE, "/".join(map(str, (*self.prefix, *parts)))))

    def division_id(self, name_or_key: str) -> str:
        """Return a division's id by its name or its short key. Raises KeyError for an unknown one."""
        names = {row[column]: row["name"] for row in rows(self.table) for column in ("key", "name")}
        return self.identifier("division", names[name_or_key])

    def municipality(self) -> MunicipalityName:
        """Return the name and code as a plan document carries them."""
        return MunicipalityName(name=self.name, code=self.code)

    def divisions(self) -> tuple[DivisionName, ...]:
        """Return every division, those that ended at the reorganisation too, with their successors."""
        return tuple(self._division(row) for row in rows(self.table))

    def _division(self, row: Row) -> DivisionName:
        return DivisionName(
            id=self.identifier("division", row["name"]),
            name=row["name"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            successors=tuple(self.division_id(key) for key in row["successors"].split()),
        )


def _code(five_digits: str) -> str:
    """Prefecture 99 does not exist, so the code can never be a real municipality's."""
    return f"{five_digits}{check_digit(five_digits)}"


CITY = Place((), "ひばり野市（架空の市）", _code("99101"), "divisions")
TOWN = Place(("minori",), "みのり野町（架空の町）", _code("99301"), "minori_divisions")


def spread(key: str, size: int) -> int:
    """Return a number below ``size`` that looks arbitrary and is always the same for ``key``."""
    return crc32(key.encode()) % size
