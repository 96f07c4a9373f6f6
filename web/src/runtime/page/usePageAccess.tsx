/** What the page of a record lends to its blocks: the record, and the parts of the product that draw it. */
import { useMemo } from "react";
import { fieldOf } from "~/api/apps";
import type { FieldView, FormView, RecordData } from "~/api/types";
import type { PageAccess } from "~/kinds/defineBlock";
import { AtRecord } from "~/kinds/recordAtHand";
import { Timeline } from "../discussion/Timeline";
import { FieldRead } from "../fields";
import { useFacts } from "../form/facts";
import { SectionText } from "../form/SectionText";
import { open } from "../form/values";
import { Details, FieldList, useReadConditions } from "../record/Details";
import { RelatedList } from "../record/RelatedList";
import { StageBar } from "../record/StageBar";
import styles from "./Page.module.css";

interface PageDeeds {
  /** The record is in the recycle bin. */
  gone: boolean;
  /** The page that records have by themselves, which has its buttons in its head. */
  isUsual?: boolean;
  onEdit?: ((field: string) => void) | undefined;
  onMove?: ((field: string, option: string) => void) | undefined;
  onAdd?: ((form: FormView, field: string) => void) | undefined;
}

const NO_SLOTS = {};

export function usePageAccess(form: FormView, record: RecordData, deeds: PageDeeds): PageAccess {
  const conditions = useReadConditions(form, record);
  const facts = useFacts(NO_SLOTS);
  const values = useMemo(() => open(form, record), [form, record]);
  const { gone, isUsual = false, onEdit, onMove, onAdd } = deeds;
  const field: PageAccess["field"] = (key) =>
    conditions.fields[key]?.visible ? fieldOf(form, key) : undefined;
  return {
    form,
    record,
    field,
    details: () => <Details form={form} record={record} onEdit={onEdit} hasButtons={!isUsual} />,
    fields: (keys, columns) => (
      <FieldList
        form={form}
        record={record}
        cells={keys.flatMap((key) => {
          const found = field(key);
          return found ? [{ field: found, span: 1 }] : [];
        })}
        columns={columns}
        conditions={conditions}
        onEdit={onEdit}
      />
    ),
    buttons: (keys) => (
      <Buttons form={form} record={record} fields={keys.flatMap((key) => field(key) ?? [])} />
    ),
    progress: (way) => (
      <StageBar
        form={form}
        field={way}
        values={values}
        facts={facts}
        onMove={
          onMove && form.rights.fields[way.key] === "write" && !way.computed
            ? (option) => onMove(way.key, option)
            : undefined
        }
      />
    ),
    related: (asked, name) => {
      const inverse = form.inverses.find(({ key }) => key === asked.source);
      if (!inverse) return null;
      return (
        <RelatedList form={form} id={record.id} inverse={inverse} asked={asked} name={name} onAdd={onAdd} />
      );
    },
    timeline: (source, moment) => {
      const inverse = form.inverses.find(({ key }) => key === source);
      return (
        <Timeline
          form={form}
          id={record.id}
          gone={gone}
          {...(inverse ? { among: { inverse, moment: moment ?? CREATED } } : {})}
        />
      );
    },
    comments: () => <Timeline form={form} id={record.id} gone={gone} fixed="comments" />,
    text: (text) => <SectionText text={text} />,
  };
}

function Buttons({
  form,
  record,
  fields,
}: {
  form: FormView;
  record: RecordData;
  fields: readonly FieldView[];
}) {
  const shown = fields.filter(({ key }) => record[key] === true);
  if (shown.length === 0) return null;
  return (
    <AtRecord form={form.key} record={record}>
      <div className={styles.buttons}>
        {shown.map((field) => (
          <FieldRead key={field.key} field={field} value />
        ))}
      </div>
    </AtRecord>
  );
}

/** When a record was made. */
const CREATED = "created_at";
