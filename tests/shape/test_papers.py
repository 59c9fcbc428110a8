"""Everything public says what it is, and no file holds what belongs to one machine or one person."""

import ast
import re

import pytest

from tests.shape.source import REPOSITORY, definitions, parsed, python_files, tracked_files

LOCK_FILE = "uv.lock"
"""The only file that may name a package registry: uv writes the address of every package into it."""

THIS_FILE = "tests/shape/test_papers.py"

FORBIDDEN = {
    "a path of one machine": re.compile(
        r"(?<![\w.])/(?:home|Users)/\w+|(?<![\w./])/(?:work|root)/[\w.]|C:\\Users"
    ),
    "a registry's host": re.compile(
        r"(?:files\.pythonhosted|pypi|npmjs|npmmirror|yarnpkg|deb\.debian)\.(?:org|com)|\bregistry\.[a-z]+\.[a-z]+"
    ),
}
EMAIL = re.compile(r"\b[A-Za-z0-9._%+-]+@((?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,})\b")
RESERVED_DOMAIN = re.compile(
    r"(?:^|\.)(?:example(?:\.(?:com|org|net|jp|co\.jp|lg\.jp))?|test|invalid|localhost)$"
)
"""Domains that belong to nobody (RFC 2606 and JPRS); addresses in samples use them."""


def text_files() -> list[tuple[str, str]]:
    """Return name and text of every tracked text file but the lock file and this one."""
    found = []
    for name in tracked_files():
        if name in {LOCK_FILE, THIS_FILE}:
            continue
        content = (REPOSITORY / name).read_bytes()
        if b"\0" not in content[:4096]:
            found.append((name, content.decode("utf-8")))
    return found


def personal_addresses(text: str) -> list[str]:
    """Return the e-mail addresses in ``text`` that somebody could own."""
    return [match[0] for match in EMAIL.finditer(text) if not RESERVED_DOMAIN.search(match[1].lower())]


def is_public(place: str) -> bool:
    """Tell whether no part of a dotted place begins with an underscore."""
    return not any(part.startswith("_") for part in place.split("."))


def undocumented(name: str) -> list[str]:
    """Return the public classes and functions of a file that have no docstring.

    Functions inside functions are private by nature, and so are Django's inner ``Meta`` classes.
    """
    inside_function: set[str] = set()
    missing = []
    for place, node in definitions(name):
        parent = place.rpartition(".")[0]
        if not isinstance(node, ast.ClassDef) or parent in inside_function:
            inside_function.add(place)
        if parent in inside_function or not is_public(place) or node.name == "Meta":
            continue
        if ast.get_docstring(node) is None:
            missing.append(f"{name}:{node.lineno} {place}")
    return missing


def test_every_module_says_what_it_is() -> None:
    silent = [name for name in python_files("src", "tests", "tools") if not ast.get_docstring(parsed(name))]
    assert silent == []


def test_everything_public_says_what_it_does() -> None:
    assert [place for name in python_files("src", "tools") for place in undocumented(name)] == []


@pytest.mark.parametrize("what", sorted(FORBIDDEN))
def test_no_file_holds(what: str) -> None:
    found = [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1} {match[0]}"
        for name, text in text_files()
        for match in FORBIDDEN[what].finditer(text)
    ]
    assert found == []


def test_no_file_holds_a_personal_address() -> None:
    found = [f"{name}: {address}" for name, text in text_files() for address in personal_addresses(text)]
    assert found == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kikaku@city.example.jp or a@example.com", []),
        ("someone@mail.city.jp", ["someone@mail.city.jp"]),
        ("@media (min-width: 3em) postgresql://ayumi@127.0.0.1:5432/", []),
    ],
)
def test_personal_addresses_are_told_from_reserved_ones(text: str, expected: list[str]) -> None:
    assert personal_addresses(text) == expected


@pytest.mark.parametrize(
    ("what", "text", "found"),
    [
        ("a path of one machine", "cd /home/somebody/x", True),
        ("a path of one machine", "the address /plans/work/1", False),
        ("a registry's host", "https://pypi.org/simple", True),
        ("a registry's host", "the registry of divisions", False),
    ],
)
def test_what_belongs_to_one_machine_is_recognised(what: str, text: str, found: bool) -> None:
    assert bool(FORBIDDEN[what].search(text)) is found
