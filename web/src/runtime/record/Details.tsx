/** The fields of a record for reading, laid out as the form is; pressing one begins to edit there. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, FormView, LayoutSection, RecordData } from "~/api/types";
import { PictureFigure } from "~/kinds/PictureFigure";
import { AtRecord } from "~/kinds/recordAtHand";
import { fieldKind } from "~/kinds/registry";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { FieldRead } from "../fields";
import { type Conditions, judge } from "../form/conditions";
import sections from "../form/FormSections.module.css";
import { useFacts } from "../form/facts";
import { columnsOf, isNote, pictureOf, sectionsOf, tabsOf } from "../form/layout";
import { SectionTabs } from "../form/SectionTabs";
import { SectionText } from "../form/SectionText";
import { isBlank, open } from "../form/values";
import styles from "./Details.module.css";

interface DetailsProps {
  form: FormView;
  record: RecordData;
  /** Absent when the reader may not change the record. */
  onEdit?: ((field: string) => void) | undefined;
  /** Whether what can be pressed stands among the fields. */
  hasButtons?: boolean;
  /** Whether names stand before their values where there is no room for two columns. */
  isCompact?: boolean;
}

const NO_SLOTS = {};

/** What is shown and open of a record that nobody is editing. */
export function useReadConditions(form: FormView, record: RecordData): Conditions {
  const facts = useFacts(NO_SLOTS);
  return useMemo(() => {
    const values = open(form, record);
    return judge(form, values, values, facts);
  }, [form, record, facts]);
}

export function Details({ form, record, onEdit, hasButtons = true, isCompact = false }: DetailsProps) {
  const judged = useReadConditions(form, record);
  const conditions = useMemo(
    () => (hasButtons ? judged : withoutButtons(form, judged)),
    [form, judged, hasButtons],
  );
  const locale = useLocale();
  const shown = sectionsOf(form).filter(
    (section) =>
      conditions.sections[section.key] !== false &&
      (cellsIn(form, section, conditions).length > 0 ||
        isNote(section, pictureOf(form, section, conditions, record), locale)),
  );
  const draw = (section: LayoutSection, isTab: boolean) => (
    <DetailSection
      key={section.key}
      form={form}
      record={record}
      section={section}
      conditions={conditions}
      isTab={isTab}
      isCompact={isCompact}
      onEdit={onEdit}
    />
  );
  const grouped = tabsOf(shown);
  if (!form.layout.tabs || grouped.length < 2) return shown.map((section) => draw(section, false));
  return (
    <SectionTabs
      tabs={grouped.flatMap(([first]) =>
        first ? [{ key: first.key, title: textOf(first.label, locale), hasIssues: false }] : [],
      )}
    >
      {(key) =>
        grouped.find(([first]) => first?.key === key)?.map((section) => draw(section, section.key === key))
      }
    </SectionTabs>
  );
}

/** The same where nothing that is pressed is shown. */
function withoutButtons(form: FormView, conditions: Conditions): Conditions {
  const hidden = form.fields.flatMap(({ key, kind }) => {
    const state = conditions.fields[key];
    return state && fieldKind(kind).acts ? [[key, { ...state, visible: false }] as const] : [];
  });
  return { ...conditions, fields: { ...conditions.fields, ...Object.fromEntries(hidden) } };
}

function cellsIn(form: FormView, section: LayoutSection, conditions: Conditions) {
  return section.cells.flatMap(({ field: key, span }) => {
    const field = form.fields.find((candidate) => candidate.key === key);
    return field && conditions.fields[key]?.visible ? [{ field, span: span ?? 1 }] : [];
  });
}

interface DetailSectionProps extends DetailsProps {
  section: LayoutSection;
  conditions: Conditions;
  /** Whether a tab bears its title. */
  isTab: boolean;
}

function DetailSection({
  form,
  record,
  section,
  conditions,
  isTab,
  isCompact = false,
  onEdit,
}: DetailSectionProps) {
  const locale = useLocale();
  const cells = cellsIn(form, section, conditions);
  const title = textOf(section.label, locale);
  const picture = pictureOf(form, section, conditions, record);
  const [only] = cells;
  const repeated = cells.length === 1 && only && textOf(only.field.label, locale) === title;
  return (
    <section className={sections.section} aria-label={title || undefined}>
      {title && !isTab ? <h2 className={sections.title}>{title}</h2> : null}
      <SectionText text={textOf(section.text, locale)} />
      {picture ? <PictureFigure field={picture} value={record[picture.key]} /> : null}
      <FieldList
        form={form}
        record={record}
        cells={cells}
        columns={columnsOf(section)}
        conditions={conditions}
        onEdit={onEdit}
        isNameless={repeated === true}
        isCompact={isCompact}
      />
    </section>
  );
}

interface FieldListProps extends DetailsProps {
  cells: readonly { field: FieldView; span: number }[];
  columns: number;
  conditions: Conditions;
  /** Whether the name of the only field stands above it already. */
  isNameless?: boolean;
}

/** Fields with their values, side by side. */
export function FieldList(props: FieldListProps) {
  const { form, record, cells, columns, conditions, onEdit, isNameless = false, isCompact = false } = props;
  const locale = useLocale();
  if (cells.length === 0) return null;
  return (
    <AtRecord form={form.key} record={record}>
      <dl
        className={`${sections.grid} ${styles.list}`}
        data-columns={columns}
        {...(isCompact ? { "data-compact": true } : {})}
      >
        {cells.map(({ field, span }) => {
          const { wide, acts, isHeaded } = fieldKind(field.kind);
          if (acts && record[field.key] !== true) return null;
          const writable = onEdit && !field.computed && !conditions.fields[field.key]?.readOnly;
          return (
            <div key={field.key} data-span={wide ? "whole" : span} className={styles.item}>
              <dt className={isNameless || acts || isHeaded ? "visually-hidden" : styles.name}>
                {textOf(field.label, locale)}
              </dt>
              <dd className={wide ? styles.whole : styles.value}>
                <DetailValue
                  form={form}
                  record={record}
                  field={field}
                  onEdit={writable && !wide ? () => onEdit(field.key) : undefined}
                />
              </dd>
            </div>
          );
        })}
      </dl>
    </AtRecord>
  );
}

interface DetailValueProps {
  form: FormView;
  record: RecordData;
  field: FormView["fields"][number];
  onEdit: (() => void) | undefined;
}

function DetailValue({ form, record, field, onEdit }: DetailValueProps) {
  const { t } = useTranslation("record");
  const locale = useLocale();
  const value = record[field.key];
  const masked = form.rights.fields[field.key] === "masked";
  const shown = isBlank(value) ? (
    fieldKind(field.kind).wide ? (
      <FieldRead field={field} value={null} />
    ) : (
      <span className={styles.blank}>—</span>
    )
  ) : masked ? (
    <span>{String(value)}</span>
  ) : (
    <FieldRead field={field} value={value} />
  );
  if (!onEdit) return shown;
  return (
    <>
      {shown}
      <button
        type="button"
        className={styles.edit}
        aria-label={t("edit_field", { name: textOf(field.label, locale) })}
        onClick={onEdit}
      />
    </>
  );
}
