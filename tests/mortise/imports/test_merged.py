"""What a workbook shows in a cell over several rows counts in each of them, unless its person says otherwise."""

from pathlib import Path

from mortise.imports.reading.headings import guess, labels
from mortise.imports.reading.merged import downwards, spread
from mortise.imports.reading.process import Source, look
from tests.mortise.imports.test_hostile_workbooks import sheet, workbook
from tests.mortise.imports.test_reading import read

CELLS = {
    1: {"A": "region", "B": "city", "C": "note"},
    2: {"A": "East", "B": "Shanghai"},
    3: {"B": "Hangzhou", "C": "b"},
    4: {"A": "", "B": "Nanjing"},
    5: {"A": "North", "B": "Beijing"},
    6: {"B": "Dalian"},
}
MERGED = ("A1:A1", "A2:A4", "C2:D2", "A5:A9", "B7:C7")
CELL = '<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int, cells: dict[str, str]) -> str:
    texts = (CELL.format(place=f"{column}{number}", text=text) for column, text in cells.items())
    return f'<row r="{number}">{"".join(texts)}</row>'


FILE = sheet(
    "".join(row(number, cells) for number, cells in CELLS.items()),
    tail="<mergeCells>" + "".join(f'<mergeCell ref="{each}"/>' for each in MERGED) + "</mergeCells>",
)


async def test_a_cell_that_is_merged_downwards_counts_in_each_of_its_rows(tmp_path: Path) -> None:
    path = workbook(tmp_path, sheet=FILE)

    assert (await read(Source(path)))[1] == [
        "2\tEast\tShanghai\t\\N",
        "3\tEast\tHangzhou\tb",
        "4\tEast\tNanjing\t\\N",
        "5\tNorth\tBeijing\t\\N",
        "6\tNorth\tDalian\t\\N",
    ]
    seen = await look(Source(path))
    assert (seen["merged"], seen["columns"][0]["filled"]) == (2, 5)
    assert [row["cells"][0] for row in seen["head"]] == ["region", "East", "East", "East", "North", "North"]


async def test_it_counts_in_the_first_where_that_is_wished(tmp_path: Path) -> None:
    path = workbook(tmp_path, sheet=FILE)

    lines = (await read(Source(path, spreads=False)))[1]
    assert [line.split("\t")[1] for line in lines] == ["East", "\\N", "\\N", "North", "\\N"]
    seen = await look(Source(path, spreads=False))
    assert (seen["merged"], seen["columns"][0]["filled"]) == (2, 2)


def test_what_is_merged_among_the_headings_is_left_to_them() -> None:
    assert downwards([(1, 0, 2, 0), (2, 1, 4, 1), (3, 0, 3, 2)], 2) == []
    assert downwards([(1, 0, 2, 0), (3, 1, 4, 2)], 2) == [(3, 1, 4, 2)]


def test_headings_in_two_storeys_are_read_from_both() -> None:
    rows = [
        (1, ["sales of the year", "", "", ""]),
        (2, ["order", "amount", "", "paid"]),
        (3, ["", "net", "gross", ""]),
        (4, ["A-1", "1", "2", "yes"]),
    ]
    title, amount = (1, 0, 1, 3), (2, 1, 2, 2)
    assert guess(rows, [title, amount]) == 3
    assert labels(rows, 3, [title, amount]) == ["order", "amount net", "amount gross", "paid"]
    assert labels(rows, 2, [title, amount]) == ["order", "amount", "amount", "paid"]


def test_a_merged_cell_ends_with_its_last_row_even_where_rows_are_left_out() -> None:
    rows = iter([(1, ["a", "x"]), (5, ["", "y"]), (6, ["", "z"]), (7, ["b"]), (8, ["c", "own"])])

    found = list(spread(rows, [(1, 0, 5, 0), (7, 0, 8, 1)]))

    assert found == [(1, ["a", "x"]), (5, ["a", "y"]), (6, ["", "z"]), (7, ["b"]), (8, ["c", "own"])]
