/** A length of time, or a moment so long before or after a date: read as a line of words. */
import { InputNumber, Switch } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Select } from "~/ui/Select";
import { SettingLine } from "../../design/settings/SettingLine";
import type { Json, JsonObject } from "../../document/json";
import styles from "../Flows.module.css";
import { useFlowWords } from "../flowWords";
import { NamedSelect } from "./NamedSelect";
import { type ValueProps, withMember } from "./values";

interface SpanProps extends ValueProps {
  value: JsonObject | null;
  title: string;
}

export function SpanEditor(props: SpanProps) {
  const { setting, value, title, place, kind, onChange, onDone } = props;
  const words = useFlowWords(kind);
  const id = useId();
  const mayLack = setting.schema.default === undefined;
  return (
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
                checked={value !== null}
                onChange={(on) => onChange(on ? {} : undefined)}
              />
            ),
          }
        : {})}
    >
      {value !== null || !mayLack ? (
        <SpanLine
          {...props}
          schema={setting.schema}
          holder={value ?? {}}
          onChange={onChange}
          onDone={onDone}
        />
      ) : null}
    </SettingLine>
  );
}

interface SpanLineProps extends Omit<ValueProps, "setting" | "onChange"> {
  schema: ValueProps["setting"]["schema"];
  title: string;
  onChange: (value: JsonObject, typed?: boolean) => void;
}

export function SpanLine({ schema, holder, title, kind, root, place, onChange, onDone }: SpanLineProps) {
  const { t } = useTranslation("flowing");
  const words = useFlowWords(kind, "span");
  const id = useId();
  const { properties = {} } = schema;
  const usual = (name: string): Json =>
    (schema.default as JsonObject | undefined)?.[name] ?? (properties[name]?.default as Json);
  const read = (name: string): Json => holder[name] ?? usual(name);
  const set = (name: string, next: Json | undefined, typed = false): void =>
    onChange(withMember(holder, name, next), typed);
  const choice = (name: string) => (
    <Select<string>
      size="small"
      aria-label={`${title} · ${words.name(name)}`}
      value={String(read(name))}
      options={(properties[name]?.enum ?? []).map((one) => ({ value: one, label: words.value(name, one) }))}
      popupMatchSelectWidth={false}
      onChange={(next) => set(name, next)}
    />
  );
  const hasField = "field" in properties;
  const isDated = hasField && typeof read("field") === "string";
  return (
    <div className={styles.span}>
      {hasField ? (
        <NamedSelect
          setting={{ name: "field", holds: "field", schema: { "x-ui": "field" }, item: {}, isOptional: true }}
          root={root}
          kind={kind}
          holder={holder}
          place={place}
          id={`${id}-field`}
          title={`${title} · ${words.name("field")}`}
          takes="field"
          value={read("field")}
          none={t("after_given")}
          onChange={(next) => set("field", next)}
          onDone={onDone}
        />
      ) : null}
      {"side" in properties && (!hasField || isDated) ? choice("side") : null}
      <InputNumber<number>
        size="small"
        className={styles.amount ?? ""}
        aria-label={`${title} · ${words.name("amount")}`}
        min={0}
        max={10_000}
        precision={0}
        value={Number(read("amount"))}
        onChange={(next) => set("amount", next ?? 0, true)}
        onBlur={onDone}
      />
      {choice("unit")}
      <Select<string>
        size="small"
        aria-label={`${title} · ${words.name("working")}`}
        value={String(read("working"))}
        popupMatchSelectWidth={false}
        options={["true", "false"].map((one) => ({ value: one, label: words.value("working", one) }))}
        onChange={(next) => set("working", next === "true")}
      />
    </div>
  );
}
