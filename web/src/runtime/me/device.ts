/** What a browser says of itself, as a person would call it. */

export interface Device {
  browser: string;
  system: string;
  isPhone: boolean;
}

/** The first that fits: many browsers also name those that they descend from. */
const BROWSERS: readonly [RegExp, string][] = [
  [/MicroMessenger/, "WeChat"],
  [/DingTalk/, "DingTalk"],
  [/Lark|Feishu/, "Feishu"],
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox|FxiOS/, "Firefox"],
  [/HeadlessChrome|Chrome|CriOS/, "Chrome"],
  [/Safari/, "Safari"],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/HarmonyOS|OpenHarmony/, "HarmonyOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/CrOS/, "ChromeOS"],
  [/Linux/, "Linux"],
];

export function deviceOf(agent: string | null): Device {
  const first = (known: readonly [RegExp, string][]): string =>
    known.find(([pattern]) => pattern.test(agent ?? ""))?.[1] ?? "";
  return {
    browser: first(BROWSERS),
    system: first(SYSTEMS),
    isPhone: /Mobile|Android|iPhone/.test(agent ?? ""),
  };
}
