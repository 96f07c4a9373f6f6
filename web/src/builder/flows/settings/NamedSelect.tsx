/** Chooses something by its name: a role, a field, a position, a node, people. */

import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { useOutline } from "~/api/designing";
import { useDepartments } from "~/api/people";
import { useTitle } from "~/kinds/context";
import { flowKind } from "~/kinds/flowKindRegistry";
import { useChoices } from "~/kinds/Picker";
import systemFields from "~/runtime/grid/systemFields.json";
import { matches } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { useDraft } from "../../design/DesignContext";
import { flowsOf } from "../../document/commands/flows";
import { rolesOf } from "../../document/commands/roles";
import { type Json, type JsonObject, listOf, textIn } from "../../document/json";
import { fieldsOf, formOf, formsOf, labelOf } from "../../document/model";
import { nameOfNode, useFlowing } from "../FlowingContext";
import { nodesOf } from "../graph";
import { recordSourcesOf, targetOf } from "../linked";
import { usePlaces } from "../Said";
import type { ValueProps } from "./values";

interface NamedSelectProps extends ValueProps {
  id: string;
  title: string;
  takes: string;
  value: Json;
  /** Said where nothing is chosen. */
  none?: string;
}

/** Of what is kept with every record, the one thing that is also set. */
const OWNER = "owner";

interface Choice {
  value: string | number;
  label: string;
}

export function NamedSelect(props: NamedSelectProps) {
  const { setting, id, title, takes, value, none, onChange } = props;
  const { t } = useTranslation("flowing");
  const choices = useNamed(takes, props.kind, setting.name, props.holder);
  const common = {
    id,
    style: { width: "100%" },
    "aria-label": title,
    options: [...choices],
    popupMatchSelectWidth: false as const,
    showSearch: {
      filterOption: (typed: string, option?: { label?: ReactNode }) =>
        matches(String(option?.label ?? ""), typed),
    },
  };
  if (takes === "approver_group")
    return (
      <Select<string[]>
        {...common}
        mode="tags"
        maxCount={1}
        placeholder={t("group_example")}
        value={textIn(value) ? [textIn(value)] : []}
        onChange={(next) => {
          const key = (next.at(-1) ?? "").trim().toLowerCase();
          if (key === "" || /^[a-z][a-z0-9_]*$/.test(key)) onChange(key || undefined);
        }}
      />
    );
  if (setting.schema.type === "array")
    return (
      <Select<(string | number)[]>
        {...common}
        mode="multiple"
        placeholder={t("choose")}
        value={listOf(value).filter((one): one is string | number => typeof one !== "object")}
        onChange={(next) => onChange(next.length > 0 ? next : undefined)}
      />
    );
  return (
    <Select<string | number | null>
      {...common}
      allowClear={setting.isOptional}
      placeholder={none ?? t("choose")}
      value={typeof value === "string" || typeof value === "number" ? value : null}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}

/** What there is to choose from. */
export function useNamed(
  takes: string,
  kind: string,
  setting: string,
  holder: JsonObject = {},
): readonly Choice[] {
  const { app = "" } = useParams();
  const flowing = useFlowing();
  const { session } = useDraft();
  const { design, flow } = flowing;
  const { document, locale } = design;
  const outline = useOutline(app, session.revision).data;
  const positions = usePlaces("position").data ?? [];
  const groups = usePlaces("group").data ?? [];
  const departments = useDepartments(takes === "department").data ?? [];
  const named = (thing: JsonObject): Choice => ({
    value: textIn(thing.key),
    label: textOf(labelOf(thing), locale) || textIn(thing.key),
  });
  const listed = (found: readonly { id: number; title: string }[]): readonly Choice[] =>
    found.map((one) => ({ value: one.id, label: one.title }));
  if (takes === "role") return rolesOf(document).map(named);
  if (takes === "flow")
    return flowsOf(document)
      .filter(({ key }) => key !== flow.key)
      .map(named);
  if (takes === "form") return formsOf(document).map(named);
  if (takes === "node")
    return nodesOf(flow).map((node) => ({ value: node.key, label: nameOfNode(flowing, node) }));
  if (takes === "position") return listed(positions);
  if (takes === "group") return listed(groups);
  if (takes === "department") return listed(departments);
  const kept = (types: readonly string[]): readonly Choice[] =>
    systemFields
      .filter((field) => (types.length > 0 ? types.includes(field.kind) : field.key === OWNER))
      .map((field) => ({ value: field.key, label: textOf(field.label, locale) }));
  if (takes === "target_field")
    return [...fieldsOf(targetOf(document, flow.form, holder)).map(named), ...kept([])];
  if (takes === "source")
    return recordSourcesOf(document, flow.form).map(({ key, field }) => ({
      value: key,
      label: textOf(labelOf(field), locale) || key,
    }));
  const wanted = flowKind(kind)?.takes?.[setting];
  const types = outline?.forms[flow.form]?.fields;
  const own = fieldsOf(formOf(document, flow.form))
    .filter(({ key }) => !wanted || wanted.includes(typeName(types?.[key]?.type)))
    .map(named);
  return [...own, ...kept(wanted ?? [])];
}

/** The name of a type, of what a list holds. */
function typeName(type: unknown): string {
  if (typeof type === "string") return type;
  if (typeof type !== "object" || type === null) return "";
  const [[name, of] = ["", null]] = Object.entries(type);
  return name === "list" ? typeName(of) : name;
}

interface PeopleSelectProps {
  id: string;
  title: string;
  value: readonly number[];
  onChange: (value: readonly number[]) => void;
}

export function PeopleSelect({ id, title, value, onChange }: PeopleSelectProps) {
  const { t } = useTranslation("flowing");
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const { choices } = useChoices("person", typed, undefined, open);
  return (
    <Select<number[]>
      id={id}
      mode="multiple"
      style={{ width: "100%" }}
      aria-label={title}
      placeholder={t("choose_people")}
      value={[...value]}
      onOpenChange={setOpen}
      showSearch={{ filterOption: false, searchValue: typed, onSearch: setTyped }}
      options={choices
        .filter(({ inactive }) => !inactive)
        .map((one) => ({ value: one.id, label: one.hint ? `${one.title} · ${one.hint}` : one.title }))}
      labelRender={({ value: person }) => <PersonName id={Number(person)} />}
      onChange={(next) => {
        setTyped("");
        onChange(next);
      }}
    />
  );
}

function PersonName({ id }: { id: number }) {
  return <>{useTitle("person", id) ?? "…"}</>;
}
