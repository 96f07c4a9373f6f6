"""Workbooks made to hurt whoever opens them: each is refused quickly and in words, or read without being obeyed."""

import random
import resource
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from engines.issues import sentence
from mortise.errors import WORDS
from mortise.imports.reading.faults import MARK
from mortise.imports.reading.process import Source, UnreadableError, look, opened

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
NAMES = "http://schemas.openxmlformats.org"
MAIN = f'xmlns="{NAMES}/spreadsheetml/2006/main"'
PARTS: Mapping[str, str] = {
    "[Content_Types].xml": f'<Types xmlns="{NAMES}/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{NAMES}/package/2006/relationships"><Relationship Id="r1" '
    f'Type="{NAMES}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{NAMES}/officeDocument/2006/relationships"><sheets>'
    '<sheet name="One" sheetId="1" r:id="r1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{NAMES}/package/2006/relationships"><Relationship Id="r1" '
    f'Type="{NAMES}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{NAMES}/officeDocument/2006/relationships/sharedStrings" '
    'Target="sharedStrings.xml"/></Relationships>',
    STRINGS: f"<sst {MAIN}><si><t>name</t></si></sst>",
}
PLAIN = '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2" t="inlineStr"><is><t>A</t></is></c></row>'


def sheet(rows: str, head: str = "", tail: str = "") -> str:
    return f'<?xml version="1.0"?>{head}<worksheet {MAIN}><sheetData>{rows}</sheetData>{tail}</worksheet>'


def workbook(folder: Path, **parts: str | Iterator[str]) -> Path:
    """A workbook of these parts, named `sheet`, `strings` or by their own address."""
    path = folder / "file.xlsx"
    named = {"sheet": SHEET, "strings": STRINGS}
    written = {**PARTS, SHEET: sheet(PLAIN), **{named.get(name, name): part for name, part in parts.items()}}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in written.items():
            with archive.open(name, "w", force_zip64=True) as file:
                for piece in (part,) if isinstance(part, str) else part:
                    file.write(piece.encode())
    return path


def noise(count: int, template: str) -> Iterator[str]:
    """Pieces that do not pack well."""
    chance = random.Random(1)
    for start in range(0, count, 10_000):
        yield "".join(
            template.format(number=start + each + 1, text=chance.getrandbits(64))
            for each in range(min(10_000, count - start))
        )


def strings(pieces: Iterator[str]) -> Iterator[str]:
    yield f"<sst {MAIN}>"
    yield from pieces
    yield "</sst>"


def rows(pieces: Iterator[str]) -> Iterator[str]:
    yield f"<worksheet {MAIN}><sheetData>"
    yield from pieces
    yield "</sheetData></worksheet>"


async def code_of(path: Path) -> str:
    """Why the file is refused, which must be said in both languages; this process grows by nothing worth telling."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnreadableError) as refused:
        await look(Source(path))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000
    assert all(sentence(refused.value.issue, locale, WORDS)[0] for locale in ("zh-CN", "en"))
    return refused.value.issue.code


async def test_a_workbook_of_this_make_is_read(tmp_path: Path) -> None:
    told = await look(Source(workbook(tmp_path)))

    assert (told["labels"], told["total"], told["columns"][0]["values"]) == (["name"], 1, ["A"])


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE worksheet>",
        '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE worksheet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE worksheet SYSTEM "http://127.0.0.1:1/x.dtd">',
    ],
)
async def test_declarations_and_entities_are_refused(tmp_path: Path, head: str) -> None:
    assert await code_of(workbook(tmp_path, sheet=sheet(PLAIN, head=head))) == "import_declares_entities"


async def test_declarations_are_found_across_the_ends_of_blocks(tmp_path: Path) -> None:
    filler = "".join(noise(40_000, "<!-- {text} -->"))
    for shift in range(0, 12, 3):
        head = filler[: (1 << 20) - 30 - shift] + "-->" + "<!DOCTYPE worksheet>"
        assert await code_of(workbook(tmp_path, sheet=head)) == "import_declares_entities"


async def test_a_bomb_is_refused_by_what_it_says_of_itself(tmp_path: Path) -> None:
    blanks = (" " * 10_000_000 for _ in range(30))

    assert await code_of(workbook(tmp_path, strings=blanks)) == "import_unpacks_too_large"


async def test_a_bomb_that_lies_about_its_size_is_refused_while_it_unpacks(tmp_path: Path) -> None:
    path = workbook(tmp_path, strings=(" " * 10_000_000 for _ in range(30)))
    packed = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(STRINGS).file_size
    lie, told = (1_000).to_bytes(4, "little"), size.to_bytes(4, "little")
    path.write_bytes(bytes(packed).replace(told, lie))

    assert await code_of(path) in {"import_unpacks_too_large", "import_not_a_table"}


async def test_sixteen_thousand_columns_are_refused(tmp_path: Path) -> None:
    told = sheet(PLAIN + '<row r="3"><c r="XFD3"><v>1</v></c></row>')
    untold = sheet(PLAIN + "<row>" + "<c><v>1</v></c>" * 16_384 + "</row>")

    assert await code_of(workbook(tmp_path, sheet=told)) == "import_too_wide"
    assert await code_of(workbook(tmp_path, sheet=untold)) == "import_too_wide"


async def test_a_million_styled_rows_are_refused(tmp_path: Path) -> None:
    empty = noise(1_048_576, '<row r="{number}" s="1" customFormat="1" x="{text}"/>')

    assert await code_of(workbook(tmp_path, sheet=rows(empty))) == "import_too_long"


async def test_ten_million_shared_strings_are_refused(tmp_path: Path) -> None:
    many = ("<si><t/></si>" * 100_000 for _ in range(100))

    assert await code_of(workbook(tmp_path, strings=strings(many))) == "import_unpacks_too_large"


async def test_shared_strings_that_do_not_pack_are_counted(tmp_path: Path) -> None:
    many = noise(3_010_000, "<si><t>{text:x}</t></si>")

    assert await code_of(workbook(tmp_path, strings=strings(many))) == "import_unpacks_too_large"


async def test_two_cells_at_the_far_ends_take_no_memory(tmp_path: Path) -> None:
    far = sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="ZZ1048576"><v>1</v></c></row>')

    code = await code_of(workbook(tmp_path, sheet=far))

    assert code in {"import_reader_died", "import_unpacks_too_large", "import_too_wide", "import_too_long"}


async def test_markup_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path)
    parts = {**PARTS, SHEET: sheet(PLAIN)}
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part.encode("utf-16" if name == SHEET else "utf-8"))

    assert await code_of(path) == "import_not_a_table"


async def test_formulas_give_their_last_values_and_links_outside_are_left_alone(tmp_path: Path) -> None:
    computed = sheet(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>sum</t></is></c></row>'
        '<row r="2"><c r="A2" t="str"><f>[1]Other!A1</f><v>kept</v></c><c r="B2"><f>1+1</f><v>2</v></c></row>'
        '<row r="3"><c r="A3" t="str"><f>HYPERLINK("http://127.0.0.1:1")</f><v>x</v></c><c r="B3"><f>WEBSERVICE("http://127.0.0.1:1")</f></c></row>'
    )
    outside = '<externalLink xmlns="x"><externalBook r:id="r1" xmlns:r="y"/></externalLink>'
    path = workbook(tmp_path, sheet=computed, **{"xl/externalLinks/externalLink1.xml": outside})

    async with opened(Source(path)) as reading:
        text = b"".join([chunk.text async for chunk in reading.chunks()])

    assert reading.columns == ["name", "sum"]
    assert text.decode() == f'2\tkept\t2\n3\tx\t{MARK}=WEBSERVICE("http://127.0.0.1:1")\n'
