"""No module imports itself by a detour."""

import grimp
import pytest


def modules_in_cycles(imports: dict[str, set[str]]) -> set[str]:
    """Return every module that lies on an import cycle.

    What nobody imports, or what imports nothing, lies on no cycle: such modules are taken away until none
    is left to take. Of the rest, those between two cycles are told apart by asking whether a module reaches
    itself.
    """
    remaining = {module: set(targets) for module, targets in imports.items()}
    while True:
        imported = set().union(*remaining.values()) if remaining else set()
        loose = {module for module, targets in remaining.items() if not targets or module not in imported}
        if not loose:
            break
        remaining = {module: targets - loose for module, targets in remaining.items() if module not in loose}
    return {module for module in remaining if module in _reached_from(module, remaining)}


def _reached_from(start: str, imports: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = list(imports[start])
    while waiting:
        module = waiting.pop()
        if module not in reached:
            reached.add(module)
            waiting.extend(imports.get(module, ()))
    return reached


def test_no_module_lies_on_an_import_cycle() -> None:
    graph = grimp.build_graph("ayumi", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(imports) > 20
    assert modules_in_cycles(imports) == set()


@pytest.mark.parametrize(
    ("imports", "expected"),
    [
        ({}, set()),
        ({"a": {"b"}, "b": set()}, set()),
        ({"a": {"b"}, "b": {"a"}}, {"a", "b"}),
        ({"a": {"b"}, "b": {"a", "c"}, "c": {"d"}, "d": {"e"}, "e": {"d"}}, {"a", "b", "d", "e"}),
        ({"a": {"a"}}, {"a"}),
    ],
)
def test_cycles_are_found(imports: dict[str, set[str]], expected: set[str]) -> None:
    assert modules_in_cycles(imports) == expected
