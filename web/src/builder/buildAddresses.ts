/** Where the pages stand on which an application is built, and where on them its parts are found. */
import type { Issue } from "~/api/types";
import { addresses } from "~/runtime/addresses";

/** A part of an application by its keys: a field (`lines.item`) or a section of a form, a role and the form it may use, a
 * list of options that fields share. */
export interface PartAddress {
  part: string;
  form: string | null;
  key: string | null;
}

/** What of a form is chosen when its designer opens. */
export const CHOSEN = ["field", "section", "view"] as const;
/** What belongs to no form and is chosen there. */
export const OPTION_SET = "option_set";

const withQuery = (path: string, query: Readonly<Record<string, string>>): string =>
  `${path}?${new URLSearchParams(query).toString()}`;

export const buildAddresses = {
  design: addresses.build,
  pages: (app: string): string => `${addresses.build(app)}/pages`,
  /** `part` is a tab or a block. */
  page: (app: string, page: string, part: string | null): string =>
    withQuery(`${addresses.build(app)}/pages`, { page, ...(part ? { part } : {}) }),
  flows: (app: string): string => `${addresses.build(app)}/flows`,
  flow: (app: string, flow: string, node: string | null = null): string =>
    node === null
      ? `${addresses.build(app)}/flows/${flow}`
      : withQuery(`${addresses.build(app)}/flows/${flow}`, { node }),
  menu: (app: string): string => `${addresses.build(app)}/menu`,
  roles: (app: string): string => `${addresses.build(app)}/roles`,
  publish: (app: string): string => `${addresses.build(app)}/publish`,

  /** Null for what no page of the builder shows. */
  part: (app: string, { part, form, key }: PartAddress): string | null => {
    if (part === "role" && key !== null)
      return withQuery(`${addresses.build(app)}/roles`, { role: key, ...(form === null ? {} : { form }) });
    if (part === "menu" && key !== null)
      return withQuery(buildAddresses.menu(app), { line: key.split(".").at(-1) ?? key });
    if (part === OPTION_SET && key !== null) return withQuery(addresses.build(app), { [OPTION_SET]: key });
    if (part === "page" && key !== null) {
      const [page = "", within] = key.split(".");
      return buildAddresses.page(app, page, within ?? null);
    }
    if ((part === "flow" || part === "node") && key !== null) {
      const [flow = "", node] = key.split(".");
      return buildAddresses.flow(app, flow, node ?? null);
    }
    if (form === null || part === "saved_view") return null;
    const chosen = part === "option" ? "field" : CHOSEN.find((one) => one === part);
    return withQuery(addresses.build(app), {
      form,
      ...(chosen && key !== null ? { [chosen]: key } : {}),
    });
  },

  /** Where what the check found wrong is put right. */
  issue: (app: string, { params }: Issue): string | null => {
    const [part, form, key] = typeof params?.way === "string" ? params.way.split("/") : [];
    return part ? buildAddresses.part(app, { part, form: form || null, key: key || null }) : null;
  },
};
