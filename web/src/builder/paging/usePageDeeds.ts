/** What can be done with the blocks of a page, by the mouse, by the palette and by the keyboard. */
import { textOf } from "~/words";
import { settingsOf } from "../design/settings/schema";
import {
  type Area,
  addBlock,
  areasOf,
  type BlockDefinition,
  blocksIn,
  copyBlock,
  freePartKey,
  moveBlock,
  removeBlock,
  sameArea,
  standingOf,
  tabsOf,
} from "../document/commands/pages";
import { type Json, textIn } from "../document/json";
import { labelOf } from "../document/model";
import { type Drop, type Paging, WHOLE_PAGE } from "./PagingContext";

export interface PageDeeds {
  nameOf: (block: BlockDefinition) => string;
  /** Null where the form has nothing that a block of this kind could show. */
  begin: (kind: string) => Readonly<Record<string, Json>> | null;
  add: (kind: string, drop?: Drop) => void;
  drop: (data: Readonly<Record<string | symbol, unknown>>, drop: Drop) => void;
  copy: (key: string) => void;
  remove: (key: string) => void;
  /** To the neighbour in its column, or to the next column. */
  step: (key: string, step: -1 | 1, across: boolean) => void;
}

export function usePageDeeds(paging: Paging): PageDeeds {
  const { design, page, kinds, linked, chosen, choose, tab, choices } = paging;
  const { document, run, locale, enterSettings } = design;

  function nameOf(block: BlockDefinition): string {
    const item = kinds.find(({ kind }) => kind === block.kind);
    const source = linked.find(({ key }) => key === block.source);
    return (
      textOf(labelOf(block), locale) ||
      (source ? textOf(source.label, locale) : "") ||
      textOf(item?.title, locale) ||
      block.kind
    );
  }

  /** What a new block cannot do without: the first that fits. */
  function begin(kind: string): Readonly<Record<string, Json>> | null {
    const item = kinds.find((one) => one.kind === kind);
    const given: Record<string, Json> = {};
    for (const { name, holds, isOptional } of item ? settingsOf(item.schema) : []) {
      if (isOptional) continue;
      const first =
        holds === "source"
          ? unusedSource()
          : holds === "field"
            ? choices(page.form, kind, name)[0]
            : undefined;
      if (first === undefined) return null;
      given[name] = first;
    }
    return given;
  }

  /** A list that is not on the page yet comes first. */
  function unusedSource(): string | undefined {
    const shown = areasOf(page).flatMap((area) => blocksIn(page, area).map(({ source }) => textIn(source)));
    return (linked.find(({ key }) => !shown.includes(key)) ?? linked[0])?.key;
  }

  /** Below what is chosen, or at the end of the open tab. */
  function usualPlace(): Drop {
    const standing = chosen.part === "block" ? standingOf(page, chosen.key) : undefined;
    if (standing) {
      const there = blocksIn(page, standing.area);
      const next = there[there.findIndex(({ key }) => key === standing.block.key) + 1];
      return { area: standing.area, before: next?.key ?? null };
    }
    const open = tabsOf(page).find(({ key }) => key === tab) ?? tabsOf(page)[0];
    const column = open?.columns[0];
    if (!open || !column) return { area: { part: "top" }, before: null };
    return { area: { part: "column", tab: open.key, column: column.key }, before: null };
  }

  function add(kind: string, { area, before } = usualPlace()): void {
    const settings = begin(kind);
    if (!settings) return;
    const key = freePartKey(page, kind);
    const item = { kind, key, ...settings };
    if (run("add_block", nameOf(item), addBlock(page, area, item, before))) {
      choose({ part: "block", key });
      enterSettings();
    }
  }

  function move(key: string, area: Area, before: string | null): void {
    const standing = standingOf(page, key);
    const edits = moveBlock(document, page, key, area, before);
    if (standing && edits.length > 0 && run("move_block", nameOf(standing.block), edits))
      choose({ part: "block", key });
  }

  return {
    nameOf,
    begin,
    add,
    drop: (data, drop) => {
      if (data.drags === "new_block") add(String(data.kind), drop);
      else if (data.drags === "block") move(String(data.key), drop.area, drop.before);
    },
    copy: (key) => {
      const standing = standingOf(page, key);
      const copied = freePartKey(page, key);
      if (standing && run("copy_block", nameOf(standing.block), copyBlock(page, key, copied)))
        choose({ part: "block", key: copied });
    },
    remove: (key) => {
      const standing = standingOf(page, key);
      if (standing && run("remove_block", nameOf(standing.block), removeBlock(page, key))) choose(WHOLE_PAGE);
    },
    step: (key, step, across) => {
      const standing = standingOf(page, key);
      if (!standing) return;
      const there = blocksIn(page, standing.area);
      const at = there.findIndex((one) => one.key === key);
      const inSight = areasOf(page).filter((area) => area.part !== "column" || area.tab === tab);
      const place = inSight.findIndex((area) => sameArea(area, standing.area));
      const next = inSight[place + step];
      if (across) {
        if (next) move(key, next, null);
      } else if (step < 0 && at > 0) move(key, standing.area, there[at - 1]?.key ?? null);
      else if (step > 0 && at < there.length - 1) move(key, standing.area, there[at + 2]?.key ?? null);
    },
  };
}
