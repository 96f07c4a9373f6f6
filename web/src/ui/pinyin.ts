/** Whether a text holds what a person typed: its letters, its pinyin, or the initials of its pinyin. */
import pinyin from "tiny-pinyin";

const known = new Map<string, { whole: string; initials: string }>();

function spell(text: string): { whole: string; initials: string } {
  const before = known.get(text);
  if (before) return before;
  let whole = "";
  let initials = "";
  for (const { type, target } of pinyin.isSupported() ? pinyin.parse(text) : []) {
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

/** The text with its Chinese characters written in pinyin, a word each. */
export function spelled(text: string): string {
  const parts = pinyin.isSupported() ? pinyin.parse(text.normalize("NFKC")) : [];
  if (parts.length === 0) return text.normalize("NFKC");
  return parts.map(({ type, target }) => (type === 2 ? ` ${target} ` : target)).join("");
}
