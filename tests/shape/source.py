"""The source as the shape tests see it: tracked files and parsed modules."""

import ast
import subprocess
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
CODE_FOLDERS = ("src", "tests", "tools")
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@cache
def tracked_files() -> tuple[str, ...]:
    """Return every file of the repository that git holds and that is still there, as a relative path."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True, text=True
    ).stdout
    return tuple(sorted(name for name in listing.split("\0") if name and (REPOSITORY / name).is_file()))


def python_files(*folders: str) -> tuple[str, ...]:
    """Return the Python files under ``folders``, migrations left out (Django writes them)."""
    return tuple(
        name
        for name in tracked_files()
        if name.endswith(".py") and name.split("/")[0] in folders and "/migrations/" not in name
    )


@cache
def parsed(name: str) -> ast.Module:
    """Return the syntax tree of one file."""
    return ast.parse((REPOSITORY / name).read_text(encoding="utf-8"), name)


def lines_of(name: str) -> int:
    """Return the number of lines of one file."""
    return len((REPOSITORY / name).read_text(encoding="utf-8").splitlines())


def definitions(name: str) -> list[tuple[str, Definition]]:
    """Return every class and function of a file with its dotted place, nested ones included."""
    found: list[tuple[str, Definition]] = []

    def walk(node: ast.AST, place: str) -> None:
        for child in ast.iter_child_nodes(node):
            inner = place
            if isinstance(child, Definition):
                inner = f"{place}.{child.name}" if place else child.name
                found.append((inner, child))
            walk(child, inner)

    walk(parsed(name), "")
    return found


def length_without_docstring(node: Definition) -> int:
    """Return how many lines a definition takes from ``def`` or ``class`` on, its docstring left out."""
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node, clean=False) is not None:
        length -= (first.end_lineno or first.lineno) - first.lineno + 1
    return length
