/** An organisation out of a table of people: tried first, then brought in. */
import { addressOf, api } from "./client";

export type OrganisationColumn =
  | "name"
  | "name_en"
  | "login"
  | "email"
  | "mobile"
  | "department"
  | "position"
  | "manager"
  | "head"
  | "groups"
  | "roles";

export type LineState = "bad" | "new" | "changed" | "unchanged";

export interface LineTold {
  row: number;
  name: string;
  login: string;
  state: LineState;
  changes: readonly { column: OrganisationColumn; before: string; after: string }[];
  problems: readonly { column: OrganisationColumn; value: string; message: string; hint: string }[];
}

export interface Trial {
  columns: readonly { column: OrganisationColumn; heading: string }[];
  ignored: readonly string[];
  counts: Readonly<Record<LineState, number>>;
  creates: {
    departments: readonly string[];
    positions: readonly string[];
    groups: readonly string[];
  };
  /** Of up to 500 lines, the bad ones first. */
  lines: readonly LineTold[];
  digest: string;
}

export interface Invitation {
  login: string;
  name: string;
  path: string;
  expires_at: string;
}

export interface Imported extends Trial {
  invitations: readonly Invitation[];
}

export interface ImportWish {
  which: "all" | "good";
  digest: string;
  invite: boolean;
}

function formOf(file: File, wish?: ImportWish): FormData {
  const body = new FormData();
  body.append("file", file);
  if (wish) body.append("wish", JSON.stringify(wish));
  return body;
}

export const organisationImport = {
  template: addressOf("/organisation/template"),
  check: (file: File): Promise<Trial> => api.post("/organisation/import/check", formOf(file)),
  bringIn: (file: File, wish: ImportWish): Promise<Imported> =>
    api.post("/organisation/import", formOf(file, wish)),
};
