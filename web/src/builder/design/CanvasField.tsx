/** A field on the canvas: its real control, which cannot be used here, under a frame that can be chosen and dragged. */
import { EyeInvisibleOutlined, WarningFilled } from "@ant-design/icons";
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { Tooltip } from "antd";
import { type MouseEvent, memo, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, LayoutSection } from "~/api/types";
import { fieldKind } from "~/kinds/registry";
import type { FieldState } from "~/kinds/rows";
import { FieldBox } from "~/runtime/form/FieldBox";
import { textOf } from "~/words";
import { type FieldDefinition, hasRows, sectionsOf } from "../document/model";
import styles from "./Canvas.module.css";
import { ColumnHandles } from "./ColumnHandles";
import { useDesign } from "./DesignContext";
import { fieldView } from "./draftView";
import { dragFields, type Hint, isFieldLike } from "./dragging";
import { type Edge, edgeOf } from "./drops";
import { useFieldProblems } from "./problems";
import { SpanHandle } from "./SpanHandle";
import { isChosen, someFields, stretched, toggled } from "./selection";

interface CanvasFieldProps {
  field: FieldDefinition;
  section: LayoutSection;
  span: number;
  edge: Edge | undefined;
  isOverRows: boolean;
  hint: Hint | null;
}

export function CanvasField({ field, section, span, edge, isOverRows, hint }: CanvasFieldProps) {
  const { t } = useTranslation("design");
  const { document: draft, form, kinds, locale, selection, select, enterSettings } = useDesign();
  const frame = useRef<HTMLDivElement>(null);
  const cover = useRef<HTMLDivElement>(null);
  const { key } = field;
  const view = fieldView(field, kinds, draft);
  const rows = hasRows(field);
  const isWhole = fieldKind(field.kind).wide === true;
  const chosen = isChosen(selection, key) || (selection.part === "fields" && selection.table === key);
  const problems = useFieldProblems(form.key, key);
  const latest = useRef({ selection, section, isWhole, rows });
  latest.current = { selection, section, isWhole, rows };

  useEffect(() => {
    if (!frame.current) return;
    const element = frame.current;
    return combine(
      draggable({
        element,
        getInitialData: () => {
          const { selection: now } = latest.current;
          return dragFields(isChosen(now, key) ? now.keys : [key]);
        },
        onDragStart: () => {
          if (!isChosen(latest.current.selection, key)) select(someFields([key]));
        },
      }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => isFieldLike(source.data),
        getData: ({ input, source }) => {
          const box = element.getBoundingClientRect();
          const now = latest.current;
          const down = (input.clientY - box.top) / box.height;
          if (now.rows && source.data.inRows === true && down > 0.25 && down < 0.75)
            return { hint: { at: "rows", field: key } };
          const columns = getComputedStyle(element.parentElement ?? element).gridTemplateColumns.split(
            " ",
          ).length;
          const nearest = edgeOf(input, box, now.section.columns === 1 ? 1 : columns, now.isWhole);
          return { hint: { at: "cell", section: now.section.key, field: key, edge: nearest } };
        },
      }),
    );
  }, [key, select]);

  useEffect(() => {
    // Whoever goes on by the keyboard sees where they are, and the next key means that field.
    const isLast = selection.part === "fields" && selection.table === null && selection.keys.at(-1) === key;
    const element = cover.current;
    if (!isLast || !element) return;
    element.scrollIntoView({ block: "nearest" });
    // Nothing has the focus while it moves from one control of the settings to the next, either.
    const soon = requestAnimationFrame(() => {
      if (document.activeElement === document.body || document.activeElement?.closest("[data-canvas]"))
        element.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(soon);
  }, [selection, key]);

  function choose(event: MouseEvent): void {
    const order = sectionsOf(form).flatMap(({ cells }) => cells.map(({ field: one }) => one));
    if (event.shiftKey) select(stretched(selection, key, order));
    else if (event.ctrlKey || event.metaKey) select(toggled(selection, key));
    else select(someFields([key]));
  }

  const name = textOf(view.label, locale) || key;
  const kind = textOf(kinds.get(field.kind)?.title, locale);
  const told = [
    name,
    kind,
    ...(view.visible_when ? [t("is_conditional")] : []),
    ...(problems.length > 0 ? [t("has_problems", { count: problems.length })] : []),
  ];
  return (
    <div
      ref={frame}
      className={styles.field}
      data-span={isWhole ? "whole" : span}
      data-chosen={chosen || undefined}
      data-edge={edge}
      data-rows={isOverRows || undefined}
    >
      <Control view={view} span={span} />
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard of the canvas is in useDesignKeys */}
      <div
        ref={cover}
        className={styles.cover}
        role="option"
        aria-selected={chosen}
        aria-label={told.join(t("and"))}
        tabIndex={isFocusable(chosen, selection.keys.length, section, key) ? 0 : -1}
        onClick={choose}
        onDoubleClick={enterSettings}
      />
      {rows ? <ColumnHandles table={field} frame={frame} hint={hint} /> : null}
      <span className={styles.marks} aria-hidden>
        {view.visible_when ? (
          <Tooltip title={t("conditional", { condition: view.visible_when })}>
            <EyeInvisibleOutlined className={styles.mark} />
          </Tooltip>
        ) : null}
        {problems.length > 0 ? (
          <Tooltip title={problems[0]?.message}>
            <WarningFilled className={styles.problem} />
          </Tooltip>
        ) : null}
      </span>
      {!isWhole && section.columns > 1 && chosen ? (
        <SpanHandle field={key} span={span} columns={section.columns} />
      ) : null}
    </div>
  );
}

/** One field of the canvas is reached by Tab: the chosen one, or the first where none is. */
function isFocusable(chosen: boolean, count: number, section: LayoutSection, key: string): boolean {
  return chosen || (count === 0 && section.cells[0]?.field === key);
}

const NOTHING = {};
const NO_ISSUES: never[] = [];
const OPEN: FieldState = { visible: true, required: false, readOnly: false };
const REQUIRED: FieldState = { ...OPEN, required: true };
const ignore = (): void => undefined;

const Control = memo(function Control({ view, span }: { view: FieldView; span: number }) {
  return (
    <div inert className={styles.control}>
      <FieldBox
        id={`design-${view.key}`}
        field={view}
        value={null}
        values={NOTHING}
        state={view.required ? REQUIRED : OPEN}
        issues={NO_ISSUES}
        span={span}
        masked={false}
        autoFocus={false}
        onChange={ignore}
      />
    </div>
  );
});
