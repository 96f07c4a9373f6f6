/** What a field becomes without typing: a value as the field takes it, or another field's; a formula where neither says
 * it. Both are one text, so that nothing is lost on the way from one to the other. */
import { EditOutlined, FunctionOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useKinds } from "~/kinds/context";
import { Operand } from "~/runtime/filter/FilterEditor";
import styles from "./Expression.module.css";
import { alike } from "./fields";
import { readOperand, sameness, writeOperand } from "./rows";
import { TextEditor, type TextEditorProps } from "./TextEditor";
import { useComparable } from "./useComparable";

interface ValueEditorProps extends TextEditorProps {
  /** The field whose value it is. */
  field: string;
}

/** A value that says too little yet is not in the text. */
interface Shown {
  text: string;
  value: unknown;
}

export function ValueEditor({ field: key, ...props }: ValueEditorProps) {
  const { name, value, place, form, onChange, onDone } = props;
  const { t } = useTranslation("expression");
  const { timeZone } = useKinds();
  const fields = useComparable(place, form, true);
  const [typing, setTyping] = useState(false);
  const [shown, setShown] = useState<Shown | null>(null);
  if (!fields) return <p className={styles.waiting}>{value || " "}</p>;

  const field = fields.get(key);
  const operator = sameness(field);
  const operand = operator?.operands[0];
  if (!field || !operator || !operand) return <TextEditor {...props} />;
  const read = shown?.text === value ? shown.value : readOperand(value, operand, fields, timeZone);
  if (typing || read === undefined)
    return (
      <>
        <TextEditor {...props} />
        {read === undefined ? null : (
          <Button
            size="small"
            type="text"
            icon={<EditOutlined aria-hidden />}
            aria-label={t("as_value_of", { name })}
            onClick={() => setTyping(false)}
          >
            {t("as_value")}
          </Button>
        )}
      </>
    );

  function change(next: unknown): void {
    if (!fields || !operand) return;
    const text = writeOperand(operand, next, timeZone);
    setShown({ text, value: next });
    if (text === value) return;
    onChange(text);
    onDone();
  }

  return (
    <fieldset className={styles.rows} aria-label={name}>
      <Operand
        field={field}
        operator={operator}
        at={0}
        value={read}
        others={alike(fields, key, operand.name)}
        onChange={change}
      />
      <Button
        size="small"
        type="text"
        icon={<FunctionOutlined aria-hidden />}
        aria-label={t("as_formula_of", { name })}
        onClick={() => setTyping(true)}
      >
        {t("as_formula")}
      </Button>
    </fieldset>
  );
}
