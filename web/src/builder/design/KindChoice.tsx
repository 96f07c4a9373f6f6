/** The kind of a field, and any other that it could become: its values are converted when that is published. */

import { useTranslation } from "react-i18next";
import { Icon } from "~/ui/icons";
import { matches } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { type FieldDefinition, hasRows } from "../document/model";
import styles from "./Design.module.css";
import { useDesign } from "./DesignContext";
import { useNewField } from "./newField";
import { groupsOf } from "./paletteOrder";
import { settingsOf } from "./settings/schema";

/** The setting of kinds whose value is rows. */
const ROWS = "fields";

interface KindChoiceProps {
  field: FieldDefinition;
  table: string | null;
}

export function KindChoice({ field, table }: KindChoiceProps) {
  const { t } = useTranslation("design");
  const design = useDesign();
  const { form, kindList, kinds, locale } = design;
  const { become } = useNewField(design);
  const item = kinds.get(field.kind);
  const isTitle = table === null && form.title_field === field.key;
  const others = kindList.filter(
    (one) =>
      !one.computed &&
      // Rows are records of their own: no value becomes them.
      !settingsOf(one.schema).some(({ name }) => name === ROWS) &&
      (table === null || one.in_rows) &&
      (!isTitle || one.can_be_title),
  );
  if (!item || item.computed || hasRows(field))
    return (
      <>
        <Icon name={item?.icon} className={styles.kindIcon ?? ""} />
        <span className={styles.settingsKind}>{textOf(item?.title, locale)}</span>
      </>
    );
  return (
    <Select<string>
      variant="borderless"
      className={styles.kindChoice ?? ""}
      popupMatchSelectWidth={264}
      aria-label={t("kind")}
      value={field.kind}
      prefix={<Icon name={item.icon} className={styles.kindIcon ?? ""} />}
      showSearch={{ filterOption: (typed, option) => matches(String(option?.label ?? ""), typed) }}
      options={groupsOf(others).map(({ group, items }) => ({
        label: t(`group.${group}`),
        options: items.map((one) => ({ value: one.kind, label: textOf(one.title, locale) })),
      }))}
      popupRender={(list) => (
        <>
          {list}
          <p className={styles.kindNote}>{t("kind_help")}</p>
        </>
      )}
      onChange={(kind) => {
        if (kind !== field.kind) become(field, table, kind);
      }}
    />
  );
}
