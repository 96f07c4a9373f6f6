/** The browser reads expressions as the server does. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isBroken, parse, type Syntax } from "./syntax";

const file = join(import.meta.dirname, "../../../tests/engines/expression/generated/syntax.json");
const cases: readonly { text: string; tree: unknown }[] = JSON.parse(readFileSync(file, "utf-8"));

function untyped(tree: Syntax): unknown {
  if (tree.node === "constant") return tree.value;
  if (tree.node === "name") return ["name", tree.path.join(".")];
  return ["call", tree.name, tree.arguments.map(untyped)];
}

test("every text of the corpus reads as it does on the server, or breaks there too", () => {
  for (const { text, tree } of cases) {
    const found = parse(text);
    expect({ text, tree: isBroken(found) ? null : untyped(found) }).toEqual({ text, tree });
  }
});

test("a text tells where it breaks", () => {
  expect(parse("amount > ")).toEqual({ broken: 8 });
  expect(parse("amount >> 3")).toEqual({ broken: 8 });
  expect(parse("IF(amount > 3，")).toEqual({ broken: 14 });
});
