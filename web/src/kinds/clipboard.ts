/** Cells as spreadsheets write them on the clipboard: tabs between cells, line ends between rows, quotes where needed. */

export function writeTable(rows: readonly (readonly string[])[]): string {
  const cell = (text: string): string => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(cell).join("\t")).join("\n");
}

/** The rows of a pasted text. A quote opens a quoted cell only at the cell's start, as Excel and WPS write it. */
export function readTable(text: string): string[][] {
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  for (;;) {
    const [cell, end] = source[at] === '"' ? quoted(source, at) : plain(source, at);
    row.push(cell);
    if (source[end] === "\t") {
      at = end + 1;
      continue;
    }
    rows.push(row);
    row = [];
    if (end >= source.length) return rows;
    at = end + 1;
  }
}

function plain(source: string, at: number): [cell: string, end: number] {
  let end = at;
  while (end < source.length && source[end] !== "\t" && source[end] !== "\n") end += 1;
  return [source.slice(at, end), end];
}

function quoted(source: string, at: number): [cell: string, end: number] {
  let cell = "";
  let next = at + 1;
  for (;;) {
    const close = source.indexOf('"', next);
    if (close < 0) return plain(source, at);
    cell += source.slice(next, close);
    if (source[close + 1] !== '"') {
      const after = source[close + 1];
      // A cell such as "12 inch" is no quoted cell but text that begins with a quote.
      return after === undefined || after === "\t" || after === "\n" ? [cell, close + 1] : plain(source, at);
    }
    cell += '"';
    next = close + 2;
  }
}

/** The cell of a pasted block at a place of the target: a block repeats when the target is a multiple of it. */
export function repeated<T>(block: readonly (readonly T[])[], row: number, column: number): T | undefined {
  const line = block[row % block.length];
  return line?.[column % line.length];
}
