/** A draft in hand, for every part of the builder's page. */
import { createContext, useContext, useSyncExternalStore } from "react";
import type { KindItem } from "~/api/kinds";
import type { Locale } from "~/words";
import type { Edit } from "../document/edit";
import type { Json } from "../document/json";
import type { FormDefinition } from "../document/model";
import type { DraftState, DraftStore } from "../document/store";
import type { Kinds } from "./draftView";
import type { Selection } from "./selection";

export interface Building {
  store: DraftStore;
  kinds: Kinds;
  kindList: readonly KindItem[];
}

export const BuildingContext = createContext<Building | null>(null);

export function useBuilding(): Building {
  const building = useContext(BuildingContext);
  if (!building) throw new Error("No draft is open.");
  return building;
}

export function useDraft(): DraftState {
  const { store } = useBuilding();
  return useSyncExternalStore(store.subscribe, store.snapshot);
}

/** Does something to the draft: what it is called when it is undone, to what, and its edits. */
export type Run = (what: string, name: string, edits: readonly Edit[], merges?: string) => boolean;

export interface Design extends Building {
  locale: Locale;
  document: Json;
  form: FormDefinition;
  selection: Selection;
  select: (selection: Selection) => void;
  run: Run;
  /** Moves the cursor into the settings of what is chosen. */
  enterSettings: () => void;
}

export const DesignContext = createContext<Design | null>(null);

export function useDesign(): Design {
  const design = useContext(DesignContext);
  if (!design) throw new Error("No form is being designed.");
  return design;
}
