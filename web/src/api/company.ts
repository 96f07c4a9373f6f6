/** What administrators set about their company, but for its calendar. */
import { api, request } from "./client";

/** What one unit of a currency is worth in the company's own from a day on. */
export interface Rate {
  currency: string;
  since: string;
  rate: string;
}

export interface CompanyInput {
  name: string;
  time_zone: string;
  base_currency: string;
}

export interface CompanySettings extends CompanyInput {
  /** Counts the changes of name, zone and currency. */
  version: number;
  /** Amounts or rates are kept in the base currency, which stays then. */
  is_currency_in_use: boolean;
  /** By currency, the latest of each first. */
  rates: readonly Rate[];
}

const addressOf = ({ currency, since }: Pick<Rate, "currency" | "since">): string =>
  `/settings/rates/${currency}/${since}`;

export const company = {
  settings: (signal?: AbortSignal): Promise<CompanySettings> =>
    api.get<CompanySettings>("/settings/company", {}, signal),

  /** `version` is the one that was read: what somebody else set since is not overwritten. */
  change: (input: CompanyInput & { version: number }): Promise<CompanySettings> =>
    request<CompanySettings>("PUT", "/settings/company", { body: input }),

  setRate: (rate: Rate): Promise<CompanySettings> =>
    request<CompanySettings>("PUT", addressOf(rate), { body: { rate: rate.rate } }),

  removeRate: (rate: Rate): Promise<CompanySettings> => api.delete<CompanySettings>(addressOf(rate)),
};
