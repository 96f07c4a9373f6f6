/** Functions of moments, times of day and durations. */
import { DAY_SECONDS, daysOfDate, localOf, pad, timeText, zonedMoment } from "../calendar";
import type { Clock, Definition, Definitions } from "../types";
import { Decimal, numberText, whole, ZERO } from "../values";
import { settleMoment } from "./operators";

const nowOf = (clock: Clock): bigint => BigInt(clock.now.getTime()) * 1000n;

function today(clock: Clock): string | null {
  return localOf(nowOf(clock), clock.timeZone)?.date ?? null;
}

function makeTime(hour: Decimal, minute: Decimal, second: Decimal = ZERO): string | null {
  const parts = [whole(hour), whole(minute), whole(second)];
  const [hours = 0, minutes = 0, seconds = 0] = parts;
  if (parts.some((value) => value < 0) || hours > 23 || minutes > 59 || seconds > 59) return null;
  return timeText(hours * 3600 + minutes * 60 + seconds, 0);
}

/** The seconds of the day, and what is left of one, of a time as text. */
function secondsOf(time: string): [number, bigint] {
  const [hour, minute, second] = time.slice(0, 8).split(":").map(Number);
  return [(hour ?? 0) * 3600 + (minute ?? 0) * 60 + (second ?? 0), BigInt(time.slice(9).padEnd(6, "0"))];
}

function momentAt(clock: Clock, date: string, time = "00:00:00"): bigint | null {
  const [seconds, microseconds] = secondsOf(time);
  const local = daysOfDate(date) * DAY_SECONDS + seconds;
  return settleMoment(zonedMoment(local, clock.timeZone) + microseconds);
}

type Take = (seconds: number) => number;

function ofMoment(take: Take): Definition {
  return {
    clock: true,
    run: (clock: Clock, moment: bigint) => {
      const local = localOf(moment, clock.timeZone);
      return local && new Decimal(take(local.seconds));
    },
  };
}

function ofTime(take: Take): Definition {
  return { run: (time: string) => new Decimal(take(secondsOf(time)[0])) };
}

const hour: Take = (seconds) => Math.floor(seconds / 3600);
const minute: Take = (seconds) => Math.floor(seconds / 60) % 60;
const second: Take = (seconds) => seconds % 60;

/** A moment in the company's time zone, to the minute. */
function localText(clock: Clock, moment: bigint): string | null {
  const local = localOf(moment, clock.timeZone);
  return local && `${local.date} ${pad(hour(local.seconds), 2)}:${pad(minute(local.seconds), 2)}`;
}

const each =
  <T>(convert: (value: T) => string | null) =>
  (values: readonly (T | null)[]) =>
    values.map((value) => (value === null ? null : convert(value)));

const duration = (seconds: number): Definition => ({ run: (count: Decimal) => count.times(seconds) });

export const moments: Definitions = {
  TODAY: { clock: true, run: today },
  NOW: { clock: true, run: nowOf },
  "DATEVALUE datetime": {
    clock: true,
    run: (clock: Clock, moment: bigint) => localOf(moment, clock.timeZone)?.date ?? null,
  },
  TIME: { run: makeTime },
  DATETIME: { clock: true, run: momentAt },
  HOUR: ofMoment(hour),
  MINUTE: ofMoment(minute),
  SECOND: ofMoment(second),
  "HOUR time": ofTime(hour),
  "MINUTE time": ofTime(minute),
  "SECOND time": ofTime(second),
  HOURS: duration(3600),
  MINUTES: duration(60),
  SECONDS: duration(1),
  "text of number": { run: numberText },
  "text of date": { run: (date: string) => date },
  "text of datetime": { clock: true, run: localText },
  "text of number list": { run: each(numberText) },
  "text of date list": { run: each((date: string) => date) },
  "text of datetime list": {
    clock: true,
    run: (clock: Clock, values: readonly (bigint | null)[]) =>
      each((moment: bigint) => localText(clock, moment))(values),
  },
};
