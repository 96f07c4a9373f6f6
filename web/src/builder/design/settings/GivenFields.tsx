/** Fields that a press asks for, or sets, one below the other in their order. */
import { CloseOutlined } from "@ant-design/icons";
import { Button, Checkbox } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { matches } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { setMember } from "../../document/commands/settings";
import { isObject, type JsonObject, listOf, textIn } from "../../document/json";
import { fieldsOf, hasRows, labelOf } from "../../document/model";
import { type Place, read } from "../../document/place";
import { useDesign } from "../DesignContext";
import { ValueEditor } from "../expression/ValueEditor";
import listStyles from "../Lists.module.css";
import { movedBefore } from "../lists";
import { OrderedList } from "../OrderedList";

interface GivenFieldsProps {
  /** The list. */
  place: Place;
  title: string;
  /** How the field that has the setting is called. */
  name: string;
  /** Whether each is given a value, rather than asked for. */
  isSet: boolean;
}

/** Whose a record is can be set as well, though it is no field that an author made. */
const OWNER = "owner";

const keyOf = (item: JsonObject): string => textIn(item.field);

export function GivenFields({ place, title, name, isSet }: GivenFieldsProps) {
  const { t } = useTranslation("design");
  const { document, form, kinds, locale, run, store } = useDesign();
  const id = useId();
  const items = listOf(read(document, place)).filter(isObject);
  const fields = fieldsOf(form).filter((field) => !kinds.get(field.kind)?.computed && !hasRows(field));
  const choices = [
    ...fields.map((field) => ({ value: field.key, label: textOf(labelOf(field), locale) || field.key })),
    ...(isSet ? [{ value: OWNER, label: t("owner") }] : []),
  ];
  const nameOf = (key: string): string => choices.find(({ value }) => value === key)?.label ?? key;
  const free = choices.filter(({ value }) => !items.some((item) => item.field === value));
  const write = (next: readonly JsonObject[]): void => {
    const holder = place.slice(0, -1);
    run("set", name, setMember(holder, String(place.at(-1)), next.length > 0 ? [...next] : undefined));
  };

  return (
    <>
      <OrderedList
        label={title}
        items={items}
        keyOf={keyOf}
        nameOf={(item) => nameOf(keyOf(item))}
        onMove={(key, before) => write(movedBefore(items, keyOf, key, before))}
      >
        {(item) => {
          const key = keyOf(item);
          const at = [...place, { key }];
          return (
            <>
              <div className={listStyles.row}>
                <span className={listStyles.text}>{nameOf(key)}</span>
                {isSet ? null : (
                  <Checkbox
                    checked={item.required === true}
                    onChange={({ target }) =>
                      run("set", name, setMember(at, "required", target.checked || undefined))
                    }
                  >
                    {t("asked_required")}
                  </Checkbox>
                )}
                <Button
                  type="text"
                  size="small"
                  icon={<CloseOutlined aria-hidden />}
                  aria-label={t("remove_of", { name: nameOf(key) })}
                  onClick={() => write(items.filter((one) => one !== item))}
                />
              </div>
              {isSet ? (
                <ValueEditor
                  id={`${id}-${key}`}
                  field={key}
                  name={nameOf(key)}
                  value={textIn(item.value)}
                  place={[...at, "value"]}
                  onChange={(text) =>
                    run("set", name, setMember(at, "value", text || undefined), `given ${JSON.stringify(at)}`)
                  }
                  onDone={() => store.settle()}
                />
              ) : null}
            </>
          );
        }}
      </OrderedList>
      {free.length > 0 ? (
        <Select<string>
          style={{ width: "100%" }}
          value={null as unknown as string}
          aria-label={t("viewing:add_to", { name: title })}
          placeholder={t("viewing:add_field")}
          showSearch={{ filterOption: (typed, option) => matches(String(option?.label ?? ""), typed) }}
          options={free}
          onChange={(field) => write([...items, { field }])}
        />
      ) : null}
    </>
  );
}
