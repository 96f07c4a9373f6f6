/** The left of the designer: which form is being designed, and what can be added to it or shown of it. */
import { Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { shownAt } from "~/runtime/tour/tours";
import styles from "./Design.module.css";
import { useDesign } from "./DesignContext";
import { FormList } from "./FormList";
import { Palette } from "./Palette";
import { FORM, type Selection } from "./selection";
import { ViewList } from "./views/ViewList";

type Part = "fields" | "views";
const PARTS: readonly Part[] = ["fields", "views"];

export function LeftSide({ onOpen }: { onOpen: (form: string, selection?: Selection) => void }) {
  const { t } = useTranslation("viewing");
  const { selection, select } = useDesign();
  const [asked, setAsked] = useState<Part>("fields");
  const part = selection.part === "view" ? "views" : asked;
  return (
    <aside {...shownAt("palette")} className={styles.left}>
      <FormList onOpen={onOpen} />
      <div {...shownAt("views")}>
        <Segmented<Part>
          block
          className={styles.parts ?? ""}
          value={part}
          aria-label={t("parts")}
          options={PARTS.map((one) => ({ value: one, label: t(`part.${one}`) }))}
          onChange={(next) => {
            setAsked(next);
            if (selection.part === "view") select(FORM);
          }}
        />
      </div>
      {part === "views" ? <ViewList /> : <Palette />}
    </aside>
  );
}
