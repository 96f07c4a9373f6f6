/** The product's words: one JSON file per subject and language; a page loads those of its reader's language. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Words } from "./subjects";

export type { Words } from "./subjects";

export type Locale = "zh-CN" | "en";
export const LOCALES: readonly Locale[] = ["zh-CN", "en"];

/** A text of a definition in every language. */
export type Label = Partial<Record<Locale, string>>;

const LANGUAGES: Record<Locale, () => Promise<{ default: Record<string, Words> }>> = {
  "zh-CN": () => import("./zh-CN"),
  en: () => import("./en"),
};

const resources: Record<string, Record<string, Words>> = {};
const read = new Set<Locale>();

export const i18n = i18next.createInstance();

/** Brings the words of a language, once; whoever reads the other one never loads them. */
export async function readWords(locale: Locale): Promise<void> {
  if (read.has(locale)) return;
  const words = (await LANGUAGES[locale]()).default;
  read.add(locale);
  resources[locale] = { ...words, ...resources[locale] };
  if (!i18n.isInitialized) return;
  for (const [subject, tree] of Object.entries(words)) i18n.addResourceBundle(locale, subject, tree);
}

export async function loadWords(locale: Locale): Promise<void> {
  await readWords(locale);
  await i18n.use(initReactI18next).init({
    resources,
    lng: locale,
    fallbackLng: locale === "en" ? "zh-CN" : "en",
    defaultNS: "shell",
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = locale;
}

/** Adds a subject that comes with a part of the page: a kind's own words, as `kind.<name>`, or those of the builder. */
export function addWords(subject: string, words: Record<Locale, Words>): void {
  for (const locale of LOCALES) {
    resources[locale] ??= {};
    resources[locale][subject] = words[locale];
    if (i18n.isInitialized) i18n.addResourceBundle(locale, subject, words[locale], true, true);
  }
}

/** A label in the reader's language, or in the other one when it has no text there. */
export function textOf(label: Label | undefined | null, locale: Locale): string {
  if (!label) return "";
  return label[locale] || label[locale === "en" ? "zh-CN" : "en"] || "";
}

/** A text in the language that its letters are of; the other one shows it too. */
export function labelled(text: string, locale: Locale): Label {
  return { [/\p{Script=Han}/u.test(text) ? "zh-CN" : locale]: text };
}
