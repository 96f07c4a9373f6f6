/** The words of the builder, which come with it: who only works with applications never loads them. */
import { addWords, type Locale, type Words } from "~/words";

const files = import.meta.glob<Words>("./*/*.json", { eager: true, import: "default" });

const subjects = new Map<string, Record<Locale, Words>>();
for (const [path, words] of Object.entries(files)) {
  const [, locale, subject] = /^\.\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? [];
  if (!locale || !subject) continue;
  const known = subjects.get(subject) ?? { "zh-CN": {}, en: {} };
  subjects.set(subject, { ...known, [locale]: words });
}
for (const [subject, words] of subjects) addWords(subject, words);
