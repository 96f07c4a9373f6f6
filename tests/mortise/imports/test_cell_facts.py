"""Cells of a workbook are read as people see them: 15 %, not 0.15, and #N/A rather than nothing."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

from mortise.imports.reading.faults import MARK
from mortise.imports.reading.process import Source, look
from tests.mortise.imports.test_hostile_workbooks import MAIN, PLAIN, rows, workbook
from tests.mortise.imports.test_reading import read

STYLES = f"""<styleSheet {MAIN}><numFmts>
<numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode='0.0"%"'/></numFmts>
<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>
<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>"""
SHEET = """<row r="1"><c r="A1" t="inlineStr"><is><t>rate</t></is></c><c r="B1" t="inlineStr"><is><t>b</t></is></c>
<c r="C1" t="inlineStr"><is><t>c</t></is></c><c r="D1" t="inlineStr"><is><t>d</t></is></c></row>
<row r="3"><c r="A3" s="1"><v>0.15</v></c><c r="B3"><v>0.15</v></c><c r="D3" s="3"><v>15</v></c></row>
<row><c s="2"><v>0.07</v></c><c s="1" t="inlineStr"><is><t>about 5</t></is></c><c s="2"><v>1</v></c></row>
<row r="9"><c r="A9" s="2"><v>-0.125</v></c></row>"""
CELL = '<table:table-cell office:value-type="{kind}" office:value="{value}"{more}><text:p>x</text:p></table:table-cell>'
TEXT = '<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


async def test_cells_of_excel_are_read_as_their_formats_show_them(tmp_path: Path) -> None:
    path = workbook(tmp_path, sheet="".join(rows(iter([SHEET]))), **{"xl/styles.xml": STYLES})

    _, lines = await read(Source(path))

    assert lines == [
        "3\t15%\t0.15\t\\N\t15",
        "4\t7%\tabout 5\t100%\t\\N",
        "9\t-12.5%\t\\N\t\\N\t\\N",
    ]


async def test_a_workbook_without_such_formats_is_read_as_before(tmp_path: Path) -> None:
    plain = workbook(tmp_path, sheet="".join(rows(iter([PLAIN]))), **{"xl/styles.xml": STYLES})

    assert (await read(Source(plain)))[1] == ["2\tA"]


def of_libreoffice(folder: Path, lines: Sequence[str]) -> Path:
    """A workbook of these rows."""
    uses = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    uses += ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    table = f'<table:table table:name="One">{"".join(lines)}</table:table>'
    content = f"<office:document-content {uses}><office:body><office:spreadsheet>{table}</office:spreadsheet>"
    path = folder / "file.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f"<manifest {uses}/>")
        archive.writestr("content.xml", f"{content}</office:body></office:document-content>")
    return path


async def test_cells_of_libreoffice_say_of_themselves_that_they_are_shares(tmp_path: Path) -> None:
    share = CELL.format(kind="percentage", value="0.15", more=' table:number-columns-repeated="2"')
    number = CELL.format(kind="float", value="0.15", more="")
    lines = [
        f"<table:table-row>{''.join(TEXT.format(text=name) for name in 'abc')}</table:table-row>",
        f'<table:table-row table:number-rows-repeated="2">{share}{number}</table:table-row>',
        f"<table:table-row>{number}{share}</table:table-row>",
    ]

    _, found = await read(Source(of_libreoffice(tmp_path, lines)))

    assert found == ["2\t15%\t15%\t0.15", "3\t15%\t15%\t0.15", "4\t0.15\t15%\t15%"]


HEADINGS = "".join(f'<c r="{name}1" t="inlineStr"><is><t>{name}</t></is></c>' for name in "ABCD")
FAULTY = f"""<row r="1">{HEADINGS}</row>
<row r="2"><c r="A2" t="e"><f>NA()</f><v>#N/A</v></c><c r="B2"><v>2</v></c><c r="C2" t="e"><v>#REF!</v></c></row>
<row r="3"><c r="A3"><v>3</v></c><c r="B3"><f>A3*2</f></c><c r="C3" t="str"><f>IF(A3&gt;1,"","x")</f><v></v></c></row>
<row r="4"><c r="A4"><f>A3+1</f><v>4</v></c><c r="B4"><f t="shared" si="0"/></c><c r="D4"><f>A4</f><v/></c></row>
<row r="6"><c r="B6"><f>SUM(A2:A4)</f><v></v></c></row>"""


async def test_errors_and_formulas_without_a_result_are_no_blank_cells(tmp_path: Path) -> None:
    _, lines = await read(Source(workbook(tmp_path, sheet="".join(rows(iter([FAULTY]))))))

    assert lines == [
        f"2\t{MARK}#N/A\t2\t{MARK}#REF!\t\\N",
        f"3\t3\t{MARK}=A3*2\t\\N\t\\N",
        f"4\t4\t{MARK}=\t\\N\t{MARK}=A4",
        f"6\t\\N\t{MARK}=SUM(A2:A4)\t\\N\t\\N",
    ]


async def test_of_cells_with_prefixes_and_of_libreoffice_errors_are_read_too(tmp_path: Path) -> None:
    names = MAIN.replace("xmlns=", "xmlns:x=")
    cells = FAULTY.replace("<", "<x:").replace("<x:/", "</x:")
    prefixed = f"<x:worksheet {names}><x:sheetData>{cells}</x:sheetData></x:worksheet>"
    failed = (
        '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error">'
        "<office:annotation><text:p>note</text:p></office:annotation><text:p>#DIV/0!</text:p></table:table-cell>"
    )
    heading = "".join(TEXT.format(text=name) for name in "ab")
    formula = '<table:table-cell table:formula="of:=[.A1]*2"/>'
    lines = [f"<table:table-row>{each}</table:table-row>" for each in (heading, failed + formula)]

    _, excel = await read(Source(workbook(tmp_path, sheet=prefixed)))
    _, libre = await read(Source(of_libreoffice(tmp_path, lines)))

    assert excel[0] == f"2\t{MARK}#N/A\t2\t{MARK}#REF!\t\\N"
    assert libre == [f"2\t{MARK}#DIV/0!\t{MARK}=[.A1]*2"]


async def test_what_stands_in_a_column_is_told_without_its_errors(tmp_path: Path) -> None:
    told = await look(Source(workbook(tmp_path, sheet="".join(rows(iter([FAULTY]))))))

    first = told["columns"][0]
    assert (first["filled"], first["values"], first["faults"]) == (2, ["3", "4"], [f"{MARK}#N/A"])
    assert told["head"][1]["cells"][:3] == ["#N/A", "2", "#REF!"]
