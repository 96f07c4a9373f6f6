"""The table of people to be filled in: its headings, and beside it what each column means."""

import io
from collections.abc import Mapping
from typing import Final

from rustpy_xlsxwriter import write_worksheets

from engines.definition import Locale
from mortise.imports.organisation.columns import HEADINGS

SHEETS: Final[Mapping[Locale, tuple[str, str]]] = {
    "zh-CN": ("人员", "填写说明"),
    "en": ("People", "How to fill in"),
}
EXPLAINED: Final[Mapping[Locale, tuple[str, str, str]]] = {
    "zh-CN": ("列", "说明", "示例"),
    "en": ("Column", "What it means", "Example"),
}
PEOPLE_WIDTH: Final = 18.0
EXPLAINED_WIDTHS: Final = [18.0, 60.0, 28.0]


def template(locale: Locale) -> bytes:
    """An Excel file with an empty table, and a second sheet that explains it."""
    people, explained = SHEETS[locale]
    column, meaning, example = EXPLAINED[locale]
    names = [each.words[locale] for each in HEADINGS.values()]
    lines = [
        {column: each.words[locale], meaning: each.meaning[locale], example: each.example[locale]}
        for each in HEADINGS.values()
    ]
    out = io.BytesIO()
    write_worksheets(
        [(people, [dict.fromkeys(names, "")]), (explained, lines)],
        out,
        bold_headers=True,
        freeze_panes={"general": {"row": 1, "col": 0}},
        column_widths={people: [PEOPLE_WIDTH] * len(names), explained: EXPLAINED_WIDTHS},
    )
    return out.getvalue()
