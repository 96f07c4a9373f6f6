/** Where a record stands on its way, what lies ahead, and what is still in the way. */
import { CheckOutlined, LockOutlined } from "@ant-design/icons";
import { Tooltip } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, FormView } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { type Label, textOf } from "~/words";
import type { Facts } from "../form/environment";
import { type Obstacle, obstacles } from "../form/gates";
import type { Values } from "../form/values";
import styles from "./StageBar.module.css";

interface Stage {
  key: string;
  label: Label;
  archived?: boolean;
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
        const state = index === at ? "current" : index < at ? "done" : "ahead";
        return (
          <Tooltip
            key={stage.key}
            mouseEnterDelay={0.2}
            title={inTheWay.length > 0 ? <GateWords form={form} obstacles={inTheWay} /> : undefined}
          >
            <button
              ref={index === at ? here : undefined}
              type="button"
              className={styles.stage}
              data-state={state}
              aria-current={index === at ? "step" : undefined}
              disabled={!onMove && index !== at}
              onClick={() => {
                if (index !== at) onMove?.(stage.key);
              }}
            >
              {state === "done" ? <CheckOutlined aria-hidden className={styles.icon ?? ""} /> : null}
              {inTheWay.length > 0 && state === "ahead" ? (
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
