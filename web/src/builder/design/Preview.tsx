/** The form as people will meet it, all of them or those of a role, to be tried out: nothing that is entered is kept. */

import { useCallback, useId, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LayoutSection } from "~/api/types";
import type { FieldState } from "~/kinds/rows";
import { FieldBox } from "~/runtime/form/FieldBox";
import formStyles from "~/runtime/form/FormSections.module.css";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { roleOf, rolesOf } from "../document/commands/roles";
import { fieldOf, labelOf, sectionsOf } from "../document/model";
import { fieldSeen, type Seen, seenBy } from "../roles/seenByRole";
import styles from "./Design.module.css";
import { useDesign } from "./DesignContext";
import { fieldView } from "./draftView";

type Values = Readonly<Record<string, unknown>>;
const NO_ISSUES: never[] = [];

export function Preview({ device }: { device: "desktop" | "phone" }) {
  const { t } = useTranslation("design");
  const { document, form, locale } = useDesign();
  const [values, setValues] = useState<Values>({});
  const [chosen, setChosen] = useState("");
  const id = useId();
  const roles = rolesOf(document);
  const role = roleOf(document, chosen);
  const seen = useMemo(() => seenBy(role, form.key), [role, form.key]);
  const nameOf = (one: typeof role): string => textOf(labelOf(one), locale) || one?.key || "";
  const setValue = useCallback(
    (field: string, value: unknown) => setValues((before) => ({ ...before, [field]: value })),
    [],
  );
  return (
    <section className={styles.preview} aria-label={t(`device.${device}`)}>
      {roles.length > 0 ? (
        <p className={styles.previewAs}>
          <label htmlFor={id}>{t("preview_as")}</label>
          <Select<string>
            id={id}
            value={role ? chosen : ""}
            popupMatchSelectWidth={false}
            options={[
              { value: "", label: t("preview_everything") },
              ...roles.map((one) => ({ value: one.key, label: nameOf(one) })),
            ]}
            onChange={setChosen}
          />
        </p>
      ) : null}
      <div className={styles.screen} data-device={device}>
        <h1 className={styles.previewTitle}>
          {t(seen.adds || !seen.opens ? "preview_new" : "preview_seen", {
            form: textOf(labelOf(form), locale) || form.key,
          })}
        </h1>
        {seen.opens ? (
          sectionsOf(form).map((section) => (
            <PreviewSection
              key={section.key}
              section={section}
              seen={seen}
              values={values}
              onChange={setValue}
            />
          ))
        ) : (
          <p>{t("preview_nothing", { role: nameOf(role) })}</p>
        )}
        <p className={styles.quiet}>{t("preview_note")}</p>
      </div>
    </section>
  );
}

interface PreviewSectionProps {
  section: LayoutSection;
  seen: Seen;
  values: Values;
  onChange: (field: string, value: unknown) => void;
}

function PreviewSection({ section, seen, values, onChange }: PreviewSectionProps) {
  const { document, form, kinds, locale } = useDesign();
  const title = textOf(section.label, locale);
  const cells = section.cells.flatMap(({ field: key, span }) => {
    const definition = fieldOf(document, form.key, key);
    const field = definition ? fieldSeen(fieldView(definition, kinds, document), seen) : null;
    return field ? [{ field, span, access: seen.access(key, field.computed) }] : [];
  });
  if (cells.length === 0) return null;
  return (
    <section className={formStyles.section} aria-label={title || undefined}>
      {title ? <h2 className={formStyles.title}>{title}</h2> : null}
      <div className={formStyles.grid} data-columns={section.columns}>
        {cells.map(({ field, span, access }) => (
          <FieldBox
            key={field.key}
            id={`preview-${field.key}`}
            field={field}
            value={values[field.key]}
            values={values}
            state={
              access !== "write" || !(seen.adds || seen.changes) ? CLOSED : field.required ? REQUIRED : OPEN
            }
            issues={NO_ISSUES}
            span={span}
            masked={access === "masked"}
            autoFocus={false}
            onChange={onChange}
          />
        ))}
      </div>
    </section>
  );
}

const OPEN: FieldState = { visible: true, required: false, readOnly: false };
const CLOSED: FieldState = { visible: true, required: false, readOnly: true };
const REQUIRED: FieldState = { ...OPEN, required: true };
