/** The uses of a part as people read them: in what kind of place, and in which setting of it. */
import { useTranslation } from "react-i18next";
import type { Use } from "~/api/uses";
import type { Json } from "../../document/json";
import { objectOf, textIn } from "../../document/json";
import { placeAt, read } from "../../document/place";

/** Where a field is laid out: a matter of course. */
export const OWN_PLACE = "cells";

/** Places that read alike, such as several comparisons of one filter, are told once. */
export function told<T extends Use & { effect?: string }>(uses: readonly T[]): readonly T[] {
  const heard = new Set<string>();
  return uses.filter(({ name, part, setting, effect = "" }) => {
    if (setting === OWN_PLACE) return false;
    const text = [name, part, setting, effect].join("|");
    return !heard.has(text) && heard.add(text);
  });
}

/** The kind of the field that stands at a place. */
function kindAt(document: Json, pointer: string): string {
  const place = placeAt(document, pointer);
  const at = place.findLastIndex((step, index) => step === "fields" && typeof place[index + 1] === "object");
  return textIn(objectOf(read(document, place.slice(0, at + 2))).kind);
}

export function useSettingOf(document: Json): (use: Use) => string {
  const { t, i18n } = useTranslation("uses");
  return (use) => {
    if (use.part === "field") {
      const own = `kind.${kindAt(document, use.pointer)}:setting.${use.setting}`;
      if (i18n.exists(own)) return i18n.t(own);
      const shared = `settings:name.${use.setting}`;
      if (i18n.exists(shared)) return i18n.t(shared);
    }
    const own = `setting.${use.part}.${use.setting}`;
    return i18n.exists(`uses:${own}`) ? t(own) : t(`part.${use.part}`);
  };
}
