/** The form as people will meet it, to be tried out: nothing that is entered here is kept. */
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LayoutSection } from "~/api/types";
import type { FieldState } from "~/kinds/rows";
import { FieldBox } from "~/runtime/form/FieldBox";
import formStyles from "~/runtime/form/FormSections.module.css";
import { textOf } from "~/words";
import { fieldOf, labelOf, sectionsOf } from "../document/model";
import styles from "./Design.module.css";
import { useDesign } from "./DesignContext";
import { fieldView } from "./draftView";

type Values = Readonly<Record<string, unknown>>;
const NO_ISSUES: never[] = [];

export function Preview({ device }: { device: "desktop" | "phone" }) {
  const { t } = useTranslation("design");
  const { form, locale } = useDesign();
  const [values, setValues] = useState<Values>({});
  const setValue = useCallback(
    (field: string, value: unknown) => setValues((before) => ({ ...before, [field]: value })),
    [],
  );
  return (
    <section className={styles.preview} aria-label={t(`device.${device}`)}>
      <div className={styles.screen} data-device={device}>
        <h1 className={styles.previewTitle}>
          {t("preview_new", { form: textOf(labelOf(form), locale) || form.key })}
        </h1>
        {sectionsOf(form).map((section) => (
          <PreviewSection key={section.key} section={section} values={values} onChange={setValue} />
        ))}
        <p className={styles.quiet}>{t("preview_note")}</p>
      </div>
    </section>
  );
}

interface PreviewSectionProps {
  section: LayoutSection;
  values: Values;
  onChange: (field: string, value: unknown) => void;
}

function PreviewSection({ section, values, onChange }: PreviewSectionProps) {
  const { document, form, kinds, locale } = useDesign();
  const title = textOf(section.label, locale);
  const cells = section.cells.flatMap(({ field: key, span }) => {
    const field = fieldOf(document, form.key, key);
    return field ? [{ field: fieldView(field, kinds, document), span }] : [];
  });
  if (cells.length === 0) return null;
  return (
    <section className={formStyles.section} aria-label={title || undefined}>
      {title ? <h2 className={formStyles.title}>{title}</h2> : null}
      <div className={formStyles.grid} data-columns={section.columns}>
        {cells.map(({ field, span }) => (
          <FieldBox
            key={field.key}
            id={`preview-${field.key}`}
            field={field}
            value={values[field.key]}
            values={values}
            state={field.required ? REQUIRED : OPEN}
            issues={NO_ISSUES}
            span={span}
            masked={false}
            autoFocus={false}
            onChange={onChange}
          />
        ))}
      </div>
    </section>
  );
}

const OPEN: FieldState = { visible: true, required: false, readOnly: false };
const REQUIRED: FieldState = { ...OPEN, required: true };
