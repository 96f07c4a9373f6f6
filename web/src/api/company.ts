/** What administrators set about their company, but for its calendar. */
import { api, request } from "./client";

/** What one unit of a currency is worth in the company's own from a day on. */
export interface Rate {
  currency: string;
  since: string;
  rate: string;
}

/** The weekday on which the company's weeks begin. */
export type WeekStart = "monday" | "saturday" | "sunday";

export interface CompanyInput {
  name: string;
  time_zone: string;
  base_currency: string;
  week_start: WeekStart;
  /** The month with which fiscal years begin: 1 is January. */
  fiscal_start: number;
  /** The spans of a working day: "09:00" to "12:00". Without them they stay as they are. */
  hours?: readonly Span[];
}

/** From when to when. */
export type Span = readonly [string, string];

export interface CompanySettings extends CompanyInput {
  hours: readonly Span[];
  /** Counts the changes of hours, name, zone, currency, week and fiscal year. */
  version: number;
  /** Amounts or rates are kept in the base currency, which stays then. */
  is_currency_in_use: boolean;
  /** By currency, the latest of each first. */
  rates: readonly Rate[];
}

/** A picture at an address of its own: another one has another. */
export interface Picture {
  address: string;
  width: number;
  height: number;
}

/** The company's logo, by the look of the pages that it is made for. */
export type Logos = Record<"light" | "dark", Picture | null>;

const addressOf = ({ currency, since }: Pick<Rate, "currency" | "since">): string =>
  `/settings/rates/${currency}/${since}`;

export const company = {
  settings: (signal?: AbortSignal): Promise<CompanySettings> =>
    api.get<CompanySettings>("/settings/company", {}, signal),

  /** `version` is the one that was read: what somebody else set since is not overwritten. */
  change: (input: CompanyInput & { version: number }): Promise<CompanySettings> =>
    request<CompanySettings>("PUT", "/settings/company", { body: input }),

  logos: (signal?: AbortSignal): Promise<Logos> => api.get<Logos>("/logo", {}, signal),

  setLogo: (look: keyof Logos, file: File): Promise<Logos> => {
    const body = new FormData();
    body.append("file", file);
    return request<Logos>("PUT", `/settings/logo/${look}`, { body });
  },

  removeLogo: (look: keyof Logos): Promise<Logos> => api.delete<Logos>(`/settings/logo/${look}`),

  setRate: (rate: Rate): Promise<CompanySettings> =>
    request<CompanySettings>("PUT", addressOf(rate), { body: { rate: rate.rate } }),

  removeRate: (rate: Rate): Promise<CompanySettings> => api.delete<CompanySettings>(addressOf(rate)),
};
