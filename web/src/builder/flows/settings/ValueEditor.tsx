/** A setting of a flow, edited by what its schema says of it. */
import { Checkbox, Input, InputNumber, Switch } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Select } from "~/ui/Select";
import type { Label } from "~/words";
import { ConditionEditor } from "../../design/expression/ConditionEditor";
import { TextEditor } from "../../design/expression/TextEditor";
import { LabelEditor } from "../../design/settings/LabelEditor";
import { SettingLine } from "../../design/settings/SettingLine";
import { isCondition, type Setting } from "../../design/settings/schema";
import { isObject, type Json, type JsonObject, listOf, textIn } from "../../document/json";
import { labelOf } from "../../document/model";
import { useFlowing } from "../FlowingContext";
import { useFlowWords } from "../flowWords";
import { targetOf } from "../linked";
import { FieldRightsTable } from "./FieldRightsTable";
import { KindEditor, KindList } from "./KindList";
import { NamedSelect, PeopleSelect } from "./NamedSelect";
import { RowList } from "./RowList";
import { SpanEditor } from "./SpanEditor";
import { listedKinds, partsWithUsual, takesOf } from "./takes";
import { type ValueProps, withMember } from "./values";

export function ValueEditor(props: ValueProps) {
  const { setting, kind, part = "", holder, place, onChange, onDone } = props;
  const { design, flow, kinds } = useFlowing();
  const words = useFlowWords(kind, part);
  const { t } = useTranslation("flowing");
  const id = useId();
  const { name, schema, item } = setting;
  const usual = schema.default as Json | undefined;
  const value = holder[name] ?? usual;
  const title = words.name(name);
  const line = { id, name: title, help: words.help(name), place };
  const takes = takesOf(setting);
  const listed = listedKinds(kinds, setting);

  if (listed.is === "list")
    return (
      <SettingLine {...line}>
        <KindList {...props} Editor={ValueEditor} listed={listed} values={listOf(value)} title={title} />
      </SettingLine>
    );
  if (listed.is === "one")
    return (
      <SettingLine {...line}>
        <KindEditor
          {...props}
          Editor={ValueEditor}
          listed={listed}
          value={isObject(value) ? value : {}}
          title={title}
          id={id}
        />
      </SettingLine>
    );
  if (takes === "expression") {
    const Editor = isCondition(setting) ? ConditionEditor : TextEditor;
    const linked = schema["x-of"] === "source" ? targetOf(design.document, flow.form, holder) : undefined;
    return (
      <SettingLine id={id} name={title} help={line.help}>
        <Editor
          id={id}
          name={title}
          value={textIn(value)}
          place={place}
          form={linked?.key ?? flow.form}
          {...(linked ? { record: flow.form } : {})}
          onChange={(text) => onChange(setting.isOptional && !text ? undefined : text, true)}
          onDone={onDone}
        />
      </SettingLine>
    );
  }
  if (takes === "field_rights")
    return (
      <SettingLine {...line}>
        <FieldRightsTable
          value={isObject(value) ? value : {}}
          usual={textIn(holder.other_fields) || "read"}
          onChange={(next) => onChange(next)}
        />
      </SettingLine>
    );
  if (takes === "person")
    return (
      <SettingLine {...line}>
        <PeopleSelect
          id={id}
          title={title}
          value={listOf(value).filter((one): one is number => typeof one === "number")}
          onChange={(next) => onChange(next)}
        />
      </SettingLine>
    );
  if (takes !== null)
    return (
      <SettingLine {...line}>
        <NamedSelect {...props} id={id} title={title} takes={takes} value={value ?? null} />
      </SettingLine>
    );
  if (schema.type === "boolean")
    return (
      <SettingLine
        {...line}
        control={
          <Switch
            id={id}
            size="small"
            checked={value === true}
            onChange={(on) => onChange(on === (usual ?? false) ? undefined : on)}
          />
        }
      />
    );
  if (schema.enum)
    return (
      <SettingLine {...line}>
        <Select<string>
          id={id}
          style={{ width: "100%" }}
          aria-label={title}
          placeholder={t("choose")}
          value={textIn(value) || null}
          options={schema.enum.map((one) => ({ value: one, label: words.value(name, one) }))}
          onChange={(next) => onChange(next === usual ? undefined : next)}
        />
      </SettingLine>
    );
  if (item.enum)
    return (
      <SettingLine {...line}>
        <Checkbox.Group
          aria-label={title}
          style={{ display: "grid", gap: "var(--space-1)" }}
          value={listOf(value).map(String)}
          options={item.enum.map((one) => ({ value: one, label: words.value(name, one) }))}
          onChange={(next) => onChange((item.enum ?? []).filter((one) => next.includes(one)))}
        />
      </SettingLine>
    );
  if (setting.holds === "label")
    return (
      <SettingLine {...line}>
        <LabelEditor
          id={id}
          name={title}
          value={labelOf(holder, name)}
          locale={design.locale}
          isLong
          onChange={(language, text) => onChange(withText(labelOf(holder, name), language, text), true)}
          onDone={onDone}
        />
      </SettingLine>
    );
  if (schema.type === "array")
    return (
      <SettingLine {...line}>
        <RowList {...props} Editor={ValueEditor} values={listOf(value)} title={title} />
      </SettingLine>
    );
  if (schema.properties && "amount" in schema.properties)
    return <SpanEditor {...props} value={isObject(value) ? value : null} title={title} />;
  if (schema.properties)
    return <PartEditor {...props} title={title} value={isObject(value) ? value : null} />;
  if (setting.holds === "whole" || setting.holds === "number")
    return (
      <SettingLine {...line}>
        <InputNumber<string>
          id={id}
          stringMode
          style={{ width: "100%" }}
          value={value === null || value === undefined ? null : String(value)}
          {...(schema.minimum === undefined ? {} : { min: String(schema.minimum) })}
          {...(schema.maximum === undefined ? {} : { max: String(schema.maximum) })}
          {...(setting.holds === "whole" ? { precision: 0 } : {})}
          onChange={(next) =>
            onChange(next === null ? null : setting.holds === "whole" ? Number(next) : String(next), true)
          }
          onBlur={onDone}
        />
      </SettingLine>
    );
  return (
    <SettingLine {...line}>
      <Input
        id={id}
        value={textIn(value)}
        onChange={(event) => onChange(event.target.value, true)}
        onBlur={onDone}
      />
    </SettingLine>
  );
}

const withText = (label: Label, language: string, text: string): Json => ({ ...label, [language]: text });

interface PartProps extends ValueProps {
  title: string;
  value: JsonObject | null;
}

/** A setting that is made of several. One that it may do without is switched on and off. */
function PartEditor({ setting, root, kind, place, value, title, onChange, onDone }: PartProps) {
  const words = useFlowWords(kind);
  const id = useId();
  const mayLack = setting.schema.default === undefined;
  const isOn = value !== null;
  const holder = value ?? {};
  return (
    <>
      <SettingLine
        id={id}
        name={title}
        help={words.help(setting.name)}
        place={place}
        {...(mayLack
          ? {
              control: (
                <Switch
                  id={id}
                  size="small"
                  checked={isOn}
                  onChange={(on) => onChange(on ? begun(setting) : undefined)}
                />
              ),
            }
          : {})}
      />
      {isOn ? (
        <div style={{ paddingLeft: "var(--space-3)" }}>
          {partsWithUsual(setting.schema, root)
            .filter((part) => isMeant(part.name, holder))
            .map((part) => (
              <ValueEditor
                key={part.name}
                setting={part}
                root={root}
                kind={kind}
                part={setting.name}
                holder={holder}
                place={[...place, part.name]}
                onChange={(next, typed) => onChange(withMember(holder, part.name, next), typed)}
                onDone={onDone}
              />
            ))}
        </div>
      ) : null}
    </>
  );
}

/** People are named only where the answer before asks for them. */
const ASKING = ["people", "transfer"];

function isMeant(member: string, holder: JsonObject): boolean {
  if (member !== "people") return true;
  return ASKING.includes(textIn(holder.policy) || textIn(holder.action));
}

/** What an optional part begins with: of the choices that it must make the last, which does the least. */
function begun({ schema }: Setting): Json {
  return Object.fromEntries(
    (schema.required ?? []).map((name) => [name, schema.properties?.[name]?.enum?.at(-1) ?? ""]),
  );
}
