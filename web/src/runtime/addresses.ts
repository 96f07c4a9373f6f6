/** The stable addresses of the product's pages. */
/** The member of a list's address that names the record open over it. */
export const OPEN_RECORD = "record";

export const addresses = {
  home: "/",
  me: "/me",
  /** What waits for the reader; with one flow of it open. */
  inbox: (instance?: number): string => (instance ? `/inbox?instance=${instance}` : "/inbox"),
  /** What others share with the reader. */
  shared: "/shared",
  people: "/people",
  /** Those who have a position, or are in a group. */
  peopleWith: (what: "position" | "group", id: number): string => `/people?${what}=${id}`,
  peopleImport: "/people/import",
  positions: "/people/positions",
  groups: "/people/groups",
  app: (app: string): string => `/apps/${app}`,
  list: (app: string, form: string): string => `/apps/${app}/${form}`,
  /** A list as one of its views; as the usual one without. */
  view: (app: string, form: string, view: string | null): string =>
    `/apps/${app}/${form}${view ? `?view=${view}` : ""}`,
  record: (app: string, form: string, id: number): string => `/apps/${app}/${form}/${id}`,
  create: (app: string, form: string): string => `/apps/${app}/${form}/new`,
  import: (app: string, form: string): string => `/apps/${app}/${form}/import`,
  company: "/company",
  /** No form's key has a hyphen. */
  admin: (app: string): string => `/apps/${app}/app-admin`,
  /** The flows that run in it, for those who look after them. */
  overseeing: (app: string): string => `/apps/${app}/app-flows`,
  /** Where the application is built; it opens with `form`. */
  build: (app: string, form?: string): string => `/build/${app}${form ? `?form=${form}` : ""}`,
  newApp: "/build",
  /** Where an application opens: one that was never published can only be built. */
  enter: ({ key, version }: { key: string; version: number | null }): string =>
    version === null ? `/build/${key}` : `/apps/${key}`,
  importFile: (app: string): string => `/apps/${app}/import-file`,
  bin: (app: string, form: string): string => `/apps/${app}/${form}/bin`,
};
