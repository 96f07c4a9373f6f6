/** What can be done with the pages of records, as edits of the definition. */
import type { Label } from "~/words";
import type { Edit } from "../edit";
import { isObject, type Json, type JsonObject, listOf, objectOf, textIn } from "../json";
import { freeKey } from "../names";
import { type Place, read, samePlace } from "../place";

export interface PageDefinition extends JsonObject {
  readonly key: string;
  readonly form: string;
}

export interface BlockDefinition extends JsonObject {
  readonly kind: string;
  readonly key: string;
}

export interface ColumnDefinition {
  key: string;
  width: number;
  blocks: readonly BlockDefinition[];
}

export interface TabDefinition {
  key: string;
  definition: JsonObject;
  columns: readonly ColumnDefinition[];
}

/** Where blocks stand one below the other: over the tabs, beside them, or in a column of one. */
export type Area = { part: "top" | "side" } | { part: "column"; tab: string; column: string };

export const TOP: Area = { part: "top" };
export const SIDE: Area = { part: "side" };
export const MOST_COLUMNS = 3;

export const pagePlace = (page: string): Place => ["pages", { key: page }];
export const tabPlace = (page: string, tab: string): Place => [...pagePlace(page), "tabs", { key: tab }];
const columnPlace = (page: string, tab: string, column: string): Place => [
  ...tabPlace(page, tab),
  "columns",
  { key: column },
];

export function areaPlace(page: string, area: Area): Place {
  if (area.part !== "column") return [...pagePlace(page), area.part];
  return [...columnPlace(page, area.tab, area.column), "blocks"];
}

export const blockPlace = (page: string, area: Area, block: string): Place => [
  ...areaPlace(page, area),
  { key: block },
];

export const sameArea = (one: Area, other: Area): boolean =>
  samePlace(areaPlace("", one), areaPlace("", other));

function isPage(value: Json): value is PageDefinition {
  return isObject(value) && typeof value.key === "string" && typeof value.form === "string";
}

function isBlock(value: Json): value is BlockDefinition {
  return isObject(value) && typeof value.key === "string" && typeof value.kind === "string";
}

/** The pages of a form in their order: of those that a person is given the first counts. */
export function pagesOf(document: Json, form: string): readonly PageDefinition[] {
  return listOf(objectOf(document).pages)
    .filter(isPage)
    .filter((page) => page.form === form);
}

export function pageOf(document: Json, key: string): PageDefinition | undefined {
  return listOf(objectOf(document).pages)
    .filter(isPage)
    .find((page) => page.key === key);
}

export function tabsOf(page: PageDefinition): readonly TabDefinition[] {
  return listOf(page.tabs)
    .filter(isObject)
    .map((tab) => ({
      key: textIn(tab.key),
      definition: tab,
      columns: listOf(tab.columns)
        .filter(isObject)
        .map((column) => ({
          key: textIn(column.key),
          width: typeof column.width === "number" ? column.width : 1,
          blocks: listOf(column.blocks).filter(isBlock),
        })),
    }));
}

export function blocksIn(page: PageDefinition, area: Area): readonly BlockDefinition[] {
  if (area.part !== "column") return listOf(page[area.part]).filter(isBlock);
  const tab = tabsOf(page).find(({ key }) => key === area.tab);
  return tab?.columns.find(({ key }) => key === area.column)?.blocks ?? [];
}

/** Every place for blocks, in the order of reading. */
export function areasOf(page: PageDefinition): readonly Area[] {
  const columns = tabsOf(page).flatMap((tab) =>
    tab.columns.map(({ key }): Area => ({ part: "column", tab: tab.key, column: key })),
  );
  return [TOP, ...columns, SIDE];
}

export interface Standing {
  area: Area;
  block: BlockDefinition;
}

export function standingOf(page: PageDefinition, key: string): Standing | undefined {
  for (const area of areasOf(page)) {
    const block = blocksIn(page, area).find((one) => one.key === key);
    if (block) return { area, block };
  }
  return undefined;
}

/** The keys of a page's tabs and blocks, each of which is given once. */
function keysIn(page: PageDefinition): readonly string[] {
  const blocks = areasOf(page).flatMap((area) => blocksIn(page, area).map(({ key }) => key));
  return [...blocks, ...tabsOf(page).map(({ key }) => key)];
}

export function freePageKey(document: Json, wanted: string): string {
  return freeKey(
    wanted,
    listOf(objectOf(document).pages).map((page) => textIn(objectOf(page).key)),
  );
}

export function freePartKey(page: PageDefinition, wanted: string): string {
  return freeKey(wanted, keysIn(page));
}

export function addPage(page: PageDefinition): readonly Edit[] {
  return [{ do: "insert", into: ["pages"], item: page, before: null }];
}

export function copyPage(document: Json, page: PageDefinition, key: string, label: Label): readonly Edit[] {
  const pages = pagesOf(document, page.form);
  const next = pages[pages.findIndex((one) => one.key === page.key) + 1];
  const item = { ...page, key, label: { ...label } };
  return [{ do: "insert", into: ["pages"], item, before: next?.key ?? null }];
}

export function movePage(name: string, before: string | null): readonly Edit[] {
  return name === before ? [] : [{ do: "move", from: ["pages"], name, into: ["pages"], before }];
}

export function removePage(name: string): readonly Edit[] {
  return [{ do: "remove", from: ["pages"], name }];
}

export function addBlock(
  page: PageDefinition,
  area: Area,
  item: BlockDefinition,
  before: string | null,
): readonly Edit[] {
  return [{ do: "insert", into: areaPlace(page.key, area), item, before }];
}

/** Another place for a block; none where it stands there already. */
export function moveBlock(
  document: Json,
  page: PageDefinition,
  name: string,
  into: Area,
  before: string | null,
): readonly Edit[] {
  const standing = standingOf(page, name);
  if (!standing || name === before) return [];
  const there = blocksIn(page, into);
  const next = there[there.findIndex(({ key }) => key === name) + 1]?.key ?? null;
  if (sameArea(standing.area, into) && next === before) return [];
  const [from, to] = [areaPlace(page.key, standing.area), areaPlace(page.key, into)];
  // A part of a page that is empty need not be written.
  if (read(document, to) === undefined)
    return [
      { do: "remove", from, name },
      { do: "insert", into: to, item: standing.block, before: null },
    ];
  return [{ do: "move", from, name, into: to, before }];
}

export function copyBlock(page: PageDefinition, name: string, key: string): readonly Edit[] {
  const standing = standingOf(page, name);
  if (!standing) return [];
  const there = blocksIn(page, standing.area);
  const next = there[there.findIndex((one) => one.key === name) + 1];
  const into = areaPlace(page.key, standing.area);
  return [{ do: "insert", into, item: { ...standing.block, key }, before: next?.key ?? null }];
}

export function removeBlock(page: PageDefinition, name: string): readonly Edit[] {
  const standing = standingOf(page, name);
  return standing ? [{ do: "remove", from: areaPlace(page.key, standing.area), name }] : [];
}

export function addTab(page: PageDefinition, key: string, label: Label): readonly Edit[] {
  const item = { key, label: { ...label }, columns: [{ key: "main", blocks: [] }] };
  return [{ do: "insert", into: [...pagePlace(page.key), "tabs"], item, before: null }];
}

export function moveTab(page: PageDefinition, name: string, before: string | null): readonly Edit[] {
  const tabs = [...pagePlace(page.key), "tabs"];
  return name === before ? [] : [{ do: "move", from: tabs, name, into: tabs, before }];
}

/** A tab goes with everything in it; the last one stays. */
export function removeTab(page: PageDefinition, name: string): readonly Edit[] {
  if (tabsOf(page).length < 2) return [];
  return [{ do: "remove", from: [...pagePlace(page.key), "tabs"], name }];
}

/** The columns of a tab by their shares; what stood in one that goes comes into the last that stays. */
export function layColumns(
  document: Json,
  page: PageDefinition,
  name: string,
  widths: readonly number[],
): readonly Edit[] {
  const tab = tabsOf(page).find(({ key }) => key === name);
  if (!tab) return [];
  const columns: Place = [...tabPlace(page.key, name), "columns"];
  const [kept, gone] = [tab.columns.slice(0, widths.length), tab.columns.slice(widths.length)];
  const last = kept.at(-1);
  const edits: Edit[] = [];
  if (last) {
    const into = [...columns, { key: last.key }, "blocks"];
    const isThere = read(document, into) !== undefined;
    for (const [at, column] of gone.entries()) {
      for (const [place, block] of column.blocks.entries()) {
        const from = [...columns, { key: column.key }, "blocks"];
        if (isThere || at + place > 0) edits.push({ do: "move", from, name: block.key, into, before: null });
        else
          edits.push(
            { do: "remove", from, name: block.key },
            { do: "insert", into, item: block, before: null },
          );
      }
      edits.push({ do: "remove", from: columns, name: column.key });
    }
  }
  const taken = tab.columns.map(({ key }) => key);
  for (const [at, width] of widths.entries()) {
    const column = kept[at];
    if (!column) {
      const key = freeKey("column", taken);
      taken.push(key);
      edits.push({ do: "insert", into: columns, item: { key, width, blocks: [] }, before: null });
    } else if (column.width !== width)
      edits.push({ do: "set", at: [...columns, { key: column.key }, "width"], value: width });
  }
  return edits;
}
