/** What kinds that hold files have in common: what can be shown small, how large a file reads, which ones are taken. */
import type { StoredFile } from "~/api/files";
import type { Locale } from "~/words";
import type { FieldWith } from "./define";

export type Files = readonly StoredFile[];

export interface FileSettings {
  max_files?: number;
  max_megabytes?: number | null;
  types?: readonly string[];
}

const SHOWN = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp", "image/x-ms-bmp"]);
const UNITS = ["B", "KB", "MB", "GB"];

/** Whether the server draws small pictures of it. */
export function isShown(file: StoredFile): boolean {
  return SHOWN.has(file.type);
}

export function sizeText(bytes: number, locale: Locale): string {
  let [size, unit] = [bytes, 0];
  while (size >= 1024 && unit < UNITS.length - 1) {
    size /= 1024;
    unit += 1;
  }
  const digits = size < 10 && unit > 0 ? 1 : 0;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(size)} ${UNITS[unit]}`;
}

/** The ending of a name, as a badge shows it. */
export function endingOf(name: string): string {
  const ending = /\.([^.]{1,5})$/.exec(name)?.[1];
  return (ending ?? "").toUpperCase();
}

export type Refusal = { reason: "type" | "heavy"; limit: string };

/** Why a field does not take a file, as far as that is known before it is sent. */
export function refusalOf(field: FieldWith<FileSettings>, file: File): Refusal | null {
  const { types, max_megabytes: most } = field;
  if (types?.length && !types.includes(endingOf(file.name).toLowerCase()))
    return { reason: "type", limit: types.join(", ") };
  if (most && file.size > most * 1024 * 1024) return { reason: "heavy", limit: String(most) };
  return null;
}

export function sameFiles(one: Files | null, other: Files | null): boolean {
  return (one ?? []).map(({ id }) => id).join() === (other ?? []).map(({ id }) => id).join();
}

/** The files that a drop or a paste brings. */
export function filesIn(transfer: DataTransfer | null): File[] {
  return [...(transfer?.files ?? [])];
}
