/** Lengths of time in seconds, as people write and read them. */
import type { Locale } from "~/words";
import { narrow } from "./numbers";

export const MINUTE = 60;
export const HOUR = 3600;
export const DAY = 86_400;

const PART =
  /(\d+(?:\.\d+)?)\s*(?:(天|日|days?|d)|(小时|时|hours?|hrs?|h)|(分钟|分|minutes?|mins?|m)|(秒钟|秒|seconds?|secs?|s))\s*/gi;
const SIZES = [DAY, HOUR, MINUTE, 1];
const NAMES: Readonly<Record<Locale, readonly string[]>> = {
  "zh-CN": ["天", "小时", "分", "秒"],
  en: ["d", "h", "m", "s"],
};

/** Whole seconds, null for blank, undefined when it is no length; a bare number counts in `unit`. */
export function readDuration(text: string, unit: number): number | null | undefined {
  let written = narrow(text).trim().replaceAll(",", "");
  if (written === "") return null;
  const sign = written.startsWith("-") ? -1 : 1;
  written = written.replace(/^-/, "");
  const clock = /^(\d{1,9}):([0-5]?\d)(?::([0-5]?\d))?$/.exec(written);
  if (clock) {
    return sign * (Number(clock[1]) * HOUR + Number(clock[2]) * MINUTE + Number(clock[3] ?? 0));
  }
  if (/^\d+(\.\d+)?$/.test(written)) return sign * Math.round(Number(written) * unit);
  if (written.replace(PART, "") !== "") return undefined;
  let total = 0;
  for (const [, figure, ...names] of written.matchAll(PART)) {
    total += Number(figure) * (SIZES[names.findIndex((name) => name !== undefined)] ?? 0);
  }
  return sign * Math.round(total);
}

/** "26:30", and its seconds where there are any or they are asked for. */
export function clockDuration(seconds: number, withSeconds = false): string {
  const whole = Math.abs(Math.trunc(seconds));
  const two = (part: number) => String(part).padStart(2, "0");
  const tail = withSeconds || whole % MINUTE ? `:${two(whole % MINUTE)}` : "";
  return `${seconds < 0 ? "-" : ""}${Math.floor(whole / HOUR)}:${two(Math.floor((whole % HOUR) / MINUTE))}${tail}`;
}

/** "1天2小时" or "1d 2h". */
export function durationInWords(seconds: number, locale: Locale): string {
  let rest = Math.abs(Math.trunc(seconds));
  const parts = SIZES.flatMap((size, at) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return count ? [`${count}${NAMES[locale][at]}`] : [];
  });
  const written = parts.join(locale === "en" ? " " : "") || `0${NAMES[locale][1]}`;
  return seconds < 0 ? `-${written}` : written;
}
