/** Several values that are typed, such as figures or texts, for a comparison with any or none of them. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, ValueType } from "~/api/types";
import { useKinds } from "~/kinds/context";
import { Select } from "~/ui/Select";
import styles from "./FilterEditor.module.css";

/** What ends a value in what is typed or pasted: a comma may stand in a figure. */
const ENDS: Readonly<Record<string, string[]>> = {
  number: [" ", ";", "；", "、", "\t", "\n"],
  text: [",", "，", ";", "；", "、", "\t", "\n"],
};

/** Whether an operand is a list of what people type and do not choose. */
export function isTyped(operand: ValueType): boolean {
  return operand.name === "list" && (operand.of ?? "") in ENDS;
}

interface TypedValuesProps {
  field: FieldView;
  operand: ValueType;
  value: unknown;
  onChange: (value: unknown[] | null) => void;
}

export function TypedValues({ field, operand, value, onChange }: TypedValuesProps) {
  const { t } = useTranslation("grid");
  const context = useKinds();
  const [problem, setProblem] = useState("");
  const kind = context.kind(field.kind);
  const values = Array.isArray(value) ? value : [];
  const shown = new Map(values.map((one) => [kind.toText(one, field, context), one]));

  async function read(texts: readonly string[]): Promise<void> {
    const next: unknown[] = [];
    let refused = "";
    for (const text of texts) {
      if (shown.has(text)) {
        next.push(shown.get(text));
        continue;
      }
      const parsed = await kind.fromText(text, field, context);
      if ("problem" in parsed) refused = parsed.problem;
      else if (parsed.value !== null) next.push(parsed.value);
    }
    setProblem(refused);
    onChange(next.length > 0 ? next : null);
  }

  return (
    <>
      <Select<string[]>
        mode="tags"
        open={false}
        suffixIcon={null}
        style={{ minWidth: 180 }}
        aria-label={t("filter.values")}
        placeholder={t("filter.values_hint")}
        status={problem ? "error" : undefined}
        tokenSeparators={ENDS[operand.of ?? ""]}
        value={[...shown.keys()]}
        onChange={(texts) => void read(texts)}
      />
      {problem ? (
        <div role="alert" className={styles.problem}>
          {problem}
        </div>
      ) : null}
    </>
  );
}
