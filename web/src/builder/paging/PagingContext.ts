/** The page of records in hand, for every part of its designer. */
import { createContext, useContext } from "react";
import type { BlockItem } from "~/api/kinds";
import type { Design } from "../design/DesignContext";
import type { Area, PageDefinition } from "../document/commands/pages";
import type { LinkedForm } from "./usualPage";

/** What is chosen: the page as a whole, a tab, or a block. */
export type Chosen = { part: "page" } | { part: "tab" | "block"; key: string };

export const WHOLE_PAGE: Chosen = { part: "page" };

export interface Paging {
  design: Design;
  page: PageDefinition;
  kinds: readonly BlockItem[];
  /** What links to the form, by the names of the links. */
  linked: readonly LinkedForm[];
  chosen: Chosen;
  choose: (chosen: Chosen) => void;
  /** The tab that is open on the canvas. */
  tab: string;
  openTab: (tab: string) => void;
  /** Fields of a form that a setting of a kind of block takes. */
  choices: (form: string, kind: string, setting: string) => readonly string[];
}

export const PagingContext = createContext<Paging | null>(null);

export function usePaging(): Paging {
  const paging = useContext(PagingContext);
  if (!paging) throw new Error("No page is being designed.");
  return paging;
}

/** What is dragged over the canvas. */
export type Dragged = Record<string | symbol, unknown>;

export const dragNew = (kind: string): Dragged => ({ drags: "new_block", kind });
export const dragBlock = (key: string): Dragged => ({ drags: "block", key });
export const isBlockLike = (data: Dragged): boolean => data.drags === "new_block" || data.drags === "block";

/** Where it would go. */
export interface Drop {
  area: Area;
  before: string | null;
}
