/** What a text editor of expressions offers while somebody types, and in which function the cursor stands. */
import type { FunctionItem } from "~/api/designing";
import { type Token, tokensOf } from "~/expression/syntax";
import { matches } from "~/ui/pinyin";
import type { Named } from "./scope";

export interface Offer {
  /** What is written. */
  text: string;
  label: string;
  isFunction: boolean;
}

export interface Completion {
  /** The part of the text that an offer takes the place of. */
  from: number;
  to: number;
  offers: readonly Offer[];
}

const MOST = 8;
const WORD = /[\p{L}_][\p{L}\p{N}_.]*$/u;

/** The piece of the text in which the cursor stands, or which ends at it. */
function tokenAt(tokens: readonly Token[], caret: number): Token | undefined {
  return tokens.find(({ start, text }) => start < caret && caret <= start + text.length);
}

/** What fits the word before the cursor: fields by key, name or pinyin, and functions by name. */
export function completionAt(
  text: string,
  caret: number,
  scope: readonly Named[],
  functions: readonly FunctionItem[],
): Completion | null {
  const token = tokenAt(tokensOf(text), caret);
  if (token?.kind === "text" || text.slice(0, caret).split('"').length % 2 === 0) return null;
  const word = WORD.exec(text.slice(0, caret))?.[0] ?? "";
  if (!word) return null;
  const fields = scope
    .filter(({ path, label }) => path.startsWith(word) || matches(label, word))
    .map(({ path, label }): Offer => ({ text: path, label, isFunction: false }));
  const called = functions
    .filter(({ name }) => /^[A-Z]/.test(name) && name.startsWith(word.toUpperCase()))
    .map(({ name }): Offer => ({ text: name, label: name, isFunction: true }));
  const isWhole = fields.some((offer) => offer.text === word) && fields.length + called.length === 1;
  const offers = isWhole ? [] : [...fields, ...called].slice(0, MOST);
  return offers.length > 0 ? { from: caret - word.length, to: caret, offers } : null;
}

/** The text with an offer in it, and where the cursor goes: into the brackets of a function. */
export function taken(text: string, { from, to }: Completion, offer: Offer): { text: string; caret: number } {
  const isOpen = /^\s*[(（]/.test(text.slice(to));
  const written = offer.isFunction && !isOpen ? `${offer.text}()` : offer.text;
  const caret = from + offer.text.length + (offer.isFunction ? 1 : 0);
  return { text: text.slice(0, from) + written + text.slice(to), caret };
}

/** The function whose name or brackets the cursor stands in, and which of its arguments. */
export function functionAt(text: string, caret: number): { name: string; argument: number } | null {
  const tokens = tokensOf(text).filter(({ kind }) => kind !== "blank");
  const open: { name: string; argument: number }[] = [];
  for (const [at, token] of tokens.entries()) {
    const following = tokens[at + 1];
    const isCalled = token.kind === "name" && following?.kind === "open";
    if (isCalled && token.start < caret && caret <= following.start)
      return { name: token.text.toUpperCase(), argument: -1 };
    if (token.start >= caret) break;
    const before = tokens[at - 1];
    if (token.kind === "open")
      open.push({ name: before?.kind === "name" ? before.text.toUpperCase() : "", argument: 0 });
    if (token.kind === "close") open.pop();
    const here = open.at(-1);
    if (token.kind === "comma" && here) here.argument += 1;
  }
  return open.findLast(({ name }) => name !== "") ?? null;
}
