/** What a node does, in words: who is asked and how, until when, what is done. Read off its settings, whatever its kind. */
import { useQuery } from "@tanstack/react-query";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import type { Schema } from "~/api/kinds";
import { organisation } from "~/api/organisation";
import { useTitle } from "~/kinds/context";
import { textOf } from "~/words";
import type { Setting } from "../design/settings/schema";
import { nameOfField } from "../design/views/viewNames";
import { flowOf } from "../document/commands/flows";
import { roleOf } from "../document/commands/roles";
import { isList, isObject, type Json, type JsonObject, listOf, textIn } from "../document/json";
import { formOf, labelOf } from "../document/model";
import { type Flowing, useFlowing } from "./FlowingContext";
import { useFlowWords } from "./flowWords";
import type { NodeDefinition } from "./graph";
import { recordSourcesOf } from "./linked";
import { listedKinds, requiredOf, settingsWithUsual, takesOf } from "./settings/takes";

/** What is looked up by number: names that the server keeps. */
const TITLED = ["person", "department"];

export function Named({ source, id }: { source: string; id: number }) {
  return <>{useTitle(source, id) ?? "…"}</>;
}

export function usePlaces(source: "position" | "group") {
  return useQuery({
    queryKey: [...keys.kinds, "chosen", source],
    queryFn: async ({ signal }) => {
      const found =
        source === "position" ? await organisation.positions(signal) : await organisation.groups(signal);
      return found.map(({ id, title }) => ({ id, title }));
    },
    staleTime: 60_000,
  });
}

function Place({ source, id }: { source: "position" | "group"; id: number }) {
  const found = usePlaces(source).data?.find((one) => one.id === id);
  return <>{found?.title ?? "…"}</>;
}

/** The name of what a setting names. */
export function NamedValue({ takes, value }: { takes: string | null; value: Json }): ReactNode {
  const { design, flow } = useFlowing();
  const { document, locale } = design;
  if (typeof value === "number") {
    if (takes && TITLED.includes(takes)) return <Named source={takes} id={value} />;
    return takes === "position" || takes === "group" ? <Place source={takes} id={value} /> : value;
  }
  const key = textIn(value);
  const form = formOf(document, flow.form);
  if (takes === "field" && form) return nameOfField(form, key, locale);
  if (takes === "source") {
    const source = recordSourcesOf(document, flow.form).find((one) => one.key === key);
    return textOf(labelOf(source?.field), locale) || key;
  }
  const thing =
    takes === "role"
      ? roleOf(document, key)
      : takes === "flow"
        ? flowOf(document, key)
        : takes === "form"
          ? formOf(document, key)
          : undefined;
  return textOf(labelOf(thing), locale) || key;
}

/** The settings by which something is said in one line: those that it cannot do without, where there are any. */
function naming(schema: Schema): readonly Setting[] {
  const told = settingsWithUsual(schema).filter((setting) => {
    const takes = takesOf(setting);
    return takes !== null && takes !== "approver_group" && takes !== "expression";
  });
  const needed = requiredOf(schema);
  const foremost = told.filter(({ name }) => needed.includes(name));
  return foremost.length > 0 ? foremost : told;
}

/** What names something, in one line: the role of a source, its people, its field. */
function Names({ schema, holder }: { schema: Schema; holder: JsonObject }) {
  const { t } = useTranslation("flowing");
  const parts = naming(schema).flatMap((setting) => {
    const takes = takesOf(setting);
    const value = holder[setting.name];
    if (value === undefined || value === null) return [];
    return isList(value) ? value.map((one) => ({ takes, value: one })) : [{ takes, value }];
  });
  return parts.map(({ takes, value }, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the same name may stand twice
    <Fragment key={at}>
      {at > 0 ? t("comma") : ""}
      <NamedValue takes={takes} value={value} />
    </Fragment>
  ));
}

/** Members of a list of kinds, each by its title and what it names. */
function Kinds({
  flowing,
  setting,
  values,
}: {
  flowing: Flowing;
  setting: Setting;
  values: readonly Json[];
}) {
  const { t } = useTranslation("flowing");
  const { locale } = flowing.design;
  const { items } = listedKinds(flowing.kinds, setting);
  return values.filter(isObject).map((one, at) => {
    const item = items.find(({ kind }) => kind === one.kind);
    if (!item) return null;
    const isNamed = naming(item.schema).some((part) => hasValue(one[part.name]));
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: sources have nothing that tells them apart
      <Fragment key={at}>
        {at > 0 ? " · " : ""}
        {textOf(item.title, locale)}
        {isNamed ? t("colon") : ""}
        <Names schema={item.schema} holder={one} />
      </Fragment>
    );
  });
}

const hasValue = (value: Json | undefined): boolean =>
  value !== undefined && value !== null && value !== "" && !(isList(value) && value.length === 0);

/** Up to two lines; the first says who or what, the second how. */
export function Said({ node }: { node: NodeDefinition }) {
  const flowing = useFlowing();
  const { t } = useTranslation("flowing");
  const words = useFlowWords(`node.${node.kind}`);
  const item = flowing.shapes.get(node.kind)?.item;
  if (!item) return null;
  const settings = settingsWithUsual(item.schema);
  const lines: ReactNode[] = [];
  const details: string[] = [];
  for (const setting of settings) {
    const value = node[setting.name];
    const { is } = listedKinds(flowing.kinds, setting);
    if (is === "list") {
      const several = listOf(value);
      lines.push(
        several.length > 0 ? (
          <span key={setting.name}>
            <Kinds flowing={flowing} setting={setting} values={several} />
          </span>
        ) : (
          <em key={setting.name}>{t(`none.${setting.name}`)}</em>
        ),
      );
    } else if (is === "one") {
      const count = settings.reduce(
        (sum, { name }) => sum + (name === "approvers" ? listOf(node[name]).length : 0),
        0,
      );
      const kind = (isObject(value) ? value : (setting.schema.default as JsonObject | undefined))?.kind;
      const title = textOf(
        listedKinds(flowing.kinds, setting).items.find((one) => one.kind === kind)?.title,
        flowing.design.locale,
      );
      if (count > 0 && title) details.push(title);
    } else if (takesOf(setting) === "flow" && hasValue(value)) {
      lines.push(
        <span key={setting.name}>
          <NamedValue takes="flow" value={value ?? null} />
        </span>,
      );
    } else if (isSpan(setting)) {
      const span = isObject(value) ? value : null;
      const due = isObject(span?.due) ? span.due : span;
      if (due || !setting.isOptional || setting.schema.default)
        details.push(spanInWords(t, due ?? {}, dated(flowing, due)));
    } else if (setting.name === "by_hand" && value !== false) details.push(words.name("by_hand"));
    else if (setting.name === "on_creation" && value === true) details.push(words.name("on_creation"));
    else if (setting.name === "on_change" && hasValue(value)) details.push(words.name("on_change"));
    else if (setting.name === "order" && value === "one_by_one") details.push(words.value("order", value));
    else if (setting.name === "outcome" && hasValue(value))
      details.push(words.value("outcome", textIn(value)));
  }
  return (
    <>
      {lines.length > 0 ? lines : null}
      {details.length > 0 ? <span>{details.join(" · ")}</span> : null}
    </>
  );
}

const isSpan = ({ schema }: Setting): boolean =>
  schema.properties !== undefined && ("amount" in schema.properties || "due" in schema.properties);

function dated({ design, flow }: Flowing, span: JsonObject | null): string {
  const key = textIn(span?.field);
  const form = formOf(design.document, flow.form);
  return key && form ? nameOfField(form, key, design.locale) : key;
}

type Say = (key: string, values: Record<string, unknown>) => string;

/** "2 working days", "3 days before the date of signing". */
function spanInWords(t: Say, span: JsonObject, field: string): string {
  const unit = textIn(span.unit) || "days";
  const count = typeof span.amount === "number" ? span.amount : 1;
  const length = t(span.working === false || unit === "minutes" ? `span.${unit}` : `span.working_${unit}`, {
    count,
  });
  if (!field) return t("due_within", { length });
  return t(span.side === "before" ? "due_before" : "due_after", { length, field });
}
