/** Some fields in their order, taken from those that fit. */
import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { matches } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import lists from "./Lists.module.css";
import { movedBefore } from "./lists";
import { OrderedList } from "./OrderedList";

interface FieldPicksProps {
  label: string;
  value: readonly string[];
  choices: readonly string[];
  nameOf: (key: string) => string;
  onChange: (value: readonly string[]) => void;
}

const itself = (key: string): string => key;

export function FieldPicks({ label, value, choices, nameOf, onChange }: FieldPicksProps) {
  const { t } = useTranslation("viewing");
  const free = choices.filter((key) => !value.includes(key));
  return (
    <>
      <OrderedList
        label={label}
        items={value}
        keyOf={itself}
        nameOf={nameOf}
        onMove={(key, before) => onChange(movedBefore(value, itself, key, before))}
      >
        {(key) => (
          <div className={lists.row}>
            <span className={lists.text}>{nameOf(key)}</span>
            <Button
              type="text"
              size="small"
              icon={<CloseOutlined aria-hidden />}
              aria-label={t("take_off", { name: nameOf(key) })}
              onClick={() => onChange(value.filter((one) => one !== key))}
            />
          </div>
        )}
      </OrderedList>
      {free.length > 0 ? (
        <Select<string>
          style={{ width: "100%" }}
          value={null as unknown as string}
          aria-label={t("add_to", { name: label })}
          placeholder={t("add_field")}
          showSearch={{ filterOption: (typed, option) => matches(String(option?.label ?? ""), typed) }}
          options={free.map((key) => ({ value: key, label: nameOf(key) }))}
          onChange={(key) => onChange([...value, key])}
        />
      ) : null}
    </>
  );
}
