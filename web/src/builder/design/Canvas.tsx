/** The form as people will see it, to be arranged: every field, section and gap takes what is dragged onto it. */
import { PlusOutlined } from "@ant-design/icons";
import { monitorForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { autoScrollForElements } from "@atlaskit/pragmatic-drag-and-drop-auto-scroll/element";
import { Button } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { KindContext } from "~/kinds/context";
import { shownAt } from "~/runtime/tour/tours";
import { Icon } from "~/ui/icons";
import { textOf } from "~/words";
import { addSection, freeSectionKey } from "../document/commands/sections";
import { fieldsOf, labelOf, sectionsOf } from "../document/model";
import styles from "./Canvas.module.css";
import { CanvasSection } from "./CanvasSection";
import { useDesign } from "./DesignContext";
import { type Hint, hintOf, sameHint, useDropping } from "./dragging";
import { useFieldErrors } from "./problems";
import { aSection, FORM } from "./selection";
import { Unplaced } from "./Unplaced";
import { useCanvasKeys } from "./useDesignKeys";
import { useStillKinds } from "./useStillKinds";

export function Canvas() {
  const { t } = useTranslation("design");
  const design = useDesign();
  const { document, form, locale, select, selection, run, enterSettings } = design;
  const scroller = useRef<HTMLElement>(null);
  const [hint, setHint] = useState<Hint | null>(null);
  const drop = useDropping(design);
  const latest = useRef({ design, drop });
  latest.current = { design, drop };
  const fields = useMemo(() => new Map(fieldsOf(form).map((field) => [field.key, field])), [form]);
  const errors = useFieldErrors(form.key);
  const still = useStillKinds(form.key);
  useCanvasKeys(design);

  useEffect(() => {
    const stops = [
      monitorForElements({
        onDrag: ({ location, source }) => {
          const next = hintOf(source.data, location.current);
          setHint((before) => (sameHint(before, next) ? before : next));
        },
        onDrop: ({ location, source }) => {
          setHint(null);
          const last = hintOf(source.data, location.current);
          if (last) latest.current.drop(source.data, last);
        },
      }),
      ...(scroller.current ? [autoScrollForElements({ element: scroller.current })] : []),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);

  function add(): void {
    const key = freeSectionKey(document, form.key);
    const label = { "zh-CN": t("new_section", { lng: "zh-CN" }), en: t("new_section", { lng: "en" }) };
    if (run("add_section", "", addSection(document, form.key, { key, label, columns: 2 }, null))) {
      select(aSection(key));
      enterSettings();
    }
  }

  const sections = sectionsOf(form);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape does the same
    <section
      ref={scroller}
      {...shownAt("canvas")}
      className={styles.canvas}
      data-canvas
      aria-label={t("canvas", { form: textOf(labelOf(form), locale) })}
      onClick={(event) => {
        if (event.target === event.currentTarget) select(FORM);
      }}
    >
      <div className={styles.paper}>
        <button
          type="button"
          className={styles.head}
          aria-pressed={selection.part === "form"}
          onClick={() => select(FORM)}
        >
          <span className={styles.formIcon}>
            <Icon name={typeof form.icon === "string" ? form.icon : undefined} />
          </span>
          <span className={styles.formName}>{textOf(labelOf(form), locale) || form.key}</span>
        </button>
        <KindContext value={still}>
          {sections.map((section) => (
            <CanvasSection
              key={section.key}
              section={section}
              fields={fields}
              errors={errors}
              isOnly={sections.length === 1}
              hint={hint}
              latest={latest}
            />
          ))}
        </KindContext>
        <Button type="dashed" block icon={<PlusOutlined aria-hidden />} onClick={add}>
          {t("add_section")}
        </Button>
        <Unplaced />
      </div>
    </section>
  );
}
