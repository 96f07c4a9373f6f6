/** Where the parts of a draft are used, and the draft without some of them, or with another key for one. */
import { api } from "./client";

/** A form, a field of it (`lines.item` in a sub-table), a list of options that fields share, or an option of either; a
 * flow; a role. */
export interface Part {
  form?: string;
  field?: string;
  option_set?: string;
  option?: string;
  flow?: string;
  role?: string;
}

export interface Use {
  pointer: string;
  /** What people call the part that stands there. */
  name: string;
  part: string;
  /** The form that the part belongs to, and its key: `lines.item` of a field. */
  form: string | null;
  key: string | null;
  setting: string;
}

/** What becomes of a place when something is removed. */
export type Effect =
  | "taken_out"
  | "cleared"
  | "emptied"
  | "falls"
  | "retitled"
  | "untitled"
  | "replaced"
  | "keeps_own";

export interface Consequence extends Use {
  effect: Effect;
  /** What goes first, where it is not the removed part itself. */
  because: string | null;
  /** What names the records from then on. */
  instead: string | null;
  /** Whether nothing changes but what is listed somewhere. */
  light: boolean;
}

export interface Removal {
  revision: number;
  /** Whether nothing would name what is no more. */
  is_whole: boolean;
  items: readonly Consequence[];
  definition: unknown;
}

/** What went with a form: the list where it stood, named by keys, and before what. */
export interface Companion {
  into: readonly string[];
  item: unknown;
  before: string | null;
}

/** A form or a field that the published version has and the draft lacks. */
export interface RemovedPart {
  path: string;
  name: string;
  kind: string | null;
  definition: unknown;
  /** The section that showed it, and before which field; without one, before which in the form or the sub-table. */
  section: string | null;
  before: string | null;
  /** The views, lines of the menu and rights of a form. */
  along: readonly Companion[];
}

export const uses = {
  removed: async (app: string, signal?: AbortSignal): Promise<RemovedPart[]> =>
    (await api.get<{ items: RemovedPart[] }>(`/apps/${app}/draft/removed`, {}, signal)).items,

  of: (app: string, part: Part, signal?: AbortSignal) =>
    api.get<{ revision: number; items: Use[] }>(`/apps/${app}/draft/uses`, { ...part }, signal),
  removal: (app: string, parts: readonly Part[], instead = ""): Promise<Removal> =>
    api.post<Removal>(`/apps/${app}/draft/removal`, { parts, instead }),
  renaming: (app: string, part: Part, key: string) =>
    api.post<{ revision: number; definition: unknown }>(`/apps/${app}/draft/renaming`, { ...part, key }),
};
