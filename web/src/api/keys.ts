/** The names under which answers are kept, from general to particular, so that a prefix forgets them all. */
export const keys = {
  apps: ["apps"] as const,
  catalog: ["catalog"] as const,
  app: (app: string) => ["apps", app] as const,
  records: (app: string, form: string) => ["records", app, form] as const,
  record: (app: string, form: string, id: number) => ["records", app, form, "one", id] as const,
  history: (app: string, form: string, id: number) => ["records", app, form, "one", id, "history"] as const,
  related: (app: string, form: string, id: number, inverse: string) =>
    ["records", app, form, "one", id, "related", inverse] as const,
  views: (app: string) => ["views", app] as const,
  sessions: ["me", "sessions"] as const,
  tokens: ["me", "tokens"] as const,
  import: (app: string, id: number) => ["imports", app, id] as const,
  kinds: ["kinds"] as const,
  people: ["people"] as const,
  peopleFound: (search: string, page: number) => ["people", "found", search, page] as const,
  departments: ["departments"] as const,
};
