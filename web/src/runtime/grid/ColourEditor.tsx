/** Which rows bear a colour: conditions in their order, of which the first that holds colours a row. */
import { DeleteOutlined, DownOutlined, PlusOutlined, UpOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, RowColour } from "~/api/types";
import { hues } from "~/ui/tokens";
import { condition, fromTree, type Group, group, toTree } from "../filter/conditions";
import { FilterEditor } from "../filter/FilterEditor";
import styles from "./Editors.module.css";

interface ColourEditorProps {
  /** What conditions may compare. */
  fields: ReadonlyMap<string, FieldView>;
  colours: readonly RowColour[];
  narrow?: boolean;
  onChange: (colours: readonly RowColour[]) => void;
}

const MOST = 10;
const HUES = Object.keys(hues);

/** A rule while it is written; one that says too little yet is not in force. */
interface Draft {
  group: Group;
  colour: string;
}

interface Drafts {
  written: string;
  rules: readonly Draft[];
}

export function ColourEditor({ fields, colours, narrow = false, onChange }: ColourEditorProps) {
  const { t } = useTranslation("grid");
  const [drafts, setDrafts] = useState<Drafts | null>(null);
  const written = JSON.stringify(colours);
  const rules =
    drafts?.written === written
      ? drafts.rules
      : colours.map(({ when, colour }) => ({ group: fromTree(when, fields), colour }));

  function change(next: readonly Draft[]): void {
    const whole = next.flatMap(({ group: rows, colour }) => {
      const when = toTree(rows, fields);
      return when ? [{ when, colour }] : [];
    });
    setDrafts({ written: JSON.stringify(whole), rules: next });
    if (JSON.stringify(whole) !== written) onChange(whole);
  }

  const put = (at: number, rule: Draft): void =>
    change(rules.map((one, index) => (index === at ? rule : one)));

  function add(): void {
    const [first] = fields.values();
    const unused = HUES.slice(1).find((hue) => !rules.some(({ colour }) => colour === hue)) ?? "red";
    if (first) change([...rules, { group: group("all", [condition(first)]), colour: unused }]);
  }

  function swap(at: number, other: number): void {
    const next = [...rules];
    const [one, two] = [next[at], next[other]];
    if (one && two) change(next.with(at, two).with(other, one));
  }

  return (
    <div className={styles.editor}>
      {rules.length === 0 ? <p className={styles.quiet}>{t("colours.none")}</p> : null}
      {rules.map((rule, at) => (
        <fieldset
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place in the order
          key={at}
          className={styles.rule}
          aria-label={t("colours.rule", { number: at + 1 })}
        >
          <div className={styles.ruleHead}>
            <div className={styles.hues} role="radiogroup" aria-label={t("colours.colour")}>
              {HUES.map((hue) => (
                <button
                  key={hue}
                  type="button"
                  role="radio"
                  aria-checked={hue === rule.colour}
                  aria-label={t(`colours.hue.${hue}`)}
                  title={t(`colours.hue.${hue}`)}
                  className={styles.hue}
                  style={{ background: `var(--hue-${hue}-mark)` }}
                  onClick={() => put(at, { ...rule, colour: hue })}
                />
              ))}
            </div>
            <Button
              type="text"
              size="small"
              icon={<UpOutlined aria-hidden />}
              aria-label={t("colours.up")}
              disabled={at === 0}
              onClick={() => swap(at, at - 1)}
            />
            <Button
              type="text"
              size="small"
              icon={<DownOutlined aria-hidden />}
              aria-label={t("colours.down")}
              disabled={at === rules.length - 1}
              onClick={() => swap(at, at + 1)}
            />
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined aria-hidden />}
              aria-label={t("colours.remove")}
              onClick={() => change(rules.filter((one) => one !== rule))}
            />
          </div>
          <FilterEditor
            narrow={narrow}
            fields={fields}
            value={rule.group}
            onChange={(rows) => put(at, { ...rule, group: rows })}
          />
        </fieldset>
      ))}
      {rules.length < MOST && fields.size > 0 ? (
        <Button
          type="text"
          size="small"
          className={styles.add ?? ""}
          icon={<PlusOutlined aria-hidden />}
          onClick={add}
        >
          {t("colours.add")}
        </Button>
      ) : null}
    </div>
  );
}
