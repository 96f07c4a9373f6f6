/** Fields of the form whose records are listed, of those that are fit for what they are chosen for. */

import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useOutline } from "~/api/designing";
import type { FieldView } from "~/api/types";
import { fieldKind } from "~/kinds/registry";
import { matches } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import type { Json } from "../../document/json";
import { listOf, textIn } from "../../document/json";
import { formOf } from "../../document/model";
import { useDesign, useDraft } from "../DesignContext";
import { FieldPicks } from "../FieldPicks";
import { listedFields, nameOfField } from "../views/viewNames";
import type { Fitness } from "./schema";

interface ListedFieldsProps {
  id: string;
  title: string;
  /** The form that has the fields. */
  of: string;
  fits: Fitness;
  isList: boolean;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
}

const FITS: Readonly<Record<Fitness, (field: FieldView) => boolean>> = {
  cell: ({ kind }) => fieldKind(kind).inGrid !== false,
  order: ({ sortable }) => sortable,
  sum: ({ aggregates }) => aggregates.includes("sum"),
};

export function ListedFields({ id, title, of, fits, isList, value, onChange }: ListedFieldsProps) {
  const { t } = useTranslation("design");
  const { app = "" } = useParams();
  const { document, kinds, locale } = useDesign();
  const { session } = useDraft();
  const outline = useOutline(app, session.revision).data;
  const form = formOf(document, of);
  const nameOf = (key: string): string => (form ? nameOfField(form, key, locale) : key);
  const choices =
    form && outline
      ? listedFields(form, outline, kinds, document)
          .filter(FITS[fits])
          .map(({ key }) => key)
      : [];
  if (isList)
    return (
      <FieldPicks
        label={title}
        value={listOf(value).map(String)}
        // The title stands first in any case.
        choices={choices.filter((key) => fits !== "cell" || key !== textIn(form?.title_field))}
        nameOf={nameOf}
        onChange={(next) => onChange(next.length > 0 ? [...next] : undefined)}
      />
    );
  return (
    <Select<string | null>
      id={id}
      style={{ width: "100%" }}
      aria-label={title}
      placeholder={t("choose")}
      allowClear
      value={textIn(value) || null}
      showSearch={{ filterOption: (typed, option) => matches(String(option?.label ?? ""), typed) }}
      options={choices.map((key) => ({ value: key, label: nameOf(key) }))}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}
