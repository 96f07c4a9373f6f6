/** How much of its section's width a field takes, and whether the form shows it at all. */
import { Button, Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { fieldKind } from "~/kinds/registry";
import { textOf } from "~/words";
import { placeFields } from "../document/commands/fields";
import { setSpan } from "../document/commands/sections";
import { type FieldDefinition, labelOf, sectionHolding, sectionsOf } from "../document/model";
import styles from "./Design.module.css";
import { useDesign } from "./DesignContext";
import { SettingLine } from "./settings/SettingLine";
import { useDeeds } from "./useDeeds";

export function SpanSetting({ field }: { field: FieldDefinition }) {
  const { t } = useTranslation("design");
  const design = useDesign();
  const { document, form, locale, run } = design;
  const deeds = useDeeds(design);
  const section = sectionHolding(form, field.key);
  const name = textOf(labelOf(field), locale);
  if (!section) {
    const last = sectionsOf(form).at(-1);
    const target = last ? { section: last.key, before: null } : null;
    return (
      <Button
        block
        className={styles.formDeed ?? ""}
        disabled={!target}
        onClick={() => target && run("show", name, placeFields(document, form.key, [field.key], target))}
      >
        {t("show_on_form")}
      </Button>
    );
  }
  const cell = section.cells.find((one) => one.field === field.key);
  const isWhole = fieldKind(field.kind).wide === true;
  return (
    <>
      {section.columns > 1 && !isWhole ? (
        <SettingLine name={t("width")}>
          <Segmented<number>
            block
            size="small"
            aria-label={t("width")}
            value={Math.min(cell?.span ?? 1, section.columns)}
            options={Array.from({ length: section.columns }, (_, at) => ({
              value: at + 1,
              label: at + 1 === section.columns ? t("whole_width") : `${at + 1}/${section.columns}`,
            }))}
            onChange={(span) => run("width", name, setSpan(document, form.key, field.key, span))}
          />
        </SettingLine>
      ) : null}
      <Button block className={styles.formDeed ?? ""} onClick={deeds.hide}>
        {t("hide_from_form")}
      </Button>
    </>
  );
}
