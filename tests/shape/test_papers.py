"""Everything public says what it is; no file holds what belongs to one machine or person; papers are true.

What the papers say of the worked examples is in ``test_examples.py``.
"""

import argparse
import ast
import re
from importlib import import_module

import pytest

from ayumi.config.command import COMMANDS
from tests.shape.papers import (
    anchors_of,
    broken_links,
    diffs_of,
    links_of,
    missing_paths,
    papers,
    table_rows,
)
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


def test_every_link_and_anchor_leads_somewhere() -> None:
    known = papers()
    assert [broken for name, text in known.items() for broken in broken_links(name, text, known)] == []


def test_every_page_of_the_manual_is_reached_from_its_contents() -> None:
    pages = {name.rpartition("/")[2] for name in papers() if name.startswith("docs/ja/")} - {"manual.md"}
    assert pages - {link.partition("#")[0] for link in links_of(papers()["docs/ja/manual.md"])} == set()


@pytest.mark.parametrize("name", sorted(papers()))
def test_every_file_a_paper_names_is_there(name: str) -> None:
    assert missing_paths(papers()[name]) == []


def test_the_lines_around_each_diff_of_the_tutorial_still_stand() -> None:
    diffs = diffs_of(papers()["docs/en/add-a-field.md"])
    assert len(diffs) > 5
    gone = [
        f"{name}: {line}"
        for name, lines in diffs
        for line in lines
        if line not in (REPOSITORY / name).read_text(encoding="utf-8").splitlines()
    ]
    assert gone == []


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented_with_its_options(command: str) -> None:
    text = papers()["docs/ja/commands.md"]
    section = text.partition(f"## ayumi {command}\n")[2].partition("\n## ")[0]
    parser = argparse.ArgumentParser(add_help=False)
    import_module(f"ayumi.config.command.{command}").add_arguments(parser)
    options = [option for action in parser._actions for option in action.option_strings]
    assert section
    assert "終了コード" in section or command in ("demo",)
    assert [option for option in options if f"`{option}" not in section] == []


def test_no_paper_names_a_command_that_does_not_exist() -> None:
    spoken = {
        (name, word)
        for name, text in papers().items()
        for word in re.findall(r"`(?:\.venv/bin/)?ayumi ([a-z]+)", text)
    }
    assert [pair for pair in spoken if pair[1] not in COMMANDS] == []


def settings_read() -> set[str]:
    """Return the names of all environment variables that the settings read."""
    text = (REPOSITORY / "src/ayumi/config/settings.py").read_text(encoding="utf-8")
    return {f"AYUMI_{name}" for name in re.findall(r"\benv\.\w+\(\s*\"([A-Z_]+)\"", text)}


def test_every_setting_is_documented_and_none_is_invented() -> None:
    rows = table_rows(papers()["docs/ja/install.md"], "環境変数")
    assert {row[0].strip("`") for row in rows} == settings_read()
    named = {name for text in papers().values() for name in re.findall(r"AYUMI_[A-Z_]+[A-Z]", text)}
    assert named - settings_read() == set()


def test_every_make_target_that_papers_name_exists() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    spoken = {
        (name, target)
        for name, text in papers().items()
        for target in re.findall(r"(?:`|^)make ([a-z-]+)", text, re.MULTILINE)
    }
    assert spoken
    assert [pair for pair in sorted(spoken) if pair[1] not in targets] == []


def quoted_pieces(message: str) -> list[str]:
    """Return the parts of a quoted message between the places where … or ○ stands for a value."""
    return [piece.strip() for piece in re.split("[…○]", message) if len(piece.strip()) > 3]


def test_the_messages_of_the_manual_are_those_of_the_program() -> None:
    sources = [text for name, text in text_files() if name.endswith((".py", ".html", ".sh"))]
    # Long messages are written in two literals; joined they read as a person reads them.
    program = re.sub(r"\"\s*f?\"", "", "\n".join(sources))
    rows = table_rows(papers()["docs/ja/troubleshooting.md"], "表示")
    foreign = {"順番待ち のまま進まない", "Address already in use"}
    missing = [
        piece
        for row in rows
        if row[0] not in foreign
        for piece in quoted_pieces(row[0])
        if piece not in program
    ]
    assert len(rows) > 30
    assert missing == []


def test_anchors_are_made_as_readers_find_them() -> None:
    text = "# 目次\n## ayumi `read`\n```\n# no heading\n```\n## 目次\n### はじめに / Start（1）\n"
    assert anchors_of(text) == {"目次", "ayumi-read", "目次-1", "はじめに--start1"}


def test_broken_links_and_lost_files_are_found() -> None:
    known = {"docs/a.md": "# One\n", "docs/b.md": ""}
    text = "[x](a.md#one) [y](a.md#two) [z](gone.md) [w](https://example.com/) `[v](no.md)` [m](../Makefile)"
    assert broken_links("docs/b.md", text, known) == [
        "docs/b.md: a.md#two (no such heading)",
        "docs/b.md: gone.md",
    ]
    assert missing_paths("`src/ayumi/gone.py` and `tests/shape/`, src/ayumi/shell/fonts.") == [
        "src/ayumi/gone.py"
    ]
