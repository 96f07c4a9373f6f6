/** A field that nobody has data in yet is called by its label: its key follows, until it is published or depended on. */
import { useRef } from "react";
import { LOCALES, type Locale, textOf } from "~/words";
import { mentions, renameColumn, renameField } from "../document/commands/settings";
import type { Edit } from "../document/edit";
import { objectOf, textIn } from "../document/json";
import { type FieldDefinition, fieldOf, fieldsOf, fieldsPlace, formOf, labelOf } from "../document/model";
import { suggestKey } from "../document/names";
import { useDesign, useDraft } from "./DesignContext";
import { someFields } from "./selection";

export interface FollowingKey {
  /** What the other language still says of the kind is not what the author has just named. */
  stale: (written: Locale) => readonly Edit[];
  rename: () => void;
}

export function useIsPublished(form: string, field: string, table: string | null): boolean {
  const { published } = useDraft();
  return published.has([form, ...(table ? [table] : []), field].join("."));
}

export function useFollowingKey(field: FieldDefinition, table: string | null): FollowingKey {
  const { form, kinds, locale, store, run, select } = useDesign();
  const isPublished = useIsPublished(form.key, field.key, table);
  const began = useRef({ key: "", text: "" });
  if (began.current.key !== field.key)
    began.current = { key: field.key, text: textOf(labelOf(field), locale) };

  return {
    stale: (written) => {
      const title = kinds.get(field.kind)?.title;
      const label = objectOf(field.label);
      if (isPublished || !title) return [];
      return LOCALES.filter((one) => one !== written && textIn(label[one]) === title[one]).map(
        (one): Edit => ({
          do: "set",
          at: [...fieldsPlace(form.key, table), { key: field.key }, "label", one],
          value: "",
        }),
      );
    },
    rename: () => {
      const { document } = store.snapshot().session;
      const now = fieldOf(document, form.key, field.key, table);
      const text = textOf(labelOf(now), locale).trim();
      if (!now || isPublished || !text || text === began.current.text) return;
      began.current = { key: field.key, text };
      const holder = table ? fieldOf(document, form.key, table) : formOf(document, form.key);
      const taken = fieldsOf(holder)
        .map(({ key }) => key)
        .filter((key) => key !== field.key);
      const to = suggestKey(text, taken, "field");
      if (to === field.key || mentions(document, form.key, field.key) > 0) return;
      const edits = table
        ? renameColumn(document, form.key, table, field.key, to)
        : renameField(document, form.key, field.key, to);
      if (!run("key", text, edits)) return;
      began.current = { key: to, text };
      select(someFields([to], table));
    },
  };
}
