/** The right of the designer: the settings of whatever is chosen on the canvas. */
import type { Ref } from "react";
import { useTranslation } from "react-i18next";
import { shownAt } from "~/runtime/tour/tours";
import { optionSetOf } from "../document/commands/optionSets";
import { viewOf } from "../document/commands/views";
import { fieldOf, sectionsOf } from "../document/model";
import { AppSettings } from "./AppSettings";
import styles from "./Design.module.css";
import { useDesign } from "./DesignContext";
import { FieldSettings } from "./FieldSettings";
import { FormSettings } from "./FormSettings";
import { OptionSetSettings } from "./OptionSetSettings";
import { SectionSettings } from "./SectionSettings";
import { SeveralSettings } from "./SeveralSettings";
import { ViewSettings } from "./views/ViewSettings";

interface InspectorProps {
  ref: Ref<HTMLElement>;
  /** The form itself is gone. */
  onRemoved: () => void;
}

export function Inspector({ ref, onRemoved }: InspectorProps) {
  const { t } = useTranslation("design");
  return (
    <aside {...shownAt("settings")} ref={ref} className={styles.right} aria-label={t("settings")}>
      <Chosen onRemoved={onRemoved} />
    </aside>
  );
}

function Chosen({ onRemoved }: { onRemoved: () => void }) {
  const { document, form, selection } = useDesign();
  const { part, keys, table } = selection;
  if (part === "app") return <AppSettings />;
  if (part === "options") {
    const shared = optionSetOf(document, keys[0] ?? "");
    return shared ? <OptionSetSettings key={shared.key} shared={shared} /> : <AppSettings />;
  }
  if (part === "view") {
    const view = viewOf(document, keys[0] ?? "");
    if (view) return <ViewSettings key={view.key} view={view} />;
  }
  if (part === "section") {
    const section = sectionsOf(form).find(({ key }) => key === keys[0]);
    if (section) return <SectionSettings key={section.key} section={section} />;
  }
  if (part === "fields") {
    const found = keys.flatMap((key) => fieldOf(document, form.key, key, table) ?? []);
    const [only] = found;
    if (found.length > 1) return <SeveralSettings fields={found} />;
    // Not drawn anew with its key, which follows the name: whoever leaves the name by a click means that click.
    if (only) return <FieldSettings field={only} table={table} />;
  }
  return <FormSettings key={form.key} onRemoved={onRemoved} />;
}
