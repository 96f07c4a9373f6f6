/** Where a record stands on its way, what lies ahead, and what is still in the way. */
import { CheckOutlined, LockOutlined } from "@ant-design/icons";
import { type CSSProperties, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, FormView } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { Tooltip } from "~/ui/Tooltip";
import { type Label, textOf } from "~/words";
import type { Facts } from "../form/environment";
import { type Obstacle, obstacles } from "../form/gates";
import type { Values } from "../form/values";
import styles from "./StageBar.module.css";

interface Stage {
  key: string;
  label: Label;
  colour?: string;
  archived?: boolean;
  /** An end of the way. */
  final?: boolean;
}

interface StageBarProps {
  form: FormView;
  field: FieldView;
  values: Values;
  facts: Facts;
  /** Absent when the reader may not move the record. */
  onMove?: ((option: string) => void) | undefined;
}

export function stagesOf(field: FieldView, current: unknown): readonly Stage[] {
  const stages = Array.isArray(field.options) ? (field.options as readonly Stage[]) : [];
  return stages.filter((stage) => !stage.archived || stage.key === current);
}

type State = "current" | "done" | "ahead" | "end";

/** An end is reached only by being chosen, and a way that ended elsewhere says nothing of the stages before. */
function stateOf(stages: readonly Stage[], index: number, at: number): State {
  if (index === at) return "current";
  if (stages[index]?.final) return "end";
  return index < at && !stages[at]?.final ? "done" : "ahead";
}

function endColours(hue = "grey"): CSSProperties {
  return {
    "--end-soft": `var(--hue-${hue}-soft, var(--hue-grey-soft))`,
    "--end-text": `var(--hue-${hue}-text, var(--hue-grey-text))`,
  } as CSSProperties;
}

export function StageBar({ form, field, values, facts, onMove }: StageBarProps) {
  const locale = useLocale();
  const current = values[field.key];
  const stages = stagesOf(field, current);
  const at = stages.findIndex((stage) => stage.key === current);
  const here = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    here.current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, []);

  return (
    <fieldset className={styles.bar} aria-label={textOf(field.label, locale)}>
      {stages.map((stage, index) => {
        const inTheWay = index === at ? [] : obstacles(form, field.key, stage.key, values, values, facts);
        const state = stateOf(stages, index, at);
        return (
          <Tooltip
            key={stage.key}
            title={inTheWay.length > 0 ? <GateWords form={form} obstacles={inTheWay} /> : undefined}
          >
            <button
              ref={index === at ? here : undefined}
              type="button"
              className={styles.stage}
              data-state={state}
              data-end={stage.final || undefined}
              style={stage.final ? endColours(stage.colour) : undefined}
              aria-current={index === at ? "step" : undefined}
              disabled={!onMove && index !== at}
              onClick={() => {
                if (index !== at) onMove?.(stage.key);
              }}
            >
              {state === "done" ? <CheckOutlined aria-hidden className={styles.icon ?? ""} /> : null}
              {inTheWay.length > 0 && (state === "ahead" || state === "end") ? (
                <LockOutlined aria-hidden className={styles.icon ?? ""} />
              ) : null}
              <span className={styles.name}>{textOf(stage.label, locale)}</span>
            </button>
          </Tooltip>
        );
      })}
    </fieldset>
  );
}

/** The author's reason, and the fields that are still blank by their names. */
export function GateWords({ form, obstacles: inTheWay }: { form: FormView; obstacles: readonly Obstacle[] }) {
  const { t } = useTranslation("record");
  const locale = useLocale();
  const nameOf = (key: string) => textOf(form.fields.find((field) => field.key === key)?.label, locale);
  return (
    <>
      {inTheWay.map(({ gate, missing, failed }) => {
        const names = missing.map(nameOf).filter(Boolean);
        return (
          <div key={gate.key} className={styles.gate}>
            {textOf(gate.message, locale) || (failed ? t("gate.closed") : null)}
            {names.length > 0 ? (
              <div>{t("gate.missing", { fields: names.join(locale === "en" ? ", " : "、") })}</div>
            ) : null}
          </div>
        );
      })}
    </>
  );
}
