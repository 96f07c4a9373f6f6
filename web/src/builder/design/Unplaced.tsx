/** Fields that the form has and does not show: they are dragged back, or chosen to be looked at. */
import { draggable } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "~/ui/icons";
import { textOf } from "~/words";
import { type FieldDefinition, labelOf, unplaced } from "../document/model";
import styles from "./Canvas.module.css";
import { useDesign } from "./DesignContext";
import { dragFields } from "./dragging";
import { isChosen, someFields } from "./selection";

export function Unplaced() {
  const { t } = useTranslation("design");
  const { form } = useDesign();
  const fields = unplaced(form);
  if (fields.length === 0) return null;
  return (
    <section className={styles.unplaced} aria-label={t("unplaced")}>
      <h2 className={styles.unplacedTitle}>{t("unplaced")}</h2>
      <p className={styles.quiet}>{t("unplaced_text")}</p>
      <div className={styles.chips}>
        {fields.map((field) => (
          <UnplacedField key={field.key} field={field} />
        ))}
      </div>
    </section>
  );
}

function UnplacedField({ field }: { field: FieldDefinition }) {
  const { kinds, locale, selection, select } = useDesign();
  const chip = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!chip.current) return;
    return draggable({ element: chip.current, getInitialData: () => dragFields([field.key]) });
  }, [field.key]);
  return (
    <button
      ref={chip}
      type="button"
      className={styles.chip}
      aria-pressed={isChosen(selection, field.key)}
      onClick={() => select(someFields([field.key]))}
    >
      <Icon name={kinds.get(field.kind)?.icon} />
      {textOf(labelOf(field), locale) || field.key}
    </button>
  );
}
