/** What can be done with whatever is chosen, for the keyboard, the buttons and the menus alike. */
import { useTranslation } from "react-i18next";
import { textOf } from "~/words";
import {
  addColumn,
  addFields,
  copied,
  hideFields,
  placeFields,
  removeColumns,
  removeFields,
} from "../document/commands/fields";
import { removeSection, setSpan } from "../document/commands/sections";
import { mentions } from "../document/commands/settings";
import { fieldOf, labelOf, sectionHolding, sectionsOf } from "../document/model";
import { clipboard } from "./clipboard";
import type { Design } from "./DesignContext";
import { stepped } from "./drops";
import { FORM, someFields, stretched } from "./selection";
import { useUses } from "./uses/UsesContext";

export interface Deeds {
  /** The fields on the canvas in the order of reading. */
  order: readonly string[];
  go: (step: -1 | 1, extend: boolean) => void;
  move: (step: -1 | 1) => void;
  resize: (step: -1 | 1) => void;
  remove: () => void;
  hide: () => void;
  copy: () => void;
  cut: () => void;
  paste: () => void;
  duplicate: () => void;
}

export function useDeeds(design: Design): Deeds {
  const { t } = useTranslation("design");
  const uses = useUses();
  const { document, form, selection, select, run, locale } = design;
  const sections = sectionsOf(form);
  const order = sections.flatMap(({ cells }) => cells.map(({ field }) => field));
  const { keys, table } = selection;
  const last = keys.at(-1) ?? "";
  const only = fieldOf(document, form.key, last, table);
  const name =
    keys.length === 1 ? textOf(labelOf(only), locale) || last : t("fields", { count: keys.length });
  const inOrder = table ? keys : order.filter((key) => keys.includes(key));

  /** What is chosen once these are gone: what stood behind them, or before. */
  function leave(): void {
    const after = order.slice(order.indexOf(last) + 1).find((key) => !keys.includes(key));
    const before = order.slice(0, order.indexOf(inOrder[0] ?? "")).findLast((key) => !keys.includes(key));
    select(someFields([after ?? before ?? ""].filter(Boolean)));
  }

  function remove(): void {
    if (selection.part === "section") {
      if (run("remove_section", "", removeSection(document, form.key, last))) select(FORM);
    } else if (selection.part === "fields") {
      const onGone = (): void => (table ? select(someFields([table])) : leave());
      // What nothing speaks of goes at once, whether or not the server can be reached.
      const isFree = keys.every((key) => key !== form.title_field && mentions(document, form.key, key) === 0);
      if (isFree) {
        const own = table ? removeColumns(form.key, table, keys) : removeFields(document, form.key, keys);
        if (run("remove", name, own)) onGone();
      } else {
        const parts = keys.map((key) => ({ form: form.key, field: table ? `${table}.${key}` : key }));
        uses.remove({ parts, name, what: "remove", onGone });
      }
    }
  }

  function copy(): void {
    clipboard.set(inOrder.flatMap((key) => fieldOf(document, form.key, key, table) ?? []));
  }

  function put(what: string): void {
    const suffix = { "zh-CN": t("copy_suffix", { lng: "zh-CN" }), en: t("copy_suffix", { lng: "en" }) };
    const fields = copied(document, form.key, clipboard.get(), suffix, table);
    const put = fields.map(({ key }) => key);
    if (table) {
      run(
        what,
        name,
        fields.flatMap((column) => addColumn(form.key, table, column, null)),
      );
    } else {
      const section = sectionHolding(form, last) ?? sections.at(-1);
      const place = section?.cells.findIndex(({ field }) => field === last) ?? -1;
      const before = place < 0 ? null : (section?.cells[place + 1]?.field ?? null);
      run(
        what,
        name,
        addFields(document, form.key, fields, section ? { section: section.key, before } : null),
      );
    }
    select(someFields(put, table));
  }

  return {
    order,
    go: (step, extend) => {
      const next = order[order.indexOf(last) + step];
      if (next) select(extend ? stretched(selection, next, order) : someFields([next]));
    },
    move: (step) => {
      const target = stepped(sections, keys, step);
      if (target) run("move", name, placeFields(document, form.key, inOrder, target));
    },
    resize: (step) => {
      const cell = sectionHolding(form, last)?.cells.find(({ field }) => field === last);
      if (cell) run("width", name, setSpan(document, form.key, last, cell.span + step));
    },
    remove,
    hide: () => {
      run("hide", name, hideFields(document, form.key, keys));
      leave();
    },
    copy,
    cut: () => {
      copy();
      remove();
    },
    paste: () => {
      if (clipboard.get().length > 0) put("paste");
    },
    duplicate: () => {
      copy();
      put("duplicate");
    },
  };
}
