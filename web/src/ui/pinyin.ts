/** Whether a text holds what a person typed: its letters, its pinyin, or the initials of its pinyin. */
import type pinyin from "tiny-pinyin";
import { once } from "./later";

/** The dictionary comes when a page is left in peace, or with the first that is typed; until then letters are letters. */
let dictionary: typeof pinyin | null = null;
export const readPinyin = once(async () => {
  dictionary = (await import("tiny-pinyin")).default;
  return dictionary;
});

const known = new Map<string, { whole: string; initials: string }>();
const UNKNOWN = { whole: "", initials: "" };

function spell(text: string): { whole: string; initials: string } {
  const before = known.get(text);
  if (before) return before;
  if (!dictionary) {
    void readPinyin().catch(() => undefined);
    return UNKNOWN;
  }
  let whole = "";
  let initials = "";
  for (const { type, target } of dictionary.isSupported() ? dictionary.parse(text) : []) {
    whole += target.toLowerCase();
    initials += (type === 2 ? target.charAt(0) : target).toLowerCase();
  }
  const found = { whole, initials };
  known.set(text, found);
  return found;
}

export function matches(text: string, typed: string): boolean {
  const wanted = typed.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  if (!wanted) return true;
  const plain = text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  if (plain.includes(wanted)) return true;
  const { whole, initials } = spell(text);
  return whole.includes(wanted) || initials.includes(wanted);
}
