/** The sections of a form with their fields, as they stand right now. */
import { RightOutlined } from "@ant-design/icons";
import { useDeferredValue, useMemo, useState } from "react";
import type { LayoutSection } from "~/api/types";
import { PictureFigure } from "~/kinds/PictureFigure";
import { FormContext, type FormContextValue } from "~/kinds/rows";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { beginRow } from "./defaults";
import { FieldBox } from "./FieldBox";
import styles from "./FormSections.module.css";
import { useFacts } from "./facts";
import type { PlacedIssue } from "./issues";
import { columnsOf, isNote, pictureOf, sectionsOf, tabsOf } from "./layout";
import { SectionTabs } from "./SectionTabs";
import { SectionText } from "./SectionText";
import type { RecordForm } from "./useRecordForm";

const NOTHING = {};
const NO_ISSUES: readonly PlacedIssue[] = [];

export function fieldId(form: string, field: string): string {
  return `field-${form}-${field}`;
}

interface FormSectionsProps {
  editing: RecordForm;
  /** The field that has the cursor when the form opens. */
  focus?: string | undefined;
}

export function FormSections({ editing, focus }: FormSectionsProps) {
  const { form, record, values, conditions, state } = editing;
  const facts = useFacts(state.slots);
  const context = useMemo(
    (): FormContextValue => ({
      form: form.key,
      kept: record ?? NOTHING,
      state: (field, row, cell) => conditions.rows[field]?.[row]?.[cell],
      begin: (field) => beginRow(form, field, values, facts),
    }),
    [form, record, conditions, values, facts],
  );
  const locale = useLocale();
  const shown = sectionsOf(form).filter(
    (section) =>
      conditions.sections[section.key] !== false &&
      (cellsIn(section, editing).length > 0 ||
        isNote(section, pictureOf(form, section, conditions, values), locale)),
  );
  const grouped = tabsOf(shown);
  const tabs =
    form.layout.tabs && grouped.length > 1
      ? grouped.map((sections) => ({
          key: sections[0]?.key ?? "",
          title: textOf(sections[0]?.label, locale),
          hasIssues: sections.some(({ cells }) => hasErrors(cells, editing)),
        }))
      : null;
  return (
    <FormContext value={context}>
      {tabs ? (
        <SectionTabs
          tabs={tabs}
          first={grouped.find((one) => one.some(({ cells }) => holds(cells, focus)))?.[0]?.key}
        >
          {(key) =>
            grouped
              .find(([first]) => first?.key === key)
              ?.map((section) => (
                <FormSection
                  key={section.key}
                  section={section}
                  editing={editing}
                  focus={focus}
                  isTab={section.key === key}
                />
              ))
          }
        </SectionTabs>
      ) : (
        shown.map((section) => (
          <FormSection key={section.key} section={section} editing={editing} focus={focus} />
        ))
      )}
    </FormContext>
  );
}

const holds = (cells: LayoutSection["cells"], key: string | undefined): boolean =>
  cells.some(({ field }) => field === key);

function hasErrors(cells: LayoutSection["cells"], { issues }: RecordForm): boolean {
  return issues.some(({ field, severity }) => severity === "error" && holds(cells, field ?? undefined));
}

/** The fields of a section that are shown now. */
function cellsIn(section: LayoutSection, { form, conditions }: RecordForm) {
  return section.cells.flatMap(({ field: key, span }) => {
    const field = form.fields.find((candidate) => candidate.key === key);
    const state = conditions.fields[key];
    return field && state?.visible ? [{ field, state, span: span ?? 1 }] : [];
  });
}

interface FormSectionProps extends FormSectionsProps {
  section: LayoutSection;
  /** Whether a tab bears its title and opens it. */
  isTab?: boolean;
}

function FormSection({ section, editing, focus, isTab = false }: FormSectionProps) {
  const { form, values, issues, conditions, setValue } = editing;
  // What is typed stands there at once, however many fields there are; those that look at it follow.
  const looked = useDeferredValue(values);
  const locale = useLocale();
  const [folded, setFolded] = useState(section.collapsed);
  const cells = cellsIn(section, editing);
  const hasIssues = cells.some(({ field }) => issues.some((issue) => issue.field === field.key));
  const title = textOf(section.label, locale);
  const picture = pictureOf(form, section, conditions, values);
  const open = isTab || !folded || hasIssues;
  const byField = useMemo(() => groupByField(issues), [issues]);

  const [only] = cells;
  const repeated = cells.length === 1 && only && textOf(only.field.label, locale) === title;
  return (
    <section className={styles.section} aria-label={title || undefined} data-single={repeated}>
      {title && !isTab ? (
        <h2 className={styles.title}>
          {section.collapsed ? (
            <button
              type="button"
              className={styles.fold}
              aria-expanded={open}
              onClick={() => setFolded(!folded)}
            >
              <RightOutlined aria-hidden className={open ? styles.open : undefined} />
              {title}
            </button>
          ) : (
            title
          )}
        </h2>
      ) : null}
      {open ? <SectionText text={textOf(section.text, locale)} /> : null}
      {open && picture ? <PictureFigure field={picture} value={values[picture.key]} /> : null}
      {open && cells.length > 0 ? (
        <div className={styles.grid} data-columns={columnsOf(section)}>
          {cells.map(({ field, state, span }) => (
            <FieldBox
              key={field.key}
              id={fieldId(form.key, field.key)}
              field={field}
              value={values[field.key]}
              values={looked}
              state={state}
              issues={byField.get(field.key) ?? NO_ISSUES}
              span={span}
              masked={form.rights.fields[field.key] === "masked"}
              autoFocus={focus === field.key}
              onChange={setValue}
            />
          ))}
        </div>
      ) : null}
    </section>
  );
}

function groupByField(issues: readonly PlacedIssue[]): Map<string, readonly PlacedIssue[]> {
  const groups = new Map<string, PlacedIssue[]>();
  for (const issue of issues) {
    if (issue.field !== null) groups.set(issue.field, [...(groups.get(issue.field) ?? []), issue]);
  }
  return groups;
}
