/** The settings of a kind of block, with what each of them takes: fields, the links of other forms, conditions. */
import type { Schema } from "~/api/kinds";
import { type Setting, settingsOf } from "../design/settings/schema";

/** What names something that the form, or what links to it, has. */
const TAKEN = ["field", "source", "source_field", "filter"] as const;

export type Takes = (typeof TAKEN)[number] | "fields" | "source_fields" | null;

export interface BlockSetting extends Setting {
  takes: Takes;
  /** What it is where nobody set it. */
  fallback: unknown;
}

/** What every block has stands in places of its own. */
const SHARED = ["visible_when"];

export function blockSettings(root: Schema): readonly BlockSetting[] {
  return settingsOf(root)
    .filter(({ name }) => !SHARED.includes(name))
    .map((setting) => {
      const given = root.properties?.[setting.name];
      return { ...setting, takes: takesOf(setting, given), fallback: given?.default ?? null };
    });
}

function takesOf({ schema, item }: Setting, given: Schema | undefined): Takes {
  const listed = item["x-ui"];
  if (listed === "field") return "fields";
  if (listed === "source_field") return "source_fields";
  return TAKEN.find((one) => one === (schema["x-ui"] ?? given?.["x-ui"])) ?? null;
}
