"""``ayumi book``: a plan document in, the plan book out, without a database."""

import argparse
import sys
from pathlib import Path

import ayumi.shell
from ayumi.config.command.plan_file import CannotReadPlanFile, read_plan_file
from ayumi.formats.textbook.write import write_text
from ayumi.formats.typst.book import make_book
from ayumi.formats.typst.fonts import FontsMissing
from ayumi.formats.typst.setting import CannotSet
from ayumi.publishing.rules.figures import figures_of

FONT_FOLDER = Path(ayumi.shell.__file__).parent / "fonts"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("plan", type=Path, metavar="計画.json", help="計画データ（ayumi schema の形式）")
    parser.add_argument("--out", type=Path, default=Path("plan.pdf"), help="PDFの出力先（既定 plan.pdf）")
    parser.add_argument("--text", type=Path, help="テキスト版の出力先")


def run(arguments: argparse.Namespace) -> int:
    """Make the book. Returns 0, or 2 where the plan cannot be read or set."""
    try:
        document = read_plan_file(arguments.plan)
        pdf = make_book(
            document, font_folder=FONT_FOLDER, figures=figures_of(document), progress=_tell_progress
        )
    except (CannotReadPlanFile, CannotSet, FontsMissing) as problem:
        return _failed(str(problem))
    try:
        arguments.out.write_bytes(pdf)
        if arguments.text is not None:
            arguments.text.write_text(write_text(document), encoding="utf-8")
    except OSError as problem:
        return _failed(f"{problem.filename}: 計画書を書き出せません（{problem.strerror}）。")
    return 0


def _tell_progress(stage: str, percent: int) -> None:
    print(f"{percent:3}% {stage}", file=sys.stderr)


def _failed(reason: str) -> int:
    print(reason, file=sys.stderr)
    return 2
