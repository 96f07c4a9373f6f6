/** Chinese as it is spelled. */
import pinyin from "tiny-pinyin";

/** The text with its Chinese characters written in pinyin, a word each. */
export function spelled(text: string): string {
  const parts = pinyin.isSupported() ? pinyin.parse(text.normalize("NFKC")) : [];
  if (parts.length === 0) return text.normalize("NFKC");
  return parts.map(({ type, target }) => (type === 2 ? ` ${target} ` : target)).join("");
}
