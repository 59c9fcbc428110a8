"""Make the workbooks of the sample city anew: ``.venv/bin/python tools/make_sample_workbooks.py``.

Needed after a change of the sample, of the plan workbook or of the older form; tests/config tells when.
"""

import sys

from ayumi.config.sample_city.workbooks import WORKBOOKS, committed_place


def main() -> int:
    """Write every workbook to its place in the package."""
    for workbook in WORKBOOKS:
        place = committed_place(workbook)
        content = workbook.made()
        place.write_bytes(content)
        sys.stdout.write(f"{place.name}: {len(content):,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
