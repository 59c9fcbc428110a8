"""The workbook after LibreOffice has opened and saved it: still the same plan."""

import shutil
import subprocess
from pathlib import Path

import pytest

from ayumi.document.measures import Item, Sheet
from ayumi.document.plan_document import PlanDocument
from ayumi.formats.excel.plan_workbook.write import write_plan_workbook
from tests.documents import sample_document
from tests.formats.test_plan_workbook import read_back
from tests.odd_values import ODD_NUMBERS, ODD_TEXTS

OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed"),
]


def saved_by_office(content: bytes, folder: Path) -> bytes:
    """Return the workbook as LibreOffice saves it."""
    (folder / "in.xlsx").write_bytes(content)
    subprocess.run(
        [
            *(str(OFFICE), f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore"),
            *("--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), "in.xlsx"),
        ],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=180,
    )
    return (folder / "out" / "in.xlsx").read_bytes()


def odd(document: PlanDocument) -> PlanDocument:
    """Put odd texts and numbers into a plan."""
    items: list[Item] = []
    for place, item in enumerate(document.items):
        text = ODD_TEXTS[place % len(ODD_TEXTS)]
        number = ODD_NUMBERS[place % len(ODD_NUMBERS)]
        indicators = tuple(
            each.model_copy(
                update={
                    "targets": tuple(target.model_copy(update={"value": number}) for target in each.targets)
                }
            )
            for each in item.indicators
        )
        sheet = item.sheet and Sheet(purpose=text, outlook=text)
        items.append(item.model_copy(update={"title": text[:500], "sheet": sheet, "indicators": indicators}))
    return document.model_copy(update={"items": tuple(items), "purposes": ODD_TEXTS[:45]})


@pytest.mark.parametrize("document", [sample_document(measures=20), odd(sample_document(measures=60))])
def test_the_plan_is_the_same_after_libreoffice_saved_it(document: PlanDocument, tmp_path: Path) -> None:
    content = saved_by_office(write_plan_workbook(document, export="1"), tmp_path)
    assert read_back(content).to_json() == document.to_json()
