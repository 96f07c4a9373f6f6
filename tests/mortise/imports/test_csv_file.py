"""Reading CSV files as people's programs write them."""

from pathlib import Path

import pytest

from mortise.imports.csv_file import UnreadableError, read

TEXT = "名称,数量\n榫卯,1\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_each_encoding_gives_the_same_cells(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(TEXT.encode(encoding))

    columns, rows = read(path)

    assert (columns, list(rows)) == (["名称", "数量"], [(2, ["榫卯", "1"])])


def test_semicolons_and_tabs_separate_too(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    for separator in ";\t":
        path.write_text(TEXT.replace(",", separator), "utf-8")
        assert read(path)[0] == ["名称", "数量"]


def test_quoted_cells_hold_commas_and_line_breaks(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text('a,b\n"x, y","first\nsecond"\n', "utf-8")

    assert list(read(path)[1]) == [(2, ["x, y", "first\nsecond"])]


def test_blank_lines_are_left_out_and_short_rows_filled(tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_text("a,b\n,\n1\n", "utf-8")

    assert list(read(path)[1]) == [(3, ["1", ""])]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import_empty"),
        (b"\xff\xff\xff", "import_encoding"),
        (b"a,b\n1,2,3\n", "import_row_too_wide"),
        (b'a,b\n"1" x,2\n', "import_not_csv"),
        (b",".join(b"c" for _ in range(501)), "import_too_wide"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)

    with pytest.raises(UnreadableError) as refused:
        list(read(path)[1])

    assert refused.value.issue.code == code
