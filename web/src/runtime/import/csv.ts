/** The head of a CSV file, read in the browser so that columns can be matched before anything is sent. */

export interface Sample {
  columns: string[];
  rows: string[][];
  /** Whether more rows follow those that were read. */
  more: boolean;
}

const HEAD_BYTES = 262_144;
const SHOWN_ROWS = 50;

/** Reads the first rows; Chinese spreadsheets often save GB 18030, so what is no UTF-8 is read as that. */
export async function readSample(file: Blob): Promise<Sample> {
  const bytes = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
  const cut = bytes.length < file.size;
  const text = decode(bytes, cut);
  const rows = parseCsv(text);
  if (cut) rows.pop();
  const [columns = [], ...rest] = rows.filter((row) => row.some((cell) => cell.trim() !== ""));
  return {
    columns: columns.map((column) => column.trim()),
    rows: rest.slice(0, SHOWN_ROWS),
    more: cut || rest.length > SHOWN_ROWS,
  };
}

function decode(bytes: Uint8Array, cut: boolean): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: cut });
  } catch {
    return new TextDecoder("gb18030").decode(bytes, { stream: cut });
  }
}

/** RFC 4180, with the separator that the first line uses most. */
export function parseCsv(text: string): string[][] {
  const source = text.replace(/^\ufeff/, "");
  const separator = separatorOf(source.split(/\r?\n/, 1)[0] ?? "");
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let quoted = false;
  for (let at = 0; at < source.length; at += 1) {
    const letter = source[at];
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (source[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (letter === '"' && cell === "") quoted = true;
    else if (letter === separator) {
      row.push(cell);
      cell = "";
    } else if (letter === "\n" || letter === "\r") {
      if (letter === "\r" && source[at + 1] === "\n") at += 1;
      rows.push([...row, cell]);
      row = [];
      cell = "";
    } else cell += letter;
  }
  if (cell !== "" || row.length > 0) rows.push([...row, cell]);
  return rows;
}

function separatorOf(line: string): string {
  const counts = [",", ";", "\t"].map((mark) => [mark, line.split(mark).length] as const);
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

/** Text of a CSV file; a leading mark tells spreadsheets that it is UTF-8. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const quote = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return `\ufeff${rows.map((row) => row.map(quote).join(",")).join("\r\n")}\r\n`;
}
