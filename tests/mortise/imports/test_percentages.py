"""A number that a workbook shows in hundredths is read as people see it: 15 %, not 0.15."""

import zipfile
from pathlib import Path

from mortise.imports.reading.process import Source
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


async def test_cells_of_libreoffice_say_of_themselves_that_they_are_shares(tmp_path: Path) -> None:
    share = CELL.format(kind="percentage", value="0.15", more=' table:number-columns-repeated="2"')
    number = CELL.format(kind="float", value="0.15", more="")
    lines = [
        f"<table:table-row>{''.join(TEXT.format(text=name) for name in 'abc')}</table:table-row>",
        f'<table:table-row table:number-rows-repeated="2">{share}{number}</table:table-row>',
        f"<table:table-row>{number}{share}</table:table-row>",
    ]
    uses = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    table = f'<table:table table:name="One">{"".join(lines)}</table:table>'
    content = f"<office:document-content {uses}><office:body><office:spreadsheet>{table}</office:spreadsheet>"
    path = tmp_path / "file.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f"<manifest {uses}/>")
        archive.writestr("content.xml", f"{content}</office:body></office:document-content>")

    _, found = await read(Source(path))

    assert found == ["2\t15%\t15%\t0.15", "3\t15%\t15%\t0.15", "4\t0.15\t15%\t15%"]
