/** A section on the canvas: its title as a handle, and its fields in their columns. */
import { EyeInvisibleOutlined, HolderOutlined, PictureOutlined } from "@ant-design/icons";
import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { Tooltip } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { LayoutSection } from "~/api/types";
import formStyles from "~/runtime/form/FormSections.module.css";
import { SectionText } from "~/runtime/form/SectionText";
import { textOf } from "~/words";
import { fieldOf, labelOf } from "../document/model";
import styles from "./Canvas.module.css";
import { CanvasField } from "./CanvasField";
import { useDesign } from "./DesignContext";
import { dragSection, type Hint, isFieldLike } from "./dragging";
import { half } from "./drops";
import { aSection } from "./selection";

interface CanvasSectionProps {
  section: LayoutSection;
  isOnly: boolean;
  hint: Hint | null;
}

export function CanvasSection({ section, isOnly, hint }: CanvasSectionProps) {
  const { t } = useTranslation("design");
  const { document, form, locale, selection, select } = useDesign();
  const frame = useRef<HTMLElement>(null);
  const handle = useRef<HTMLButtonElement>(null);
  const { key } = section;
  const chosen = selection.part === "section" && selection.keys[0] === key;
  const title = textOf(section.label, locale);
  const picture = section.picture ? fieldOf(document, form.key, section.picture) : undefined;

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
    const field = fieldOf(document, form.key, name);
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
        {cells.map(({ field, span }) => (
          <CanvasField
            key={field.key}
            field={field}
            section={section}
            span={span}
            edge={hint?.at === "cell" && hint.field === field.key ? hint.edge : undefined}
            isOverRows={hint?.at === "rows" && hint.field === field.key}
            hint={hint}
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
