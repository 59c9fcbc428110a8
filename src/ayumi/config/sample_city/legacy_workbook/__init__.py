"""The table of an older form that ひばり野市 kept before Ayumi: a workbook with every habit of real ones.

The measures are those of the city's departmental plans, one row each. What is wrong with the table is data:
``data/legacy_faults.csv`` names the habit, the cell, what stands in it and what must become of it, so the
tests ask the reader about every one of them. Habits of the whole sheet, and where they are made:

- a filler row for a macro, an empty first column: ``write._title_rows``, column ``empty``
- three rows of headings, merged, with line breaks: ``data/legacy_columns.csv``
- a column that counts duplicate ids by COUNTIF: ``table.formulas``
- the digits of a code in two cells: columns ``policy_tens``, ``policy_ones``
- two account codes in one cell: column ``account``
- four years under the same headings: ``columns.YEARS``
- years of every era and style, 平成39年度 too: ``table._STARTS``, ``data/legacy_columns.csv``
- 〃, → and ⇒ for the year before: ``table._PLANS``
- the same sentence as reason again and again: ``table._REASONS``
- figures and hours that never move: ``table.FROZEN``
- a measure again under another policy (再掲): ``table.REPEATED``
- subtotals between the rows, a total, notes below: ``table.table``
- cells merged down among the data, hidden columns: ``write._merge_down``, ``write._HIDDEN``
- columns of persons and their telephones: columns ``person``, ``telephone``
- a hidden sheet: ``write._codes``

Nothing in it is of a real city or a real person; persons are called 担当者A, telephones 0000-00-0000.
"""

from ayumi.config.sample_city.legacy_workbook.write import write_legacy_workbook

__all__ = ["write_legacy_workbook"]
