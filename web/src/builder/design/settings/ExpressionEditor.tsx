/** A formula or condition as its author writes it, checked while it is written. */
import { Input } from "antd";
import { useTranslation } from "react-i18next";
import { told } from "~/api/problem";
import type { Issue } from "~/api/types";
import type { Place } from "../../document/place";
import styles from "../Design.module.css";
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
  const [problem] = useProblemsAt(place);
  return (
    <>
      <Input.TextArea
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
