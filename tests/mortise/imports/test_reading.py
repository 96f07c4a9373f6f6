"""Reading files as people's programs write them, in a process of its own."""

from pathlib import Path

import pytest

from mortise.imports.reading.process import Chunk, Source, UnreadableError, look, opened
from mortise.imports.reading.program import lines

TEXT = "名称,数量\n榫卯,1\n"
CUSTOMERS = "客户名称,所在城市,备注\n上海华东钢铁有限公司,上海,重点客户\n深圳市南山科技,深圳,需要回访\n" * 20
TRADITIONAL = "客戶名稱,城市,備註\n臺灣積體電路,新竹,重要客戶\n鴻海精密工業,新北,請於下週聯絡\n" * 20
COMPOUND = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
"""How a compound file begins: workbooks of the old format, and encrypted ones of the new."""


def write(folder: Path, content: bytes) -> Path:
    path = folder / "file"
    path.write_bytes(content)
    return path


CELLS = (
    "plain",
    None,
    "a\tb",
    "line\nbreak",
    "back\\slash",
    "\\N",
    "\\t",
    "ends\\",
    "回\r车",
    "x\u2028y\x0b\x1dz",
    "",
)


async def read(source: Source) -> tuple[list[str], list[str]]:
    """The columns' names, and the rows as COPY would take them."""
    async with opened(source) as reading:
        lines: list[str] = []
        async for chunk in reading.chunks():
            lines += chunk.text.decode().splitlines()
            assert len(lines) == chunk.count
        return reading.columns, lines


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
async def test_each_encoding_gives_the_same_cells(tmp_path: Path, encoding: str) -> None:
    path = write(tmp_path, TEXT.encode(encoding))

    assert await read(Source(path)) == (["名称", "数量"], ["2\t榫卯\t1"])


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (CUSTOMERS, "gbk", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        ("Größe,Straße\nZürich,Café\n", "cp1252", "windows-1252"),
        ("a,b\n1,2\n", "ascii", "utf-8"),
    ],
)
async def test_an_encoding_is_known_by_what_it_says(
    tmp_path: Path, text: str, encoding: str, told: str
) -> None:
    found = await look(Source(write(tmp_path, text.encode(encoding))))

    assert found["encoding"] == told
    assert found["labels"] == text.splitlines()[0].split(",")


async def test_the_encoding_that_a_person_chooses_is_taken(tmp_path: Path) -> None:
    found = await look(
        Source(write(tmp_path, "品名\n机\n".encode("shift_jis", "replace")), encoding="shift_jis")
    )

    assert found["labels"] == ["品名"]


async def test_semicolons_tabs_and_bars_separate_too(tmp_path: Path) -> None:
    for separator in ";\t|":
        path = write(tmp_path, TEXT.replace(",", separator).encode())
        assert (await read(Source(path)))[0] == ["名称", "数量"]


async def test_commas_in_a_file_of_semicolons_do_not_separate(tmp_path: Path) -> None:
    path = write(tmp_path, b"a;b\n1,5;2,5\n3,5;4,5\n")

    assert await read(Source(path)) == (["a", "b"], ["2\t1,5\t2,5", "3\t3,5\t4,5"])


async def test_quoted_cells_hold_commas_and_line_breaks(tmp_path: Path) -> None:
    path = write(tmp_path, b'a,b\n"x, y","first\nsecond\\"\n')

    assert (await read(Source(path)))[1] == [r"2	x, y	first\nsecond\\".replace(r"\t", "\t")]


async def test_blank_lines_are_left_out_and_short_rows_filled(tmp_path: Path) -> None:
    assert (await read(Source(write(tmp_path, b"a,b\n,\n1\n"))))[1] == ["3\t1\t\\N"]


async def test_titles_above_the_headings_are_passed_over(tmp_path: Path) -> None:
    found = await look(Source(write(tmp_path, b"Report of May,\n,\nname,amount\na,1\nb,2\n")))

    assert (found["header"], found["labels"], found["total"]) == (3, ["name", "amount"], 2)


async def test_a_file_without_headings_has_the_letters_of_its_columns(tmp_path: Path) -> None:
    found = await look(Source(write(tmp_path, b"x,1\ny,2\n"), header=0))

    assert (found["labels"], found["total"]) == (["A", "B"], 2)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "import_empty"),
        (b"\xff\xff\xff", "import_encoding"),
        (b"a,b\n1,2,3\n", "import_row_too_wide"),
        (b'a,b\n"1" x,2\n', "import_not_csv"),
        (b",".join(b"c" for _ in range(501)), "import_too_wide"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "import_not_a_table"),
        (b"PK\x03\x04 and no more", "import_not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "import_not_a_table"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "import_locked"),
    ],
)
async def test_what_is_no_table_is_refused_with_the_reason(tmp_path: Path, content: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        await read(Source(write(tmp_path, content)))

    assert refused.value.issue.code == code


def test_cells_arrive_as_they_were_read() -> None:
    rows = [(number, [cell or "" for cell in CELLS]) for number in (2, 5)]
    chunk = Chunk(len(rows), "".join(lines(rows, len(CELLS))).encode())
    expected = [cell or None for cell in CELLS]

    assert chunk.rows(range(len(CELLS))) == [(2, expected), (5, expected)]
    assert chunk.rows([7, 0, 1]) == [(2, ["ends\\", "plain", None]), (5, ["ends\\", "plain", None])]
