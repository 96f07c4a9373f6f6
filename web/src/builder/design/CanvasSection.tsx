/** A section on the canvas: its title as a handle, and its fields in their columns. */
import { EyeInvisibleOutlined, HolderOutlined, PictureOutlined } from "@ant-design/icons";
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { Tooltip } from "antd";
import { type RefObject, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { LayoutSection } from "~/api/types";
import formStyles from "~/runtime/form/FormSections.module.css";
import { SectionText } from "~/runtime/form/SectionText";
import { textOf } from "~/words";
import { type FieldDefinition, labelOf } from "../document/model";
import styles from "./Canvas.module.css";
import { CanvasField } from "./CanvasField";
import { type Design, useDesign } from "./DesignContext";
import { fieldView } from "./draftView";
import { dragSection, type Hint, isFieldLike } from "./dragging";
import { half } from "./drops";
import type { PlacedProblem } from "./problems";
import { aSection, isChosen, isLast } from "./selection";

interface CanvasSectionProps {
  section: LayoutSection;
  /** The fields of the form by their keys. */
  fields: ReadonlyMap<string, FieldDefinition>;
  errors: ReadonlyMap<string, readonly PlacedProblem[]>;
  isOnly: boolean;
  hint: Hint | null;
  latest: RefObject<{ design: Design }>;
}

const NO_ERRORS: readonly PlacedProblem[] = [];

export function CanvasSection({ section, fields, errors, isOnly, hint, latest }: CanvasSectionProps) {
  const { t } = useTranslation("design");
  const { document, kinds, locale, selection, select } = useDesign();
  const frame = useRef<HTMLElement>(null);
  const handle = useRef<HTMLButtonElement>(null);
  const { key } = section;
  const chosen = selection.part === "section" && selection.keys[0] === key;
  const inFields = selection.part === "fields";
  const title = textOf(section.label, locale);
  const picture = section.picture ? fields.get(section.picture) : undefined;

  useEffect(() => {
    if (!frame.current || !handle.current) return;
    const element = frame.current;
    return combine(
      draggable({
        element,
        dragHandle: handle.current,
        getInitialData: () => dragSection(key),
      }),
      dropTargetForElements({
        element,
        getData: ({ input, source }) => ({
          hint: isFieldLike(source.data)
            ? { at: "end", section: key }
            : { at: "section", section: key, edge: half(input, element.getBoundingClientRect()) },
        }),
      }),
    );
  }, [key]);

  const isEnd = hint?.at === "end" && hint.section === key;
  const edge = hint?.at === "section" && hint.section === key ? hint.edge : undefined;
  const cells = section.cells.flatMap(({ field: name, span }) => {
    const field = fields.get(name);
    return field ? [{ field, span: Math.min(span, section.columns) }] : [];
  });
  return (
    <section
      ref={frame}
      className={`${formStyles.section} ${styles.section}`}
      data-chosen={chosen || undefined}
      data-edge={edge}
      aria-label={title || t("section")}
    >
      <button
        ref={handle}
        type="button"
        className={styles.sectionHead}
        aria-pressed={chosen}
        data-quiet={(isOnly && !title) || undefined}
        onClick={() => select(aSection(key))}
      >
        <HolderOutlined aria-hidden className={styles.grip} />
        <span className={title ? styles.sectionTitle : styles.untitled}>
          {title || t(nameless(section, picture !== undefined, textOf(section.text, locale) !== ""))}
        </span>
        {section.visible_when ? (
          <Tooltip title={t("conditional", { condition: section.visible_when })}>
            <EyeInvisibleOutlined className={styles.mark} aria-label={t("is_conditional")} />
          </Tooltip>
        ) : null}
      </button>
      <div className={styles.sectionText}>
        <SectionText text={textOf(section.text, locale)} />
        {picture ? (
          <p className={styles.sectionPicture}>
            <PictureOutlined aria-hidden />
            {t("static.picture_of", { name: textOf(labelOf(picture), locale) || picture.key })}
          </p>
        ) : null}
      </div>
      <div
        className={`${formStyles.grid} ${styles.grid}`}
        data-columns={section.columns}
        data-end={isEnd || undefined}
        role="listbox"
        aria-multiselectable
        aria-label={title || t("section")}
      >
        {cells.map(({ field, span }, at) => (
          <CanvasField
            key={field.key}
            field={field}
            view={fieldView(field, kinds, document)}
            kind={textOf(kinds.get(field.kind)?.title, locale)}
            locale={locale}
            section={key}
            columns={section.columns}
            span={span}
            edge={hint?.at === "cell" && hint.field === field.key ? hint.edge : undefined}
            isOverRows={hint?.at === "rows" && hint.field === field.key}
            hint={hint?.at === "column" && hint.field === field.key ? hint : null}
            chosen={isChosen(selection, field.key) || (inFields && selection.table === field.key)}
            last={isLast(selection, field.key) ? selection : null}
            isFirst={at === 0 && selection.keys.length === 0}
            errors={errors.get(field.key) ?? NO_ERRORS}
            latest={latest}
          />
        ))}
        {cells.length === 0 ? <p className={styles.emptySection}>{t("empty_section")}</p> : null}
      </div>
    </section>
  );
}

/** What a section without a title is called: what it shows, if it is nothing more than that. */
function nameless({ cells, joined }: LayoutSection, hasPicture: boolean, hasText: boolean): string {
  if (cells.length === 0 && hasPicture) return "static.picture";
  if (cells.length === 0 && hasText) return "static.note";
  return joined ? "static.line" : "untitled_section";
}
