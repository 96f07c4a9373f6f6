/** The right edge of a chosen field: dragged, the field takes more or fewer columns. */
import { type PointerEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { textOf } from "~/words";
import { setSpan } from "../document/commands/sections";
import { fieldOf, labelOf } from "../document/model";
import styles from "./Canvas.module.css";
import { useDesign } from "./DesignContext";

interface SpanHandleProps {
  field: string;
  span: number;
  columns: number;
}

export function SpanHandle({ field, span, columns }: SpanHandleProps) {
  const { t } = useTranslation("design");
  const { document, form, run, locale } = useDesign();
  const start = useRef<{ x: number; width: number } | null>(null);

  function onPointerDown(event: PointerEvent<HTMLSpanElement>): void {
    const cell = event.currentTarget.parentElement;
    if (!cell) return;
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width: cell.getBoundingClientRect().width / span };
  }

  function onPointerMove(event: PointerEvent): void {
    if (!start.current) return;
    const wanted = span + Math.round((event.clientX - start.current.x) / start.current.width);
    const next = Math.max(1, Math.min(columns, wanted));
    if (next === span) return;
    start.current = { x: event.clientX, width: start.current.width };
    const name = textOf(labelOf(fieldOf(document, form.key, field)), locale);
    run("width", name, setSpan(document, form.key, field, next), `width ${form.key} ${field}`);
  }

  return (
    <span
      className={styles.spanHandle}
      title={t("resize")}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        start.current = null;
      }}
    />
  );
}
