"""The child that reads: limited in memory and time, poor in secrets; when it dies, the person is told."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ayumi.document.reading import CannotRead
from ayumi.importing.reading import child, parent
from ayumi.importing.reading.parent import read_plan

PLAN = "# 甲市計画\n\n## 第1章 総論\n\n本市の計画です。\n"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan text that can be read."""
    place = tmp_path / "計画.md"
    place.write_text(PLAN, encoding="utf-8")
    return place


def with_child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, code: str) -> None:
    """Let the child run ``code`` in the place of the reader, under the same limits."""
    program = tmp_path / "reader.sh"
    body = f"from ayumi.importing.reading import child\nchild.limit()\n{code}\n"
    script = tmp_path / "reader.py"
    script.write_text(body, encoding="utf-8")
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{script}"\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(parent.sys, "executable", str(program))


def test_what_it_understood_comes_back(plan: Path) -> None:
    result = read_plan(plan, name="計画.md")
    assert (result.plan.title, result.chapters[0].number) == ("甲市計画", "第1章")


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("x = bytearray(2 << 30)", parent.TOO_MUCH),
        ("import ctypes\nctypes.string_at(0)", parent.TOO_MUCH),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", parent.TOO_MUCH),
        ("raise ValueError('秘密の道 /srv/ayumi')", parent.BROKEN),
        ("import sys\nsys.exit(3)", parent.BROKEN),
        ("print('これはJSONではない')", parent.BROKEN),
        ("print('{}')", parent.BROKEN),
        ("open(__file__ + '.left', 'w').write('x' * 9999)", parent.BROKEN),
    ],
)
def test_a_child_that_dies_is_a_refusal(
    code: str, reason: str, plan: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with_child(monkeypatch, tmp_path, code)
    with pytest.raises(CannotRead) as caught:
        read_plan(plan, name="計画.md")
    refused = caught.value.refused
    assert refused.reason == reason
    assert refused.reason.endswith("ください。") and refused.file == "計画.md"
    assert "秘密" not in refused.model_dump_json()


def test_a_child_that_spins_is_stopped_by_its_processor_time(
    plan: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert child.CPU_SECONDS < parent.WALL_SECONDS
    spin = "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass"
    with_child(monkeypatch, tmp_path, spin)
    with pytest.raises(CannotRead) as caught:
        read_plan(plan, name="計画.md")
    assert caught.value.refused.reason == parent.TOO_MUCH


def test_a_child_that_sleeps_is_stopped_by_the_clock(
    plan: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(parent, "WALL_SECONDS", 1)
    with_child(monkeypatch, tmp_path, "import time\ntime.sleep(60)")
    with pytest.raises(CannotRead) as caught:
        read_plan(plan, name="計画.md")
    assert caught.value.refused.reason == parent.TOO_MUCH


def test_the_child_knows_no_secret_of_the_installation(
    plan: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AYUMI_SECRET_KEY", "秘密")
    seen = "import os, sys\nsys.exit(5 if any(name.startswith('AYUMI_') for name in os.environ) else 0)"
    with_child(monkeypatch, tmp_path, seen)
    answers = []
    monkeypatch.setattr(parent.subprocess, "run", recording(parent.subprocess.run, answers))
    with pytest.raises(CannotRead):
        read_plan(plan, name="計画.md")
    assert answers == [0]


def recording(run, answers: list[int]):
    """Wrap ``subprocess.run`` and keep the codes it returns."""

    def recorded(*arguments, **named):
        done = run(*arguments, **named)
        answers.append(done.returncode)
        return done

    return recorded


def test_a_signal_counts_as_too_much() -> None:
    done = parent.subprocess.CompletedProcess([], -signal.SIGXCPU, b"", b"")
    assert parent._is_starved(done)


def test_the_child_loads_neither_django_nor_the_writer_of_workbooks() -> None:
    modules = sorted({module for module, _function in child.TASKS.values()} | set(child.READERS.values()))
    code = f"import importlib, sys\nfor name in {modules}: importlib.import_module(name)\n"
    code += "from ayumi.importing.reading import child\n"
    code += "print(sorted({'django', 'xlsxwriter'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
