import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hues, palettes } from "./tokens";

const source = join(import.meta.dirname, "..");

function sheets(folder = source): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sheets(path);
    return entry.name.endsWith(".css") ? [path] : [];
  });
}

function luminance(colour: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((part) =>
    part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

test("no style sheet names a colour, a font size or a radius of its own", () => {
  const own = sheets().flatMap((path) =>
    readFileSync(path, "utf8")
      .split("\n")
      .filter((line) =>
        /#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(|(?:font-size|border-radius):[^;]*\d{2,}px/i.test(line),
      )
      .map((line) => `${path.slice(source.length)}: ${line.trim()}`),
  );

  expect(own).toEqual([]);
});

test("every property that a style sheet reads is a token", () => {
  const names = new Set(readFileSync(join(import.meta.dirname, "tokens.ts"), "utf8").match(/[\w-]+/g));
  const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const known = new Set([...names].map(kebab));

  const unknown = sheets().flatMap((path) => {
    const text = readFileSync(path, "utf8");
    const local = new Set([...text.matchAll(/(--[\w-]+)\s*:/g)].map(([, name]) => name));
    return [...text.matchAll(/var\((--[\w-]+)\)/g)]
      .map(([, name = ""]) => name)
      .filter(
        (name) =>
          !local.has(name) &&
          !/^--(hue|chip|end|lane)-|^--(font|mono)$/.test(name) &&
          !known.has(name.slice(2)),
      );
  });

  expect(unknown).toEqual([]);
});

test("text can be read on every ground, in both themes", () => {
  for (const colours of Object.values(palettes)) {
    for (const ground of [
      colours.canvas,
      colours.surface,
      colours.raised,
      colours.sunken,
      colours.selected,
    ]) {
      for (const ink of [colours.ink, colours.inkQuiet, colours.inkFaint]) {
        expect(contrast(ink, ground), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect(contrast(colours.onAccent, colours.accent)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colours.danger, colours.dangerSoft)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colours.warning, colours.warningSoft)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colours.accent, colours.accentSoft)).toBeGreaterThanOrEqual(4.5);
  }
  for (const shades of Object.values(hues)) {
    for (const { soft, text } of Object.values(shades)) {
      expect(contrast(text, soft), `${text} on ${soft}`).toBeGreaterThanOrEqual(4.5);
    }
  }
});
