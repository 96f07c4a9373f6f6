/** What stands between fields and holds no value: a line, a note, the picture of a field. */
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useOutline } from "~/api/designing";
import type { Target } from "../document/commands/fields";
import { addStatic, type Static } from "../document/commands/statics";
import { type Design, useDraft } from "./DesignContext";
import { behindChosen } from "./newField";
import { aSection } from "./selection";

export const STATICS = [
  { what: "line", icon: "LineOutlined" },
  { what: "note", icon: "AlignLeftOutlined" },
  { what: "picture", icon: "PictureOutlined" },
] as const;

export type StaticKind = (typeof STATICS)[number]["what"];

export interface Statics {
  /** Fields that hold pictures. */
  pictures: readonly string[];
  /** Puts one on the form, behind what is chosen where no place is named, and chooses it. */
  add: (what: StaticKind, target?: Target) => void;
}

export function usePictures(form: string): readonly string[] {
  const { app = "" } = useParams();
  const { session } = useDraft();
  return useOutline(app, session.revision).data?.forms[form]?.blocks?.picture?.field ?? [];
}

export function useStatics(design: Design): Statics {
  const { t } = useTranslation("design");
  const { document, form, select, run, enterSettings } = design;
  const pictures = usePictures(form.key);

  function shown(what: StaticKind): Static | null {
    if (what === "line") return {};
    const [picture] = pictures;
    if (what === "picture") return picture ? { picture } : null;
    return {
      text: { "zh-CN": t("static.new_note", { lng: "zh-CN" }), en: t("static.new_note", { lng: "en" }) },
    };
  }

  return {
    pictures,
    add: (what, target = behindChosen(design) ?? undefined) => {
      const item = shown(what);
      if (!item || !target) return;
      const { key, edits } = addStatic(document, form.key, item, target);
      if (edits.length === 0 || !run("add_static", t(`static.${what}`), edits)) return;
      select(aSection(key));
      enterSettings();
    },
  };
}
