"""``ayumi schema``: the JSON Schema of the plan document, the interchange format."""

import argparse
import json
from pathlib import Path

from ayumi.document.plan_document import json_schema


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command."""
    parser.add_argument("--out", type=Path, metavar="出力先", help="書き出すファイル（省略すると標準出力）")


def run(arguments: argparse.Namespace) -> int:
    """Print or write the schema. Returns 0."""
    text = json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
    if arguments.out is None:
        print(text, end="")
    else:
        arguments.out.write_text(text, encoding="utf-8")
    return 0
