/** Chooses which columns are shown and in which order, by mouse or keyboard. */
import { DownOutlined, UpOutlined } from "@ant-design/icons";
import { Button, Checkbox, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FormView } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { matches } from "~/ui/pinyin";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { type Columns, columnFields } from "../grid/columns";
import styles from "./ColumnsButton.module.css";

export function ColumnsPanel({ form, columns }: { form: FormView; columns: Columns }) {
  const { t } = useTranslation("grid");
  const locale = useLocale();
  const [typed, setTyped] = useState("");
  const shown = columns.columns.map(({ key }) => key);
  const all = columnFields(useCurrentApp(), form);
  const listed = [
    ...shown.flatMap((key) => all.find((field) => field.key === key) ?? []),
    ...all.filter(({ key }) => !shown.includes(key)),
  ].filter(({ label }) => matches(textOf(label, locale), typed));

  return (
    <div className={styles.panel}>
      <Input
        allowClear
        placeholder={t("columns.find")}
        aria-label={t("columns.find")}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <ul className={styles.list}>
        {listed.map(({ key, label }, index) => {
          const at = shown.indexOf(key);
          const text = textOf(label, locale);
          const isTitle = index === 0 && at === 0;
          return (
            <li key={key} className={styles.line}>
              <Checkbox
                checked={at >= 0}
                disabled={isTitle}
                onChange={() => (at >= 0 ? columns.hide(key) : columns.show([...shown, key]))}
              >
                {text}
              </Checkbox>
              {at > 0 ? (
                <span className={styles.moves}>
                  <Button
                    type="text"
                    size="small"
                    icon={<UpOutlined aria-hidden />}
                    disabled={at === 1}
                    aria-label={t("columns.up", { name: text })}
                    onClick={() => columns.move(key, at - 1)}
                  />
                  <Button
                    type="text"
                    size="small"
                    icon={<DownOutlined aria-hidden />}
                    disabled={at === shown.length - 1}
                    aria-label={t("columns.down", { name: text })}
                    onClick={() => columns.move(key, at + 1)}
                  />
                </span>
              ) : null}
            </li>
          );
        })}
      </ul>
      {columns.changed ? (
        <Button type="link" size="small" onClick={columns.reset}>
          {t("columns.reset")}
        </Button>
      ) : null}
    </div>
  );
}
