/** The options of a choice: their names and colours, in order; one that is in use is put away rather than removed. */
import {
  ApartmentOutlined,
  ArrowDownOutlined,
  ArrowUpOutlined,
  DeleteOutlined,
  EllipsisOutlined,
  InboxOutlined,
  PlusOutlined,
  SubnodeOutlined,
} from "@ant-design/icons";
import { Button, Dropdown, Input } from "antd";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { hues } from "~/ui/tokens";
import { type Locale, textOf } from "~/words";
import type { Edit } from "../../document/edit";
import { isObject, type Json, type JsonObject, listOf, textIn } from "../../document/json";
import { labelOf } from "../../document/model";
import { freeKey, suggestKey } from "../../document/names";
import type { Place } from "../../document/place";
import styles from "../Design.module.css";

interface OptionsEditorProps {
  place: Place;
  value: Json | undefined;
  locale: Locale;
  /** Whether an option may have others below it. */
  isTree: boolean;
  /** Whether an option of that key may be what records hold already. */
  isFixed: boolean;
  /** Tells where an option is used. */
  onUses: (key: string, name: string) => void;
  /** Removes an option together with what uses it. */
  onRemove: (key: string, name: string) => void;
  onEdit: (what: string, name: string, edits: readonly Edit[], merges?: string) => void;
  onDone: () => void;
}

const HUES = Object.keys(hues);

export function OptionsEditor(props: OptionsEditorProps) {
  const { place, value, locale, onEdit } = props;
  const { t } = useTranslation("design");
  const list = useRef<HTMLUListElement>(null);
  const options = listOf(value).filter(isObject);
  const keys = options.map((option) => textIn(option.key));

  function add(): void {
    const number = options.length + 1;
    const label = { [locale]: t("option_number", { number }) };
    const colour = HUES[(options.length + 1) % HUES.length] ?? "grey";
    const item = { key: freeKey(`option_${number}`, keys), label, ...(props.isTree ? {} : { colour }) };
    onEdit("add_option", "", [{ do: "insert", into: place, item, before: null }]);
    requestAnimationFrame(() => {
      const fields = list.current?.querySelectorAll<HTMLInputElement>(":scope > li > div input");
      const last = fields?.[fields.length - 1];
      last?.focus();
      last?.select();
    });
  }

  return (
    <>
      <ul ref={list} className={styles.options}>
        {options.map((option, at) => (
          <OptionLine key={textIn(option.key)} {...props} option={option} keys={keys} at={at} onNext={add} />
        ))}
      </ul>
      <Button size="small" type="text" icon={<PlusOutlined aria-hidden />} onClick={add}>
        {t("add_option")}
      </Button>
    </>
  );
}

interface OptionLineProps extends OptionsEditorProps {
  option: JsonObject;
  keys: readonly string[];
  at: number;
  onNext: () => void;
}

function OptionLine(props: OptionLineProps) {
  const { place, locale, isTree, onEdit, onUses, onRemove, onDone, option, keys, at, onNext } = props;
  const { t } = useTranslation("design");
  const key = textIn(option.key);
  const own: Place = [...place, { key }];
  const label = labelOf(option);
  const name = textOf(label, locale) || key;
  const isArchived = option.archived === true;
  const below = listOf(option.options);

  function rename(text: string): void {
    const next = { ...label, [locale]: text };
    onEdit(
      "option",
      name,
      [{ do: "set", at: [...own, "label"], value: next }],
      `option ${JSON.stringify(own)}`,
    );
  }
  function move(before: string | null): void {
    onEdit("option", name, [{ do: "move", from: place, name: key, into: place, before }]);
  }
  const items = [
    {
      key: "up",
      icon: <ArrowUpOutlined aria-hidden />,
      label: t("move_up"),
      disabled: at === 0,
      onClick: () => move(keys[at - 1] ?? null),
    },
    {
      key: "down",
      icon: <ArrowDownOutlined aria-hidden />,
      label: t("move_down"),
      disabled: at === keys.length - 1,
      onClick: () => move(keys[at + 2] ?? null),
    },
    ...(isTree
      ? [
          {
            key: "below",
            icon: <SubnodeOutlined aria-hidden />,
            label: t("add_below"),
            onClick: () => {
              const number = below.length + 1;
              const taken = below.filter(isObject).map((one) => textIn(one.key));
              const item = {
                key: freeKey(`${suggestKey(name, [], "option").slice(0, 30)}_${number}`, taken),
                label: { [locale]: t("option_number", { number }) },
              };
              onEdit("add_option", "", [{ do: "insert", into: [...own, "options"], item, before: null }]);
            },
          },
        ]
      : []),
    {
      key: "archive",
      icon: <InboxOutlined aria-hidden />,
      label: isArchived ? t("unarchive") : t("archive"),
      onClick: () =>
        onEdit("option", name, [
          { do: "set", at: [...own, "archived"], value: isArchived ? undefined : true },
        ]),
    },
    {
      key: "uses",
      icon: <ApartmentOutlined aria-hidden />,
      label: t("where_used"),
      onClick: () => onUses(key, name),
    },
    {
      key: "remove",
      icon: <DeleteOutlined aria-hidden />,
      label: t("remove"),
      danger: true,
      onClick: () => onRemove(key, name),
    },
  ];
  return (
    <li data-archived={isArchived || undefined}>
      <div className={styles.option}>
        {isTree ? null : <ColourDot {...props} own={own} name={name} />}
        <Input
          variant="borderless"
          size="small"
          value={label[locale] ?? ""}
          placeholder={name}
          aria-label={t("option_name", { option: name })}
          onChange={(event) => rename(event.target.value)}
          onBlur={onDone}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.nativeEvent.isComposing) onNext();
          }}
        />
        <Dropdown autoFocus trigger={["click"]} menu={{ items }}>
          <Button
            size="small"
            type="text"
            icon={<EllipsisOutlined aria-hidden />}
            aria-label={t("more_of", { name })}
          />
        </Dropdown>
      </div>
      {isTree && below.length > 0 ? (
        <div className={styles.below}>
          <OptionsEditor {...props} place={[...own, "options"]} value={below} />
        </div>
      ) : null}
    </li>
  );
}

function ColourDot({ option, own, name, onEdit }: OptionLineProps & { own: Place; name: string }) {
  const { t } = useTranslation("design");
  const colour = textIn(option.colour) || "grey";
  const dot = (hue: string) => (
    <span className={styles.dot} style={{ background: `var(--hue-${hue}-mark)` }} aria-hidden />
  );
  const items = HUES.map((hue) => ({
    key: hue,
    icon: dot(hue),
    label: t(`hue.${hue}`),
    onClick: () => onEdit("option", name, [{ do: "set", at: [...own, "colour"], value: hue }]),
  }));
  return (
    <Dropdown autoFocus trigger={["click"]} menu={{ items, selectedKeys: [colour] }}>
      <button type="button" className={styles.dotButton} aria-label={t("colour_of", { name })}>
        {dot(colour)}
      </button>
    </Dropdown>
  );
}
