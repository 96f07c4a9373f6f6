/** A formula or condition as its author writes it: fields are put in by their names, and it is checked while written. */
import { PlusOutlined } from "@ant-design/icons";
import { Button, Input, Select } from "antd";
import type { TextAreaRef } from "antd/es/input/TextArea";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { told } from "~/api/problem";
import type { Issue } from "~/api/types";
import { matches } from "~/ui/pinyin";
import type { Place } from "../../document/place";
import styles from "../Design.module.css";
import { useDesign } from "../DesignContext";
import { expressionScope, inWords } from "./expressionScope";
import { useProblemsAt } from "./SettingLine";

interface ExpressionEditorProps {
  id: string;
  name: string;
  value: string;
  place: Place;
  onChange: (text: string) => void;
  onDone: () => void;
}

export function ExpressionEditor({ id, name, value, place, onChange, onDone }: ExpressionEditorProps) {
  const { t } = useTranslation("design");
  const { document, locale } = useDesign();
  const [problem] = useProblemsAt(place);
  const [choosing, setChoosing] = useState(false);
  const area = useRef<TextAreaRef>(null);
  const scope = expressionScope(document, place, locale);
  const words = inWords(value, scope);

  function put(path: string): void {
    setChoosing(false);
    const element = area.current?.resizableTextArea?.textArea;
    const [from, to] = element
      ? [element.selectionStart, element.selectionEnd]
      : [value.length, value.length];
    onChange(value.slice(0, from) + path + value.slice(to));
    requestAnimationFrame(() => {
      element?.focus();
      element?.setSelectionRange(from + path.length, from + path.length);
    });
  }

  return (
    <>
      <Input.TextArea
        ref={area}
        id={id}
        className={styles.expression ?? ""}
        autoSize={{ minRows: 1, maxRows: 10 }}
        spellCheck={false}
        value={value}
        aria-label={name}
        aria-invalid={problem !== undefined}
        {...(problem ? { status: "error" as const } : {})}
        placeholder={t("expression_example")}
        onChange={(event) => onChange(event.target.value)}
        onBlur={onDone}
      />
      {problem ? <Spot text={value} issue={problem.issue} /> : null}
      {words.some(({ label }) => label !== null) ? (
        <p className={styles.inWords}>
          {words.map(({ text, label }, at) =>
            label === null ? (
              text
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: words repeat, and only their places tell them apart
              <span key={at} className={styles.fieldChip}>
                {label}
              </span>
            ),
          )}
        </p>
      ) : null}
      {choosing ? (
        <Select<string>
          autoFocus
          defaultOpen
          size="small"
          style={{ width: "100%" }}
          aria-label={t("insert_field_into", { name })}
          placeholder={t("insert_field")}
          showSearch={{ filterOption: (typed, option) => matches(String(option?.label ?? ""), typed) }}
          options={scope.map(({ path, label }) => ({ value: path, label }))}
          onChange={put}
          onBlur={() => setChoosing(false)}
        />
      ) : (
        <Button
          size="small"
          type="text"
          icon={<PlusOutlined aria-hidden />}
          aria-label={t("insert_field_into", { name })}
          onClick={() => setChoosing(true)}
        >
          {t("insert_field")}
        </Button>
      )}
    </>
  );
}

/** Where in the text the problem is, and what it is. */
function Spot({ text, issue }: { text: string; issue: Issue }) {
  const { offset } = issue.params ?? {};
  const at = typeof offset === "number" ? Math.min(offset, text.length) : null;
  const word = at === null ? "" : (/^[\p{L}\p{N}_.]+|^./u.exec(text.slice(at))?.[0] ?? "");
  return (
    <div className={styles.settingProblem}>
      {at === null ? null : (
        <code className={styles.spot} aria-hidden>
          {text.slice(Math.max(0, at - 16), at)}
          <mark>{word || " "}</mark>
          {text.slice(at + word.length, at + word.length + 16)}
        </code>
      )}
      {told(issue)}
    </div>
  );
}
