/** What a spreadsheet leaves on the clipboard, and the other way round. */

/** Rows of cells from tab-separated text; a quoted cell may hold tabs, line breaks and doubled quotes. */
export function readTable(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  const source = text.replace(/\r\n?/g, "\n");
  while (at <= source.length) {
    const [cell, end] = source[at] === '"' ? quotedCell(source, at) : plainCell(source, at);
    row.push(cell);
    if (source[end] !== "\t") {
      rows.push(row);
      row = [];
    }
    at = end + 1;
  }
  const last = rows.at(-1);
  if (rows.length > 1 && last?.length === 1 && last[0] === "") rows.pop();
  return rows;
}

function plainCell(source: string, start: number): [string, number] {
  let end = start;
  while (end < source.length && source[end] !== "\t" && source[end] !== "\n") end += 1;
  return [source.slice(start, end), end];
}

/** A cell that opens with a quote but does not close like one is ordinary text. */
function quotedCell(source: string, start: number): [string, number] {
  let text = "";
  for (let at = start + 1; at < source.length; at += 1) {
    if (source[at] !== '"') text += source[at];
    else if (source[at + 1] === '"') {
      text += '"';
      at += 1;
    } else if (at + 1 === source.length || source[at + 1] === "\t" || source[at + 1] === "\n") {
      return [text, at + 1];
    } else break;
  }
  return plainCell(source, start);
}

/** Tab-separated text that a spreadsheet reads back as the same cells. */
export function writeTable(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(quote).join("\t")).join("\n");
}

function quote(cell: string): string {
  return /[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
