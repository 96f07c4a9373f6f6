/** Keys suggested from what people call a thing, Chinese by its pinyin. */
import { spelled } from "./spelling";

const LONGEST = 40;

/** Names that every table has for itself; no field can have them. */
const RESERVED: readonly string[] = [
  "id",
  "version",
  "title",
  "owner",
  "department",
  "created_at",
  "created_by",
  "updated_at",
  "updated_by",
  "deleted_at",
  "definition_version",
  "parent",
  "position",
];

export function freeKey(wanted: string, taken: Iterable<string>): string {
  const used = new Set([...taken, ...RESERVED]);
  if (!used.has(wanted)) return wanted;
  for (let number = 2; ; number += 1) {
    const key = `${wanted.slice(0, LONGEST - 1 - String(number).length)}_${number}`;
    if (!used.has(key)) return key;
  }
}

/** A key that reads like the name and is none of `taken`; `otherwise` begins it where the name gives no letter. */
export function suggestKey(name: string, taken: Iterable<string>, otherwise: string): string {
  const letters = spelled(name.slice(0, LONGEST))
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .slice(0, LONGEST)
    .replace(/_+$/, "");
  const key = /^[a-z]/.test(letters)
    ? letters
    : `${otherwise}_${letters}`.replace(/_+$/, "").slice(0, LONGEST);
  return freeKey(key, taken);
}

export function isKey(text: string): boolean {
  return /^[a-z][a-z0-9_]*$/.test(text) && text.length <= LONGEST && !text.includes("__");
}
