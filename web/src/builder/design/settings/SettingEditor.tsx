/** A setting of a kind, edited by what it holds. */
import { Input, InputNumber, Switch } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Schema } from "~/api/kinds";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { setMember, setText } from "../../document/commands/settings";
import { isObject, type Json, listOf, objectOf, textIn } from "../../document/json";
import { fieldsOf, formOf, formsOf, labelOf } from "../../document/model";
import { suggestKey } from "../../document/names";
import { type Place, read } from "../../document/place";
import { useDesign } from "../DesignContext";
import { fieldsBehind, sourcesOf } from "../draftView";
import { ConditionEditor } from "../expression/ConditionEditor";
import { TextEditor } from "../expression/TextEditor";
import { ValueEditor } from "../expression/ValueEditor";
import { GivenFields } from "./GivenFields";
import { LabelEditor } from "./LabelEditor";
import { ListedFields } from "./ListedFields";
import { OptionsSetting } from "./OptionsSetting";
import { SettingLine } from "./SettingLine";
import { givesItself, isCondition, partsOf, restingOn, type Setting } from "./schema";
import { useSettingWords } from "./settingWords";

interface SettingEditorProps {
  setting: Setting;
  kind: string;
  /** The field, or the part of it, that has the setting. */
  place: Place;
  root: Schema;
  /** How the field is called. */
  name: string;
}

/** The path of the field at a place: `lines.item` in a sub-table. */
function fieldAt(place: Place): string {
  return place
    .slice(2)
    .flatMap((step) => (typeof step === "object" ? [step.key] : []))
    .join(".");
}

export function SettingEditor(props: SettingEditorProps) {
  const { setting, kind, place, name, root } = props;
  const { document, form, run, store, locale } = useDesign();
  const words = useSettingWords(kind);
  const id = useId();
  const at = [...place, setting.name];
  const value = read(document, at);
  const title = words.name(setting.name);
  const merges = `set ${JSON.stringify(at)}`;
  const set = (next: Json | undefined, isTyped = false): void => {
    const kept = setting.isOptional && (next === "" || next === null) ? undefined : next;
    const others = setting.holds === "form" && next !== value ? restingOn(setting, root) : [];
    run(
      "set",
      name,
      [
        ...setMember(place, setting.name, kept),
        ...others.flatMap((member) => setMember(place, member, undefined)),
      ],
      isTyped ? merges : undefined,
    );
  };
  const done = (): void => store.settle();
  const line = { id, name: title, help: words.help(setting.name), place: at };

  switch (setting.holds) {
    case "switch":
      return (
        <SettingLine
          {...line}
          control={
            <Switch
              id={id}
              size="small"
              checked={(value ?? setting.schema.default) === true}
              onChange={(on) => set(on === (setting.schema.default ?? false) ? undefined : on)}
            />
          }
        />
      );
    case "label":
      return (
        <SettingLine {...line}>
          <LabelEditor
            id={id}
            name={title}
            value={labelOf(objectOf(read(document, place)), setting.name)}
            locale={locale}
            onChange={(language, text) =>
              run("set", name, setText(document, place, setting.name, language, text), merges)
            }
            onDone={done}
          />
        </SettingLine>
      );
    case "expression": {
      const given = {
        id,
        name: title,
        value: textIn(value),
        place: at,
        onChange: (text: string) => set(text, true),
        onDone: done,
      };
      return (
        <SettingLine id={id} name={title} help={line.help}>
          {givesItself(setting) ? (
            <ValueEditor {...given} field={textIn(read(document, [...place, "key"]))} />
          ) : isCondition(setting) ? (
            <ConditionEditor {...given} />
          ) : (
            <TextEditor {...given} />
          )}
        </SettingLine>
      );
    }
    case "options":
      return (
        <SettingLine {...line}>
          <OptionsSetting
            id={id}
            place={place}
            name={name}
            isTree={"options" in (setting.item.properties ?? {})}
            owner={{ form: form.key, field: fieldAt(place) }}
          />
        </SettingLine>
      );
    case "listed_field":
    case "listed_fields": {
      const told = setting.holds === "listed_fields" ? setting.item : setting.schema;
      return (
        <SettingLine {...line}>
          <ListedFields
            id={id}
            title={title}
            of={textIn(read(document, [...place, told["x-of"] ?? ""]))}
            fits={told["x-fits"] ?? "cell"}
            isList={setting.holds === "listed_fields"}
            value={value}
            onChange={set}
          />
        </SettingLine>
      );
    }
    case "asked_fields":
    case "assignments":
      return (
        <SettingLine {...line}>
          <GivenFields place={at} title={title} name={name} isSet={setting.holds === "assignments"} />
        </SettingLine>
      );
    case "part":
      return <PartEditor {...props} title={title} value={value} onSet={set} />;
    case "rows":
      return null;
    default:
      return (
        <SettingLine {...line}>
          <PlainEditor {...props} id={id} title={title} value={value} onSet={set} onDone={done} />
        </SettingLine>
      );
  }
}

interface PlainEditorProps extends SettingEditorProps {
  id: string;
  title: string;
  value: Json | undefined;
  onSet: (value: Json | undefined, isTyped?: boolean) => void;
  onDone: () => void;
}

function PlainEditor(props: PlainEditorProps) {
  const { setting, id, title, value, onSet, onDone } = props;
  const { schema } = setting;
  const shown = value ?? (schema.default as Json | undefined) ?? null;
  if (setting.holds === "whole" || setting.holds === "number")
    return (
      <InputNumber<string>
        id={id}
        stringMode
        style={{ width: "100%" }}
        value={shown === null ? null : String(shown)}
        {...(schema.minimum === undefined ? {} : { min: String(schema.minimum) })}
        {...(schema.maximum === undefined ? {} : { max: String(schema.maximum) })}
        {...(setting.holds === "whole" ? { precision: 0 } : {})}
        onChange={(next) => {
          if (next === null) onSet(undefined, true);
          else onSet(setting.holds === "whole" ? Number(next) : next, true);
        }}
        onBlur={onDone}
      />
    );
  if (setting.holds === "text")
    return (
      <Input
        id={id}
        value={textIn(shown ?? undefined)}
        {...(schema.maxLength === undefined ? {} : { maxLength: schema.maxLength })}
        onChange={(event) => onSet(event.target.value, true)}
        onBlur={onDone}
      />
    );
  return <ChoiceEditor {...props} title={title} shown={shown} />;
}

function ChoiceEditor({ setting, kind, place, id, title, shown, onSet }: PlainEditorProps & { shown: Json }) {
  const { t } = useTranslation("design");
  const words = useSettingWords(kind);
  const choices = useChoices(setting, kind, place);
  const isList = setting.holds === "choices" || setting.holds === "words";
  const common = {
    id,
    style: { width: "100%" },
    "aria-label": title,
    placeholder: t("choose"),
    showSearch: { optionFilterProp: "label" },
  };
  if (isList)
    return (
      <Select<string[]>
        {...common}
        mode={setting.holds === "words" ? "tags" : "multiple"}
        value={listOf(shown).map(String)}
        options={(setting.item.enum ?? []).map((one) => ({
          value: one,
          label: words.value(setting.name, one),
        }))}
        tokenSeparators={[",", "，", " ", "、"]}
        onChange={(next) => onSet(next.length === 0 && setting.isOptional ? undefined : next)}
      />
    );
  return (
    <Select<string | null>
      {...common}
      allowClear={setting.isOptional && setting.schema.default === undefined}
      value={textIn(shown) || null}
      options={[...choices]}
      onChange={(next) => onSet(next ?? undefined)}
    />
  );
}

function useChoices(
  setting: Setting,
  kind: string,
  place: Place,
): readonly { value: string; label: string }[] {
  const { document, form, locale } = useDesign();
  const words = useSettingWords(kind);
  const named = (thing: { key: string; field?: Parameters<typeof labelOf>[0] }) => ({
    value: thing.key,
    label: textOf(labelOf(thing.field ?? (thing as Parameters<typeof labelOf>[0])), locale) || thing.key,
  });
  if (setting.holds === "form") return formsOf(document).map(named);
  const elsewhere = setting.schema["x-of"];
  if (setting.holds === "field" && elsewhere) {
    const there = formOf(document, textIn(read(document, [...place, elsewhere])));
    return fieldsOf(there ?? {})
      .filter((field) => field.form === form.key)
      .map(named);
  }
  if (setting.holds === "field") {
    const [own, holder] = [objectOf(read(document, place)), objectOf(read(document, place.slice(0, -2)))];
    return fieldsOf(holder)
      .filter(({ key }) => key !== own.key)
      .map(named);
  }
  if (setting.holds === "source") return sourcesOf(document, form.key).map(named);
  if (setting.holds === "source_field") {
    const source = textIn(read(document, [...place, "source"]));
    return fieldsBehind(document, form.key, source).map(named);
  }
  return (setting.schema.enum ?? []).map((one) => ({ value: one, label: words.value(setting.name, one) }));
}

interface PartEditorProps extends SettingEditorProps {
  title: string;
  value: Json | undefined;
  onSet: (value: Json | undefined) => void;
}

/** A part of a field that it may do without: a switch, and under it what it is made of. */
function PartEditor({ setting, kind, place, root, name, title, value, onSet }: PartEditorProps) {
  const { form, document } = useDesign();
  const words = useSettingWords(kind);
  const id = useId();
  const at = [...place, setting.name];
  const isOn = isObject(value);

  function begin(): Json {
    const target = formsOf(document).find(({ key }) => key === textIn(read(document, [...place, "form"])));
    const taken = target ? sourcesOf(document, target.key).map(({ key }) => key) : [];
    const label = { ...labelOf(form) };
    return { key: suggestKey(`${form.key}_list`, taken, "list"), label };
  }

  return (
    <>
      <SettingLine
        id={id}
        name={title}
        help={words.help(setting.name)}
        place={at}
        control={
          <Switch id={id} size="small" checked={isOn} onChange={(on) => onSet(on ? begin() : undefined)} />
        }
      />
      {isOn
        ? partsOf(setting.schema, root)
            .filter((part) => part.name !== "key")
            .map((part) => (
              <SettingEditor key={part.name} setting={part} kind={kind} place={at} root={root} name={name} />
            ))
        : null}
    </>
  );
}
