/** Dates as YYYY-MM-DD, counted in days, and moments as microseconds, shown in a time zone. */

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MOMENT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,6})\d*)?(Z|[+-]\d{2}:\d{2})$/;
const FIRST_DAY = -719_162;
const LAST_DAY = 2_932_896;
export const DAY_SECONDS = 86_400;
export const MICROSECONDS = 1_000_000n;

export interface Day {
  year: number;
  month: number;
  day: number;
}

/** Days since 1970-01-01 of a date of the Gregorian calendar; the month may be 1 to 12 only. */
export function daysOf({ year, month, day }: Day): number {
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468;
}

/** The date of so many days since 1970-01-01. */
export function dayOf(days: number): Day {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const ofEra = shifted - era * 146_097;
  const year = Math.floor(
    (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const shiftedMonth = Math.floor((5 * ofYear + 2) / 153);
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9);
  const day = ofYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return { year: year + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

export const pad = (value: number, width: number): string => String(value).padStart(width, "0");

/** The date as text, blank outside the years 1 to 9999. */
export function dateOf(days: number): string | null {
  if (days < FIRST_DAY || days > LAST_DAY || Number.isNaN(days)) return null;
  const { year, month, day } = dayOf(days);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** The parts of a date as text. */
export function partsOf(date: string): Day {
  const found = DATE.exec(date);
  return { year: Number(found?.[1]), month: Number(found?.[2]), day: Number(found?.[3]) };
}

export const daysOfDate = (date: string): number => daysOf(partsOf(date));

/** Monday is 0. */
export const weekdayOf = (days: number): number => (((days + 3) % 7) + 7) % 7;

/** Months since the year 0. */
export const monthOf = ({ year, month }: Day): number => year * 12 + month - 1;

/** The first day of a month counted from the year 0, blank outside the years 1 to 9999. */
export function monthStart(months: number): number | null {
  if (!(months >= 12 && months <= 119_999)) return null;
  return daysOf({ year: Math.floor(months / 12), month: (months % 12) + 1, day: 1 });
}

/** The last day of a month counted from the year 0. */
export function monthEnd(months: number): number | null {
  if (months === 119_999) return LAST_DAY;
  const start = monthStart(months);
  const following = monthStart(months + 1);
  return start === null || following === null ? null : following - 1;
}

/** The moment that an ISO text names, in microseconds. */
export function momentOf(text: string): bigint | null {
  const found = MOMENT.exec(text);
  if (!found) return null;
  const [, date = "", hour, minute, second, fraction = "", zone = "Z"] = found;
  const seconds =
    daysOfDate(date) * DAY_SECONDS +
    Number(hour) * 3600 +
    Number(minute) * 60 +
    Number(second) -
    offsetOf(zone);
  return BigInt(seconds) * MICROSECONDS + BigInt(fraction.padEnd(6, "0"));
}

function offsetOf(zone: string): number {
  if (zone === "Z") return 0;
  const size = Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(4, 6)) * 60;
  return zone.startsWith("-") ? -size : size;
}

export function floorDivide(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  return value % divisor < 0n ? quotient - 1n : quotient;
}

/** Seconds and microseconds of a moment. */
function split(moment: bigint): [number, number] {
  const seconds = floorDivide(moment, MICROSECONDS);
  return [Number(seconds), Number(moment - seconds * MICROSECONDS)];
}

/** Seconds of a day as HH:MM:SS, with what is left of one. */
export function timeText(seconds: number, microseconds: number): string {
  const shown = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const fraction = microseconds ? `.${pad(microseconds, 6)}` : "";
  return shown.map((part) => pad(part, 2)).join(":") + fraction;
}

/** The moment as ISO text in UTC. */
export function momentText(moment: bigint): string | null {
  const [seconds, microseconds] = split(moment);
  const days = Math.floor(seconds / DAY_SECONDS);
  const date = dateOf(days);
  return date && `${date}T${timeText(seconds - days * DAY_SECONDS, microseconds)}Z`;
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = FORMATS.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    FORMATS.set(timeZone, format);
  }
  return format;
}

/** How many seconds the zone's clocks are ahead of UTC at so many seconds since 1970. */
function offsetAt(seconds: number, timeZone: string): number {
  const parts: Record<string, number> = {};
  for (const part of formatOf(timeZone).formatToParts(seconds * 1000)) parts[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return daysOf({ year, month, day }) * DAY_SECONDS + hour * 3600 + minute * 60 + second - seconds;
}

export interface Local {
  date: string;
  seconds: number;
}

/** The date and the seconds of the day that the zone's clocks show. */
export function localOf(moment: bigint, timeZone: string): Local | null {
  const [seconds] = split(moment);
  const local = seconds + offsetAt(seconds, timeZone);
  const days = Math.floor(local / DAY_SECONDS);
  const date = dateOf(days);
  return date === null ? null : { date, seconds: local - days * DAY_SECONDS };
}

/** The moment at which the zone's clocks show so many seconds since 1970: of two, and where there is none, the one
 * by the smaller offset. */
export function zonedMoment(local: number, timeZone: string): bigint {
  const before = offsetAt(local - DAY_SECONDS, timeZone);
  const after = offsetAt(local + DAY_SECONDS, timeZone);
  const valid = [before, after].filter((offset) => offsetAt(local - offset, timeZone) === offset);
  const offset = Math.min(...(valid.length ? valid : [before, after]));
  return BigInt(local - offset) * MICROSECONDS;
}
