/** The company's working calendar: what the country says of a year, and the company's own days. */
import { api, request } from "./client";

export interface SpecialDay {
  day: string;
  is_working: boolean;
  name: string;
  is_own: boolean;
}

export interface CalendarYear {
  year: number;
  days: readonly SpecialDay[];
}

export const calendar = {
  year: (year: number, signal?: AbortSignal): Promise<CalendarYear> =>
    api.get<CalendarYear>("/settings/calendar", { year }, signal),

  /** Makes these the company's own days of the year, instead of those it had. */
  setOwn: (year: number, days: readonly Omit<SpecialDay, "is_own">[]): Promise<CalendarYear> =>
    request<CalendarYear>("PUT", "/settings/calendar", { body: { year, days } }),
};
