/** A condition without typing: rows of field, operator and value, or its text where rows cannot say it. Both are one
 * text, so that nothing is lost on the way from one to the other. */
import { EditOutlined, UnorderedListOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useKinds } from "~/kinds/context";
import { type Group, group } from "~/runtime/filter/conditions";
import { FilterEditor } from "~/runtime/filter/FilterEditor";
import styles from "./Expression.module.css";
import { alike } from "./fields";
import { readRows, writeRows } from "./rows";
import { TextEditor, type TextEditorProps } from "./TextEditor";
import { useComparable } from "./useComparable";

/** The rows as of a text: those that say too little are not in it yet. */
interface Rows {
  text: string;
  group: Group | null;
}

export function ConditionEditor(props: TextEditorProps) {
  const { name, value, place, form, onChange, onDone } = props;
  const { t } = useTranslation("expression");
  const { timeZone } = useKinds();
  const [typing, setTyping] = useState(false);
  const [rows, setRows] = useState<Rows | null>(null);
  const fields = useComparable(place, form, false, props.record);
  if (!fields) return <p className={styles.waiting}>{value || " "}</p>;

  const read = rows?.text === value ? rows.group : readRows(value, fields, timeZone);
  if (typing || !read)
    return (
      <>
        <TextEditor {...props} isCondition />
        {read ? (
          <Button
            size="small"
            type="text"
            icon={<UnorderedListOutlined aria-hidden />}
            aria-label={t("as_rows_of", { name })}
            onClick={() => setTyping(false)}
          >
            {t("as_rows")}
          </Button>
        ) : (
          <p className={styles.quiet}>{t("only_text")}</p>
        )}
      </>
    );

  function change(next: Group): void {
    if (!fields) return;
    const text = writeRows(next, fields, timeZone);
    setRows({ text, group: next });
    if (text === value) return;
    onChange(text);
    onDone();
  }

  return (
    <fieldset className={styles.rows} aria-label={name}>
      <FilterEditor
        narrow
        fields={fields}
        value={read.items.length > 0 ? read : NOTHING}
        others={(field, operand) => alike(fields, field.key, operand.name)}
        onChange={change}
        extra={
          <Button
            size="small"
            type="text"
            icon={<EditOutlined aria-hidden />}
            aria-label={t("as_text_of", { name })}
            onClick={() => setTyping(true)}
          >
            {t("as_text")}
          </Button>
        }
      />
    </fieldset>
  );
}

const NOTHING = group();
