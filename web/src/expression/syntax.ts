/** An author's text read as a tree, by the grammar of engines/expression: what editors of conditions work on. */

/** From the first character to behind the last. */
export interface Span {
  start: number;
  end: number;
}

export type Syntax =
  | { node: "constant"; value: number | string | boolean; written: string; span: Span }
  | { node: "name"; path: readonly string[]; span: Span }
  | { node: "call"; name: string; arguments: readonly Syntax[]; span: Span };

/** Where a text stops making sense. */
export interface Broken {
  broken: number;
}

type Sign = "compare" | "join" | "sign" | "times" | "percent" | "open" | "close" | "comma" | "dot";

export interface Token {
  kind: "number" | "text" | "name" | "blank" | "strange" | Sign;
  text: string;
  start: number;
}

/** What each sort of token looks like; of two that fit the earlier is meant. */
const TOKENS: readonly (readonly [Token["kind"], RegExp])[] = [
  ["blank", /[\s\u3000\ufeff\u200b]+/uy],
  ["number", /[0-9０-９]+(?:[.．][0-9０-９]+)?|[.．][0-9０-９]+/uy],
  ["text", /"(?:[^"]|"")*"|“(?:[^”]|””)*”|＂(?:[^＂]|＂＂)*＂/uy],
  ["name", /[\p{L}\p{Nl}_＿][\p{L}\p{N}\p{M}_＿]*/uy],
  ["compare", /[<＜][>＞]|[<＜][=＝]|[>＞][=＝]|[<>＜＞≤≥≠=＝]/uy],
  ["join", /[&＆]/uy],
  ["sign", /[+\-＋－−]/uy],
  ["times", /[*/＊／×÷]/uy],
  ["percent", /[%％]/uy],
  ["open", /[(（]/uy],
  ["close", /[)）]/uy],
  ["comma", /[,，、]/uy],
  ["dot", /[.．]/uy],
];

const SIGNS: Readonly<Record<string, string>> = {
  "＝": "=",
  "＜": "<",
  "＞": ">",
  "＆": "&",
  "＋": "+",
  "－": "-",
  "−": "-",
  "＊": "*",
  "×": "*",
  "／": "/",
  "÷": "/",
  "≤": "<=",
  "≥": ">=",
  "≠": "<>",
};

const plainSign = (text: string): string => [...text].map((sign) => SIGNS[sign] ?? sign).join("");

/** Full-width letters, digits and points as narrow ones. */
const narrow = (text: string): string =>
  text.replace(/[\uff01-\uff5e]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0));

/** The text in pieces; what belongs to no sort is one strange character. */
export function tokensOf(text: string): readonly Token[] {
  const found: Token[] = [];
  let start = 0;
  while (start < text.length) {
    const next = tokenAt(text, start);
    found.push(next);
    start += next.text.length;
  }
  return found;
}

function tokenAt(text: string, start: number): Token {
  for (const [kind, pattern] of TOKENS) {
    pattern.lastIndex = start;
    const match = pattern.exec(text);
    if (match) return { kind, text: match[0], start };
  }
  return { kind: "strange", text: String.fromCodePoint(text.codePointAt(start) ?? 0), start };
}

const DEEPEST = 64;

class BrokenAt extends Error {
  constructor(readonly offset: number) {
    super();
  }
}

/** The tree that a text reads as, or where it breaks. */
export function parse(text: string): Syntax | Broken {
  const reader = new Reader(text);
  try {
    return reader.whole();
  } catch (problem) {
    if (problem instanceof BrokenAt) return { broken: problem.offset };
    throw problem;
  }
}

export function isBroken(found: Syntax | Broken): found is Broken {
  return "broken" in found;
}

/** Signs between two operands, the loosest first. */
const LEVELS: readonly Sign[] = ["compare", "join", "sign", "times"];

class Reader {
  private readonly tokens: readonly Token[];
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {
    this.tokens = tokensOf(text).filter(({ kind }) => kind !== "blank");
  }

  whole(): Syntax {
    const first = this.tokens[0];
    if (first && plainSign(first.text) === "=") this.at += 1;
    const found = this.level(0);
    if (this.at < this.tokens.length) this.refuse();
    return found;
  }

  private refuse(): never {
    throw new BrokenAt(this.tokens[this.at]?.start ?? this.text.trimEnd().length);
  }

  private next(kind: Token["kind"]): Token | null {
    const token = this.tokens[this.at];
    if (token?.kind !== kind) return null;
    this.at += 1;
    return token;
  }

  private expect(kind: Token["kind"]): Token {
    return this.next(kind) ?? this.refuse();
  }

  private level(level: number): Syntax {
    const kind = LEVELS[level];
    if (!kind) return this.signed();
    let first = this.level(level + 1);
    for (let sign = this.next(kind); sign; sign = this.next(kind)) {
      const second = this.level(level + 1);
      const span = { start: first.span.start, end: second.span.end };
      first = { node: "call", name: plainSign(sign.text), arguments: [first, second], span };
    }
    return first;
  }

  private signed(): Syntax {
    const sign = this.next("sign");
    if (!sign) return this.percent();
    this.deeper();
    const operand = this.signed();
    this.depth -= 1;
    if (plainSign(sign.text) === "+") return operand;
    const span = { start: sign.start, end: operand.span.end };
    if (operand.node === "constant" && typeof operand.value === "number") {
      const written = operand.written.startsWith("-") ? operand.written.slice(1) : `-${operand.written}`;
      return { ...operand, value: 0 - operand.value, written, span };
    }
    return { node: "call", name: "-", arguments: [operand], span };
  }

  private percent(): Syntax {
    let found = this.atom();
    for (let sign = this.next("percent"); sign; sign = this.next("percent")) {
      const end = sign.start + sign.text.length;
      const hundred: Syntax = {
        node: "constant",
        value: 100,
        written: "100",
        span: { start: sign.start, end },
      };
      found = {
        node: "call",
        name: "/",
        arguments: [found, hundred],
        span: { start: found.span.start, end },
      };
    }
    return found;
  }

  private atom(): Syntax {
    const open = this.next("open");
    if (open) {
      this.deeper();
      const inner = this.level(0);
      this.depth -= 1;
      this.expect("close");
      return inner;
    }
    const written = this.next("number") ?? this.next("text");
    if (written) return constant(written);
    const name = this.expect("name");
    const bracket = this.next("open");
    return bracket ? this.call(name) : this.path(name);
  }

  private call(name: Token): Syntax {
    this.deeper();
    const given: Syntax[] = [];
    let closing = this.next("close");
    while (!closing) {
      given.push(this.level(0));
      closing = this.next("close");
      if (!closing) this.expect("comma");
    }
    this.depth -= 1;
    const span = { start: name.start, end: closing.start + closing.text.length };
    return { node: "call", name: narrow(name.text).toUpperCase(), arguments: given, span };
  }

  private path(first: Token): Syntax {
    const names = [first];
    while (this.next("dot")) names.push(this.expect("name"));
    const last = names.at(-1) ?? first;
    const span = { start: first.start, end: last.start + last.text.length };
    const path = names.map(({ text }) => narrow(text));
    const word = path.length === 1 ? path[0]?.toUpperCase() : "";
    if (word === "TRUE" || word === "FALSE")
      return { node: "constant", value: word === "TRUE", written: word, span };
    return { node: "name", path, span };
  }

  private deeper(): void {
    this.depth += 1;
    if (this.depth > DEEPEST) this.refuse();
  }
}

function constant({ kind, text, start }: Token): Syntax {
  const span = { start, end: start + text.length };
  if (kind === "number") {
    const written = narrow(text);
    return { node: "constant", value: Number(written), written, span };
  }
  const closing = text.at(-1) ?? '"';
  const value = text.slice(1, -1).replaceAll(closing + closing, closing);
  return { node: "constant", value, written: text, span };
}
