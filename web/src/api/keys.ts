/** The names under which answers are kept, from general to particular, so that a prefix forgets them all. */
export const keys = {
  apps: ["apps"] as const,
  catalog: ["catalog"] as const,
  app: (app: string) => ["apps", app] as const,
  records: (app: string, form: string) => ["records", app, form] as const,
  record: (app: string, form: string, id: number) => ["records", app, form, "one", id] as const,
  timeline: (app: string, form: string, id: number) => ["records", app, form, "one", id, "timeline"] as const,
  followers: (app: string, form: string, id: number) =>
    ["records", app, form, "one", id, "followers"] as const,
  notifications: ["notifications"] as const,
  related: (app: string, form: string, id: number, inverse: string) =>
    ["records", app, form, "one", id, "related", inverse] as const,
  views: (app: string) => ["views", app] as const,
  sessions: ["me", "sessions"] as const,
  tokens: ["me", "tokens"] as const,
  versions: (app: string) => ["building", app, "versions"] as const,
  versionChanges: (app: string, version: number) => ["building", app, "versions", version] as const,
  draft: (app: string) => ["building", app, "draft"] as const,
  plan: (app: string, takeBack: readonly string[]) => ["building", app, "plan", ...takeBack] as const,
  building: (app: string) => ["building", app] as const,
  left: (app: string) => ["building", app, "left"] as const,
  leftValues: (app: string, form: string, field: string) => ["building", app, "left", form, field] as const,
  alike: (app: string, form: string, field: string, search: string) =>
    ["building", app, "left", form, field, "alike", search] as const,
  parked: (app: string) => ["building", app, "parked"] as const,
  calendar: (year: number) => ["calendar", year] as const,
  import: (app: string, id: number) => ["imports", app, id] as const,
  kinds: ["kinds"] as const,
  people: ["people"] as const,
  peopleFound: (search: string, page: number) => ["people", "found", search, page] as const,
  departments: ["departments"] as const,
  found: (needle: string) => ["search", needle] as const,
};
