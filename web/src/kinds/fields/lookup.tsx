/** A field of linked records, drawn as it is drawn there. */
import { useTranslation } from "react-i18next";
import {
  alignOf,
  ComputedCell,
  ComputedFilterValue,
  ComputedRead,
  type ComputedSettings,
  compareComputed,
  computedText,
} from "../computed";
import { type KindContextValue, useKinds } from "../context";
import { noteId } from "../control";
import {
  type CellProps,
  defineField,
  type EditProps,
  type FieldWith,
  type FilterValueProps,
} from "../define";
import styles from "../field.module.css";

type Field = FieldWith<ComputedSettings>;

/** The field in the linked form, when the reader knows of it. */
function originOf(field: Field, { form }: Pick<KindContextValue, "form">) {
  const { shows } = field;
  const there = shows?.form ? form(shows.form) : undefined;
  return there?.fields.find(({ key }) => key === shows?.field);
}

function valuesOf(field: Field, value: unknown): readonly unknown[] {
  if (value === null || value === undefined) return [];
  return field.shows?.several && Array.isArray(value) ? value : [value];
}

function Values({ field, value, inCell }: CellProps<unknown, ComputedSettings> & { inCell: boolean }) {
  const kinds = useKinds();
  const origin = originOf(field, kinds);
  const values = valuesOf(field, value);
  const Drawn = origin ? (inCell ? kinds.Cell : kinds.Read) : inCell ? ComputedCell : ComputedRead;
  const [only] = values;
  if (values.length === 1 && !field.shows?.several) return <Drawn field={origin ?? field} value={only} />;
  return (
    <span className={inCell ? styles.chipLine : styles.chips}>
      {values.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: values may repeat, and only their places tell them apart
        <span key={at} className={styles.listed}>
          <Drawn field={origin ?? field} value={one} />
        </span>
      ))}
    </span>
  );
}

function Edit({ id, field, value }: EditProps<unknown, ComputedSettings>) {
  const { t } = useTranslation("kinds");
  return (
    <output id={id} className={styles.still} aria-describedby={noteId(id)} title={t("computed")}>
      {valuesOf(field, value).length > 0 ? (
        <Values field={field} value={value} inCell={false} />
      ) : (
        <span className={styles.blank}>{t("blank")}</span>
      )}
    </output>
  );
}

function FilterValue(props: FilterValueProps<ComputedSettings>) {
  const kinds = useKinds();
  const origin = originOf(props.field, kinds);
  const Chosen = origin && kinds.kind(origin.kind).FilterValue;
  return Chosen && origin ? <Chosen {...props} field={origin} /> : <ComputedFilterValue {...props} />;
}

function textOf(value: unknown, field: Field, context: KindContextValue): string {
  const origin = originOf(field, context);
  const one = (item: unknown) =>
    origin ? context.kind(origin.kind).toText(item, origin, context) : computedText(item, field, context);
  return valuesOf(field, value)
    .map(one)
    .filter(Boolean)
    .join(context.locale === "en" ? ", " : "、");
}

export default defineField<unknown, ComputedSettings>({
  kind: "lookup",
  Edit,
  Read: (props) => <Values {...props} inCell={false} />,
  Cell: (props) => <Values {...props} inCell />,
  FilterValue,
  toText: textOf,
  fromText: (text) => ({ value: text.trim() || null }),
  toExpression: (value) => value,
  source: (field) => field.shows?.source ?? null,
  compare: compareComputed,
  width: 180,
  align: (field) => (field.shows?.several ? "left" : alignOf(field)),
  begin: (home, forms) => {
    const link = home.fields.find(({ form }) => typeof form === "string");
    const there = forms.find(({ key }) => key === link?.form);
    return { source: link?.key ?? "", field: there?.title_field ?? there?.fields[0]?.key ?? "" };
  },
});
