/** Which theme and language this browser shows, remembered here and followed by every open tab. */
import { useSyncExternalStore } from "react";
import type { Locale } from "~/words";
import { i18n, readWords } from "~/words";
import type { Scheme } from "./tokens";

export type ThemeChoice = Scheme | "system";

const THEME = "mortise.theme";
const LANGUAGE = "mortise.language";

const listeners = new Set<() => void>();
const systemDark = window.matchMedia("(prefers-color-scheme: dark)");
const systemStill = window.matchMedia("(prefers-reduced-motion: reduce)");

function announce(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

systemDark.addEventListener("change", announce);
systemStill.addEventListener("change", announce);
window.addEventListener("storage", (event) => {
  if (event.key === THEME) announce();
  if (event.key === LANGUAGE && event.newValue) void showLanguage(event.newValue as Locale);
});

export function themeChoice(): ThemeChoice {
  const stored = localStorage.getItem(THEME);
  return stored === "light" || stored === "dark" ? stored : "system";
}

export function chooseTheme(choice: ThemeChoice): void {
  localStorage.setItem(THEME, choice);
  announce();
}

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(subscribe, themeChoice);
}

export function useScheme(): Scheme {
  return useSyncExternalStore(subscribe, () => {
    const choice = themeChoice();
    return choice === "system" ? (systemDark.matches ? "dark" : "light") : choice;
  });
}

/** Whether things may move on their way: whoever asked the system for less motion sees them come and go at once. */
export function useMotion(): boolean {
  return useSyncExternalStore(subscribe, () => !systemStill.matches);
}

export async function showLanguage(locale: Locale): Promise<void> {
  localStorage.setItem(LANGUAGE, locale);
  await readWords(locale);
  if (i18n.language !== locale) await i18n.changeLanguage(locale);
  document.documentElement.lang = locale;
  announce();
}

export function storedLanguage(): Locale {
  const stored = localStorage.getItem(LANGUAGE);
  if (stored === "zh-CN" || stored === "en") return stored;
  return navigator.language.startsWith("zh") ? "zh-CN" : "en";
}

export function useLocale(): Locale {
  return useSyncExternalStore(subscribe, () => (i18n.language === "en" ? "en" : "zh-CN"));
}
