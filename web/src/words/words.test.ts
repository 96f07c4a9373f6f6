import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { LOCALES } from ".";

type Tree = { [key: string]: string | Tree };
const source = join(import.meta.dirname, "..");

function flatten(tree: Tree, prefix = ""): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === "string"
        ? [[prefix + key, value]]
        : Object.entries(flatten(value, `${prefix}${key}.`)),
    ),
  );
}

/** Where words stand: those of every page, and those that come with a part of the product. */
const FOLDERS = [
  import.meta.dirname,
  join(source, "builder", "words"),
  join(source, "runtime", "company", "words"),
  join(source, "runtime", "import", "words"),
  join(source, "runtime", "flows", "words"),
  join(source, "runtime", "overseeing", "words"),
  join(source, "runtime", "absence", "words"),
  join(source, "runtime", "sharing", "words"),
];

function wordsOf(locale: string): Record<string, string> {
  return Object.assign(
    {},
    ...FOLDERS.map((folder) => join(folder, locale)).flatMap((folder) =>
      readdirSync(folder).map((name) =>
        flatten(JSON.parse(readFileSync(join(folder, name), "utf8")), `${name.replace(".json", "")}:`),
      ),
    ),
  );
}

/** All the code is gone through for each word, beside other tests. */
const PATIENCE = 60_000;

const plural = /_(one|other|zero|two|few|many)$/;
const keysOf = (words: Record<string, string>): string[] =>
  [...new Set(Object.keys(words).map((key) => key.replace(plural, "")))].sort();

function placesOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([a-z_]+)/g)].map(([, name]) => name ?? ""))].sort();
}

function sources(folder = source): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sources(path);
    return /(?<!\.test)\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

test("every word exists in both languages", () => {
  const [first = [], ...others] = LOCALES.map((locale) => keysOf(wordsOf(locale)));

  for (const other of others) expect(other).toEqual(first);
});

test("no word is empty and both languages fill the same places", () => {
  const english = wordsOf("en");

  for (const locale of LOCALES) {
    for (const [key, text] of Object.entries(wordsOf(locale))) {
      expect(text.trim(), key).not.toBe("");
      const twin = english[key] ?? english[key.replace(plural, "_other")] ?? "";
      const places = placesOf(text).filter((name) => name !== "count");
      expect(places, key).toEqual(placesOf(twin).filter((name) => name !== "count"));
    }
  }
});

test("every word that the code asks for exists", () => {
  const known = new Set(keysOf(wordsOf("en")));

  const missing = sources().flatMap((path) => {
    const text = readFileSync(path, "utf8");
    const asked = /useTranslation\((?:"([a-z_.]+)")?([^)]*)\)/.exec(text);
    // Several kinds may share a control that is told whose words to use; kinds bring their words along.
    if (asked?.[2]) return [];
    const subject = asked?.[1] ?? "shell";
    return [...text.matchAll(/\bt\(\s*"([a-zA-Z_.:]+)"/g)]
      .map(([, key = ""]) => (key.includes(":") ? key : `${subject}:${key}`))
      .filter((key) => !/^(kind|view)\./.test(key) && !known.has(key));
  });

  expect(missing).toEqual([]);
});

test("what is lent to another part of the product brings its words along", () => {
  const apart = FOLDERS.flatMap((folder) =>
    folder.endsWith("words") ? [folder.split("/").at(-2) ?? ""] : [],
  );
  const lent = new RegExp(`"(?:~/runtime|\\.\\.|\\.)/(?:[a-z./]+/)?(${apart.join("|")})/([A-Z]\\w+)"`, "g");
  const without = sources().flatMap((path) => {
    const borrower = readFileSync(path, "utf8");
    return [...borrower.matchAll(lent)].flatMap(([, part = "", name = ""]) => {
      const file = join(source, "runtime", part, `${name}.tsx`);
      if (!existsSync(file) || path.startsWith(join(source, "runtime", part))) return [];
      const text = readFileSync(file, "utf8");
      const speaks = text.includes(`useTranslation("${part}")`) || text.includes(`t("${part}:`);
      return speaks && !text.includes('import "./words"') ? [`${file} in ${path}`] : [];
    });
  });
  expect(without).toEqual([]);
});

test("every word is asked for by the code", { timeout: PATIENCE }, () => {
  const code = sources()
    .map((path) => readFileSync(path, "utf8"))
    .join("\n");

  const unused = keysOf(wordsOf("en")).filter((key) => {
    const [subject = "", name = ""] = key.split(":");
    const dynamic = name.split(".").slice(0, -1).join(".");
    return !(
      code.includes(`"${name}"`) ||
      code.includes(`"${subject}:${name}"`) ||
      code.includes(`\`${subject}:$`) ||
      (dynamic && (code.includes(`\`${dynamic}.$`) || code.includes(`\`${subject}:${dynamic}.$`)))
    );
  });

  expect(unused).toEqual([]);
});
