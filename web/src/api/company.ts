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

  change: (input: CompanyInput): Promise<CompanySettings> =>
    request<CompanySettings>("PUT", "/settings/company", { body: input }),

  setRate: (rate: Rate): Promise<CompanySettings> =>
    request<CompanySettings>("PUT", addressOf(rate), { body: { rate: rate.rate } }),

  removeRate: (rate: Rate): Promise<CompanySettings> => api.delete<CompanySettings>(addressOf(rate)),
};
