/** The page that every record has by itself, as one that can be changed. */
import { blockKind } from "~/kinds/blockRegistry";
import type { UsualBlock } from "~/kinds/defineBlock";
import type { Label } from "~/words";
import type { BlockDefinition, PageDefinition } from "../document/commands/pages";
import { type Json, objectOf, textIn } from "../document/json";
import { type FormDefinition, fieldsOf, formsOf, labelOf } from "../document/model";
import { freeKey } from "../document/names";

const DETAILS: Label = { "zh-CN": "详情", en: "Details" };
const PAGE: Label = { "zh-CN": "记录页", en: "Record page" };

/** A form whose records link to those of another, by the name that the link has there. */
export interface LinkedForm {
  key: string;
  label: Label;
  form: string;
  field: string;
}

export function linkedForms(document: Json, form: string): readonly LinkedForm[] {
  return formsOf(document).flatMap((other) =>
    fieldsOf(other).flatMap((field): LinkedForm[] => {
      const inverse = objectOf(field.inverse);
      if (field.form !== form || typeof inverse.key !== "string") return [];
      return [{ key: inverse.key, label: labelOf(inverse), form: other.key, field: field.key }];
    }),
  );
}

/** `kinds` in the order in which their blocks stand. */
export function usualPage(
  document: Json,
  form: FormDefinition,
  key: string,
  kinds: readonly string[],
): PageDefinition {
  const known = {
    stage_field: textIn(form.stage_field) || null,
    sources: linkedForms(document, form.key).map((one) => one.key),
  };
  const taken: string[] = [];
  const parts: Record<UsualBlock["part"], BlockDefinition[]> = { top: [], main: [], side: [] };
  for (const kind of kinds) {
    for (const block of blockKind(kind)?.usual?.(known) ?? []) {
      const own = freeKey(block.key, taken);
      taken.push(own);
      parts[block.part].push({ kind, key: own, ...block.settings });
    }
  }
  return {
    key,
    form: form.key,
    label: { ...PAGE },
    ...(parts.top.length > 0 ? { top: parts.top } : {}),
    tabs: [
      { key: freeKey("main", taken), label: { ...DETAILS }, columns: [{ key: "main", blocks: parts.main }] },
    ],
    ...(parts.side.length > 0 ? { side: parts.side } : {}),
  };
}
