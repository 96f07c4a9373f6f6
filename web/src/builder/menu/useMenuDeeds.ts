/** What can be done with the lines of the menu, by the mouse, by the palette and by the keyboard. */
import { useTranslation } from "react-i18next";
import { type Label, LOCALES, textOf } from "~/words";
import type { Design } from "../design/DesignContext";
import {
  addLine,
  fits,
  freeLineKey,
  isGroup,
  type LineDefinition,
  labelled,
  moveLine,
  removeLine,
  standingLine,
  stepLine,
} from "../document/commands/menu";
import { viewOf } from "../document/commands/views";
import { type JsonObject, textIn } from "../document/json";
import { formOf, labelOf } from "../document/model";

export type Way = "up" | "down" | "in" | "out";

/** What is dragged to where: a line of the menu, or one that is to become one. */
export type Dragged = Record<string | symbol, unknown>;
export interface Drop {
  groups: readonly string[];
  before: string | null;
}

/** What a new line is to be: of a form, of one of its views, a group, or a link. */
export type NewLine = { what: "form" | "view"; key: string } | { what: "group" | "link" };

export const dragLine = (key: string): Dragged => ({ drags: "menu_line", key });
export const dragNew = (line: NewLine): Dragged => ({ drags: "new_menu_line", line });

export interface MenuDeeds {
  nameOf: (line: LineDefinition) => string;
  /** Whether what is dragged may stand there. */
  takes: (data: Dragged, groups: readonly string[]) => boolean;
  drop: (data: Dragged, drop: Drop) => void;
  add: (line: NewLine, drop?: Drop) => void;
  step: (key: string, way: Way) => void;
  canStep: (key: string, way: Way) => boolean;
  remove: (key: string) => void;
}

export function useMenuDeeds(
  { document, locale, run }: Design,
  chosen: string | null,
  choose: (key: string | null, isNew?: boolean) => void,
): MenuDeeds {
  const { t } = useTranslation("menu");

  function nameOf(line: LineDefinition): string {
    const view = textOf(labelOf(viewOf(document, textIn(line.view))), locale);
    const form = textOf(labelOf(formOf(document, textIn(line.form))), locale);
    return textOf(labelOf(line), locale) || form || view || t(isGroup(line) ? "group" : "link");
  }

  function written(given: NewLine): LineDefinition {
    const named = (word: string): Label =>
      Object.fromEntries(LOCALES.map((language) => [language, t(word, { lng: language })]));
    const make = (wanted: string, label: Label | null, members: JsonObject): LineDefinition => {
      const key = freeLineKey(document, wanted);
      return label ? labelled(key, label, members) : { key, ...members };
    };
    if (given.what === "form") return make(given.key, null, { form: given.key });
    if (!("key" in given))
      return given.what === "group"
        ? make("group", named("new_group"), { entries: [] })
        : make("link", named("new_link"), { link: "" });
    const view = viewOf(document, given.key);
    return make(given.key, labelOf(view), { form: view?.form ?? "", view: given.key });
  }

  /** Below what is chosen, or in it where it is a group. */
  function usualPlace(): Drop {
    const standing = chosen ? standingLine(document, chosen) : undefined;
    if (!standing) return { groups: [], before: null };
    return isGroup(standing.line)
      ? { groups: [...standing.groups, standing.line.key], before: null }
      : { groups: standing.groups, before: standing.next };
  }

  function add(given: NewLine, asked = usualPlace()): void {
    const item = written(given);
    const { groups, before } = fits(item, asked.groups) ? asked : { groups: [], before: null };
    if (run("add_line", nameOf(item), addLine(document, item, groups, before))) choose(item.key, true);
  }

  function move(key: string, { groups, before }: Drop): void {
    const standing = standingLine(document, key);
    const edits = moveLine(document, key, groups, before);
    if (standing && edits.length > 0 && run("move_line", nameOf(standing.line), edits)) choose(key);
  }

  return {
    nameOf,
    takes: (data, groups) => {
      if (data.drags === "new_menu_line") return fits(written(data.line as NewLine), groups);
      const standing = data.drags === "menu_line" ? standingLine(document, String(data.key)) : undefined;
      return standing !== undefined && fits(standing.line, groups);
    },
    drop: (data, drop) => {
      if (data.drags === "new_menu_line") add(data.line as NewLine, drop);
      else if (data.drags === "menu_line") move(String(data.key), drop);
    },
    add,
    step: (key, way) => {
      const target = stepLine(document, key, way);
      if (target) move(key, target);
    },
    canStep: (key, way) => stepLine(document, key, way) !== null,
    remove: (key) => {
      const standing = standingLine(document, key);
      if (standing && run("remove_line", nameOf(standing.line), removeLine(document, key))) choose(null);
    },
  };
}
