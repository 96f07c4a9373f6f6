/** Where a drop goes, what is chosen, and that every setting of every kind can be read by people. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Schema } from "~/api/kinds";
import { fieldKind } from "~/kinds/registry";
import { i18n, LOCALES } from "~/words";
import "../words";
import { formOf, sectionsOf } from "../document/model";
import type { Place } from "../document/place";
import { DOCUMENT } from "../document/trial";
import { edgeOf, stepped, targetAt } from "./drops";
import { expressionScope, inWords } from "./expression/scope";
import { aSection, FORM, someFields, stretched, toggled } from "./selection";
import { pageOf, settingsOf } from "./settings/schema";

const box = { left: 0, top: 0, width: 100, height: 50 } as DOMRect;
const at = (clientX: number, clientY: number) => ({ clientX, clientY });
const sections = sectionsOf(formOf(DOCUMENT, "visit"));
const [main, more] = sections;

test("a drop goes to the nearest side, or above and below what has its line for itself", () => {
  expect(edgeOf(at(30, 10), box, 2, false)).toBe("left");
  expect(edgeOf(at(80, 40), box, 2, false)).toBe("right");
  expect(edgeOf(at(50, 10), box, 1, false)).toBe("top");
  expect(edgeOf(at(95, 10), box, 1, false)).toBe("right");
  expect(edgeOf(at(95, 40), box, 2, true)).toBe("bottom");
});

test("behind a field is before the next one, and beside it only where there was a single column", () => {
  if (!main || !more) throw new Error("The trial has two sections.");

  expect(targetAt(main, "name", "right")).toEqual({ section: "main", before: "amount" });
  expect(targetAt(main, "amount", "right")).toEqual({ section: "main", before: null });
  expect(targetAt(more, "day", "left")).toEqual({ section: "more", before: "day", beside: true });
  expect(targetAt(more, "day", "top")).toEqual({ section: "more", before: "day" });
});

test("the keyboard moves a field through the sections, and not beyond them", () => {
  expect(stepped(sections, ["name"], -1)).toBeNull();
  expect(stepped(sections, ["name"], 1)).toEqual({ section: "main", before: null });
  expect(stepped(sections, ["amount"], 1)).toEqual({ section: "more", before: "lines" });
  expect(stepped(sections, ["lines"], -1)).toEqual({ section: "main", before: null });
  expect(stepped(sections, ["day"], 1)).toBeNull();
});

test("fields are chosen one by one and in a row", () => {
  const order = ["name", "amount", "lines", "day"];

  expect(toggled(someFields(["name"]), "day").keys).toEqual(["name", "day"]);
  expect(toggled(someFields(["name"]), "name")).toEqual(FORM);
  expect(toggled(aSection("main"), "day").keys).toEqual(["day"]);
  expect(stretched(someFields(["lines"]), "name", order).keys).toEqual(["lines", "amount", "name"]);
});

test("an expression may speak of the form, of what it leads to, and in rows of the row first", () => {
  const paths = (...place: Place) => expressionScope(DOCUMENT, place, "en").map(({ path }) => path);
  const visit = { key: "visit" };

  const formula = paths("forms", visit, "fields", { key: "amount" }, "visible_when");
  expect(formula).toEqual(["name", "lines", "day", "lines.item", "lines.quantity"]);
  const cell = paths("forms", visit, "fields", { key: "lines" }, "fields", { key: "item" }, "default");
  expect(cell).toEqual(["quantity", "parent.name", "parent.amount", "parent.day"]);
});

test("an expression is said with the names that people know, and texts in it stay texts", () => {
  const scope = [
    { path: "amount", label: "Amount" },
    { path: "lines.item", label: "Lines › Item" },
  ];

  const said = inWords('IF(amount > 2, "amount", lines.item)', scope);

  expect(said.map(({ text, label }) => label ?? text).join("")).toBe(
    'IF(Amount > 2, "amount", Lines › Item)',
  );
  expect(said.map(({ text }) => text).join("")).toBe('IF(amount > 2, "amount", lines.item)');
});

const app: Schema = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../schema/app.schema.json"), "utf8"),
);
const kinds = Object.values(app.$defs ?? {}).flatMap((definition) => {
  const kind = (definition.properties?.kind as { const?: string } | undefined)?.const;
  return kind && definition.properties?.required_when
    ? [{ kind, schema: { ...definition, $defs: app.$defs ?? {} } }]
    : [];
});

test("every setting of every kind has a name, and every choice in it, in both languages", () => {
  expect(kinds.length).toBeGreaterThan(30);
  const missing = kinds.flatMap(({ kind, schema }) => {
    fieldKind(kind);
    return settingsOf(schema)
      .filter(({ holds }) => holds !== "rows")
      .flatMap(({ name, schema: { enum: choices = [] }, item }) => [
        name,
        ...[...choices, ...(item.enum ?? [])].map((choice) => `${name}.${choice}`),
      ])
      .flatMap((word) =>
        LOCALES.filter((lng) => {
          const shared = word.includes(".") ? `value.${word}` : `name.${word}`;
          const options = { lng, fallbackLng: lng };
          return (
            !i18n.exists(`kind.${kind}:setting.${word}`, options) &&
            !i18n.exists(`settings:${shared}`, options)
          );
        }).map((lng) => `${lng} ${kind} ${word}`),
      );
  });

  expect(missing).toEqual([]);
});

test("what a field cannot do without stands on the first page, and its kind begins with it", () => {
  for (const { kind, schema } of kinds) {
    const home = { key: "visit", fields: [] } as never;
    const begun = fieldKind(kind).begin?.(home, [home]) ?? {};
    for (const setting of settingsOf(schema).filter(({ isOptional }) => !isOptional)) {
      expect(pageOf(setting)).toBe("basics");
      expect(begun, `${kind} begins with ${setting.name}`).toHaveProperty(setting.name);
    }
  }
});
