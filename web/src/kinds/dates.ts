/** Dates and times as people write them, whatever the spreadsheet or the country. */
import { narrow } from "./numbers";

const DAY = 86_400_000;
/** Day 0 of a spreadsheet's calendar, such that its leap year 1900 is allowed for. */
const SPREADSHEET_ZERO = Date.UTC(1899, 11, 30);
const RELATIVE: Readonly<Record<string, number>> = {
  今天: 0,
  明天: 1,
  后天: 2,
  昨天: -1,
  前天: -2,
  today: 0,
  tomorrow: 1,
  yesterday: -1,
};

/** "YYYY-MM-DD" from a written date, null for blank, undefined when it is none. `today` is the reader's. */
export function readDate(text: string, today: string): string | null | undefined {
  const written = narrow(text).trim().toLowerCase();
  if (written === "") return null;
  const days = RELATIVE[written];
  if (days !== undefined) return addDays(today, days);
  const [whole] = written.split(/[t ]+(?=\d{1,2}:)/);
  const parts =
    /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(whole ?? "") ??
    /^(\d{4})(\d{2})(\d{2})$/.exec(whole ?? "");
  if (parts) return calendarDate(Number(parts[1]), Number(parts[2]), Number(parts[3]));
  const monthDay = /^(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/.exec(whole ?? "");
  if (monthDay) return calendarDate(Number(today.slice(0, 4)), Number(monthDay[1]), Number(monthDay[2]));
  const dayLast = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(whole ?? "");
  if (dayLast) return calendarDate(Number(dayLast[3]), Number(dayLast[1]), Number(dayLast[2]));
  if (/^\d{5}(\.\d+)?$/.test(written)) {
    return new Date(SPREADSHEET_ZERO + Math.floor(Number(written)) * DAY).toISOString().slice(0, 10);
  }
  return undefined;
}

/** [hour, minute, second] from the end of a written date and time; midnight when it names none. */
export function readTime(text: string): [number, number, number] | undefined {
  const written = narrow(text).trim().toLowerCase();
  const match = /(上午|下午|晚上|am|pm)?\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(am|pm)?\s*z?$/.exec(
    written,
  );
  if (!match) return written.includes(":") ? undefined : [0, 0, 0];
  const half = match[1] ?? match[5];
  let hour = Number(match[2]);
  if ((half === "下午" || half === "晚上" || half === "pm") && hour < 12) hour += 12;
  if ((half === "上午" || half === "am") && hour === 12) hour = 0;
  const [minute, second] = [Number(match[3]), Number(match[4] ?? 0)];
  return hour > 23 || minute > 59 || second > 59 ? undefined : [hour, minute, second];
}

export function calendarDate(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  if (year < 1 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

/** The calendar date and wall time of an instant in a time zone. */
export function inZone(instant: string | Date, zone: string): { date: string; time: string } {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    })
      .formatToParts(new Date(instant))
      .map((part) => [part.type, part.value]),
  );
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    time: `${parts.hour}:${parts.minute}:${parts.second}`,
  };
}

/** The instant ("…Z") at which a wall clock in `zone` shows `date` and `time` ("HH:MM" or "HH:MM:SS"). */
export function instantOf(date: string, time: string, zone: string): string {
  const wall = Date.parse(`${date}T${time.length === 5 ? `${time}:00` : time}Z`);
  const offsetAt = (guess: number) => {
    const shown = inZone(new Date(guess), zone);
    return Date.parse(`${shown.date}T${shown.time}Z`) - guess;
  };
  const first = wall - offsetAt(wall);
  // The offset may change between the two readings (summer time), so it is read again at the first answer.
  return new Date(wall - offsetAt(first)).toISOString().replace(".000Z", "Z");
}
