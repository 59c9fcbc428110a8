"""Reading the seed chapter into what it says, beside the Markdown parser alone."""

from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from ayumi.formats.markdown.read import read
from ayumi.importing.rules import to_plan_document, understand
from tests.benchmarks.measuring import cpu_seconds, show

pytestmark = pytest.mark.benchmark


def test_seed_chapter(shared_folder: Path) -> None:
    seed = next((shared_folder / "seeds").glob("*.md"))
    content = seed.read_bytes()
    ours = cpu_seconds(lambda: to_plan_document(understand(read(content, seed.name))), rounds=9)
    theirs = cpu_seconds(lambda: MarkdownIt().parse(content.decode()), rounds=9)
    show("the seed chapter into a document", ours, 0.2, ("markdown-it-py's tokens alone", theirs))
