/** A field on the canvas: its real control, which cannot be used here, under a frame that can be chosen and dragged. */
import { EyeInvisibleOutlined, WarningFilled } from "@ant-design/icons";
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { Tooltip } from "antd";
import { type MouseEvent, memo, type RefObject, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView } from "~/api/types";
import { fieldKind } from "~/kinds/registry";
import type { FieldState } from "~/kinds/rows";
import { FieldBox } from "~/runtime/form/FieldBox";
import { type Locale, textOf } from "~/words";
import { type FieldDefinition, hasRows, sectionsOf } from "../document/model";
import styles from "./Canvas.module.css";
import { ColumnHandles } from "./ColumnHandles";
import type { Design } from "./DesignContext";
import { dragFields, type Hint, isFieldLike } from "./dragging";
import { type Edge, edgeOf } from "./drops";
import type { PlacedProblem } from "./problems";
import { SpanHandle } from "./SpanHandle";
import { isChosen, type Selection, someFields, stretched, toggled } from "./selection";

interface CanvasFieldProps {
  field: FieldDefinition;
  view: FieldView;
  /** What its kind is called. */
  kind: string;
  locale: Locale;
  section: string;
  /** How many columns its section has. */
  columns: number;
  span: number;
  edge: Edge | undefined;
  isOverRows: boolean;
  /** Where a column of its own would be dropped. */
  hint: Hint | null;
  chosen: boolean;
  /** What is chosen, where this was chosen last. */
  last: Selection | null;
  /** Whether Tab gets here, nothing being chosen. */
  isFirst: boolean;
  errors: readonly PlacedProblem[];
  /** The design at the moment of a deed: drawn is nothing of it that the others do not say. */
  latest: RefObject<{ design: Design }>;
}

/** Drawn anew only with what is its own: of two hundred fields a choice concerns two, and a letter one. */
export const CanvasField = memo(function CanvasField({
  field,
  view,
  kind,
  locale,
  section,
  columns,
  span,
  edge,
  isOverRows,
  hint,
  chosen,
  last,
  isFirst,
  errors,
  latest,
}: CanvasFieldProps) {
  const { t } = useTranslation("design");
  const frame = useRef<HTMLDivElement>(null);
  const cover = useRef<HTMLDivElement>(null);
  const { key } = field;
  const rows = hasRows(field);
  const isWhole = fieldKind(field.kind).wide === true;
  const shape = useRef({ section, columns, isWhole, rows });
  shape.current = { section, columns, isWhole, rows };

  useEffect(() => {
    if (!frame.current) return;
    const element = frame.current;
    return combine(
      draggable({
        element,
        getInitialData: () => {
          const { selection: now } = latest.current.design;
          return dragFields(isChosen(now, key) ? now.keys : [key]);
        },
        onDragStart: () => {
          const { selection, select } = latest.current.design;
          if (!isChosen(selection, key)) select(someFields([key]));
        },
      }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => isFieldLike(source.data),
        getData: ({ input, source }) => {
          const box = element.getBoundingClientRect();
          const now = shape.current;
          const down = (input.clientY - box.top) / box.height;
          if (now.rows && source.data.inRows === true && down > 0.25 && down < 0.75)
            return { hint: { at: "rows", field: key } };
          const shown = getComputedStyle(element.parentElement ?? element).gridTemplateColumns.split(
            " ",
          ).length;
          const nearest = edgeOf(input, box, now.columns === 1 ? 1 : shown, now.isWhole);
          return { hint: { at: "cell", section: now.section, field: key, edge: nearest } };
        },
      }),
    );
  }, [key, latest]);

  useEffect(() => {
    // Whoever goes on by the keyboard sees where they are, and the next key means that field.
    const element = cover.current;
    if (!last || !element) return;
    element.scrollIntoView({ block: "nearest" });
    // Nothing has the focus while it moves from one control of the settings to the next, either.
    const soon = requestAnimationFrame(() => {
      if (document.activeElement === document.body || document.activeElement?.closest("[data-canvas]"))
        element.focus({ preventScroll: true });
    });
    return () => cancelAnimationFrame(soon);
  }, [last]);

  function choose(event: MouseEvent): void {
    const { form, selection, select } = latest.current.design;
    const order = sectionsOf(form).flatMap(({ cells }) => cells.map(({ field: one }) => one));
    if (event.shiftKey) select(stretched(selection, key, order));
    else if (event.ctrlKey || event.metaKey) select(toggled(selection, key));
    else select(someFields([key]));
  }

  const name = textOf(view.label, locale) || key;
  const told = [
    name,
    kind,
    ...(view.visible_when ? [t("is_conditional")] : []),
    ...(errors.length > 0 ? [t("has_problems", { count: errors.length })] : []),
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
        // One field of the canvas is reached by Tab: the chosen one, or the first where none is.
        tabIndex={chosen || isFirst ? 0 : -1}
        onClick={choose}
        onDoubleClick={() => latest.current.design.enterSettings()}
      />
      {rows ? <ColumnHandles table={field} frame={frame} hint={hint} /> : null}
      <span className={styles.marks} aria-hidden>
        {view.visible_when ? (
          <Tooltip title={t("conditional", { condition: view.visible_when })}>
            <EyeInvisibleOutlined className={styles.mark} />
          </Tooltip>
        ) : null}
        {errors.length > 0 ? (
          <Tooltip title={errors[0]?.message}>
            <WarningFilled className={styles.problem} />
          </Tooltip>
        ) : null}
      </span>
      {!isWhole && columns > 1 && chosen ? <SpanHandle field={key} span={span} columns={columns} /> : null}
    </div>
  );
});

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
