/** Files read into a form, all or nothing. */
import { api } from "./client";

export interface ImportIssue {
  row: number;
  column: string;
  field: string | null;
  value: string | null;
  message: string;
  hint: string;
}

export interface ImportProgress {
  id: number;
  state: "staged" | "checking" | "applying" | "done" | "failed";
  total: number | null;
  done: number;
  created: number;
  issues: ImportIssue[];
  issue_count: number;
}

const path = (app: string, form: string): string => `/apps/${app}/forms/${form}/imports`;

export const imports = {
  /** `mapping`: column → field key; columns that it does not name are left out. */
  start: (
    app: string,
    form: string,
    file: File,
    mapping: Readonly<Record<string, string>>,
  ): Promise<{ id: number }> => {
    const body = new FormData();
    body.append("file", file);
    body.append("mapping", JSON.stringify(mapping));
    return api.post<{ id: number }>(path(app, form), body);
  },

  get: (app: string, form: string, id: number, signal?: AbortSignal): Promise<ImportProgress> =>
    api.get<ImportProgress>(`${path(app, form)}/${id}`, {}, signal),
};
