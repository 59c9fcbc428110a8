"""Nothing grows beyond what one reads at a sitting.

The exceptions are a ratchet: each has a reason, stays under the hard limit, and must be struck from the
list once it is small enough again. The lists may only shrink.
"""

import ast
from pathlib import PurePosixPath

import pytest

from tests.shape.source import (
    CODE_FOLDERS,
    REPOSITORY,
    definitions,
    length_without_docstring,
    lines_of,
    python_files,
    tracked_files,
)

FILE_SOFT, FILE_HARD = 300, 400
FUNCTION_SOFT, FUNCTION_HARD = 40, 60
CLASS_LIMIT = 200
TEMPLATE_LIMIT = 120
POSITIONAL_LIMIT = 5
SHARE_IN_SMALL_FILES = 0.9
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}

LONG_FILES: dict[str, str] = {}
"""File above the soft limit → the reason. May only shrink."""

LONG_FUNCTIONS: dict[str, str] = {}
"""``file:function`` above the soft limit → the reason. May only shrink."""

LONG_TEMPLATES: dict[str, str] = {}
"""Template above the limit → the reason. May only shrink."""

CODE_SUFFIXES = (".py", ".js", ".mjs", ".css", ".sh", ".typ")


def code_files() -> list[str]:
    """Return every file a person writes code in."""
    return [
        name
        for name in tracked_files()
        if name.endswith(CODE_SUFFIXES) and name.split("/")[0] in CODE_FOLDERS and "/migrations/" not in name
    ]


def templates() -> list[str]:
    """Return every template of a page. Typst's templates are programs: they count as code files."""
    return [name for name in tracked_files() if "/templates/" in name and not name.endswith(".typ")]


def too_large(sizes: dict[str, int], soft: int, exceptions: dict[str, str], hard: int) -> list[str]:
    """Return what is above its limit, and every exception that is no longer one."""
    above = [
        f"{name}: {size} lines, at most {hard if name in exceptions else soft}"
        for name, size in sizes.items()
        if size > (hard if name in exceptions else soft)
    ]
    spent = [f"{name}: strike it from the exceptions" for name in exceptions if sizes.get(name, 0) <= soft]
    return above + spent


def functions() -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    """Return every function by ``file:name``."""
    return {
        f"{name}:{place}": node
        for name in python_files(*CODE_FOLDERS)
        for place, node in definitions(name)
        if not isinstance(node, ast.ClassDef)
    }


def test_files_are_short() -> None:
    sizes = {name: lines_of(name) for name in code_files()}
    assert too_large(sizes, FILE_SOFT, LONG_FILES, FILE_HARD) == []


def test_most_code_lies_in_short_files() -> None:
    sizes = [lines_of(name) for name in code_files()]
    assert sum(size for size in sizes if size <= FILE_SOFT) >= SHARE_IN_SMALL_FILES * sum(sizes)


def test_functions_are_short() -> None:
    sizes = {name: length_without_docstring(node) for name, node in functions().items()}
    assert too_large(sizes, FUNCTION_SOFT, LONG_FUNCTIONS, FUNCTION_HARD) == []


def test_classes_are_short() -> None:
    sizes = {
        f"{name}:{place}": length_without_docstring(node)
        for name in python_files(*CODE_FOLDERS)
        for place, node in definitions(name)
        if isinstance(node, ast.ClassDef)
    }
    assert too_large(sizes, CLASS_LIMIT, {}, CLASS_LIMIT) == []


def test_templates_are_short() -> None:
    sizes = {name: lines_of(name) for name in templates()}
    assert too_large(sizes, TEMPLATE_LIMIT, LONG_TEMPLATES, 2 * TEMPLATE_LIMIT) == []


def test_functions_take_few_positional_parameters() -> None:
    many = []
    for name, node in functions().items():
        taken = [*node.args.posonlyargs, *node.args.args]
        taken = taken[1:] if taken and taken[0].arg in {"self", "cls"} else taken
        # Test functions take fixtures, which pytest passes by name.
        if len(taken) > POSITIONAL_LIMIT and not node.name.startswith("test_"):
            many.append(f"{name}: {len(taken)} positional parameters")
    assert many == []


def test_no_file_is_named_for_nothing() -> None:
    named = [
        name
        for name in tracked_files()
        if FORBIDDEN_NAMES & {PurePosixPath(part).stem for part in PurePosixPath(name).parts}
    ]
    assert named == []


@pytest.mark.parametrize("exceptions", [LONG_FILES, LONG_FUNCTIONS, LONG_TEMPLATES])
def test_every_exception_has_a_reason_and_stands_for_something(exceptions: dict[str, str]) -> None:
    for name, reason in exceptions.items():
        assert (REPOSITORY / name.split(":")[0]).is_file()
        assert len(reason) > 20


def test_the_measure_leaves_docstrings_out() -> None:
    node = ast.parse('def one():\n    """Say\n    it."""\n    return 1\n').body[0]
    assert isinstance(node, ast.FunctionDef)
    assert length_without_docstring(node) == 2


def test_the_ratchet_catches_growth_and_spent_exceptions() -> None:
    assert too_large({"a": 301}, 300, {}, 400) == ["a: 301 lines, at most 300"]
    assert too_large({"a": 301}, 300, {"a": "why"}, 400) == []
    assert too_large({"a": 401}, 300, {"a": "why"}, 400) == ["a: 401 lines, at most 400"]
    assert too_large({"a": 300}, 300, {"a": "why"}, 400) == ["a: strike it from the exceptions"]
