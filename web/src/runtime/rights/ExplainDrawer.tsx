/** Why somebody may do something with a record, or may not: which grant of which role says so. */
import { useQuery } from "@tanstack/react-query";
import { Drawer } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import { type Action, type Guise, seeAs } from "~/api/seeAs";
import { useMe } from "~/api/session";
import type { FormView, RecordData } from "~/api/types";
import { fieldKind } from "~/kinds/registry";
import { useLocale } from "~/ui/appearance";
import { Failure } from "~/ui/Failure";
import { matches } from "~/ui/pinyin";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { Explanation } from "./Explanation";
import styles from "./Rights.module.css";
import { useSeeing } from "./seeing";
import { WhoPicker } from "./WhoPicker";

const ACTIONS: readonly Action[] = [
  "view",
  "edit",
  "press",
  "delete",
  "create",
  "comment",
  "transfer",
  "share",
  "import",
  "export",
  "print",
  "bulk_edit",
];
const WHOLE = "";

interface ExplainDrawerProps {
  form: FormView;
  record: RecordData;
  onClose: () => void;
}

export function ExplainDrawer({ form, record, onClose }: ExplainDrawerProps) {
  const { t } = useTranslation("rights");
  const app = useCurrentApp();
  const locale = useLocale();
  const seeing = useSeeing();
  const { person: me } = useMe();
  const id = useId();
  const [chosen, setChosen] = useState<{ guise: Guise; name: string } | null>(null);
  const [action, setAction] = useState<Action>("view");
  const [field, setField] = useState(WHOLE);
  const who = chosen ?? seen() ?? { guise: { person: me.id }, name: me.name };
  const question = { form: form.key, record: record.id, ...who.guise, action, field: field || undefined };
  const told = useQuery({
    queryKey: keys.explained(app.key, question),
    queryFn: ({ signal }) => seeAs.explain(app.key, question, signal),
    placeholderData: (before) => before,
  });

  function seen(): { guise: Guise; name: string } | null {
    if (seeing?.person) return { guise: { person: seeing.person.id }, name: seeing.person.title };
    if (seeing?.role) return { guise: { role: seeing.role.key }, name: textOf(seeing.role.label, locale) };
    return null;
  }

  return (
    <Drawer open size={480} title={t("explain")} onClose={onClose}>
      <p className={styles.intro}>{t("explain_text", { record: record.title || `#${record.id}` })}</p>
      <div className={styles.question}>
        <label htmlFor={`${id}-who`}>{t("who")}</label>
        <WhoPicker
          id={`${id}-who`}
          value={who.guise}
          name={who.name}
          roles={[]}
          onChange={(guise, name) => setChosen({ guise, name })}
        />
        <label htmlFor={`${id}-action`}>{t("what")}</label>
        <Select<Action>
          id={`${id}-action`}
          value={action}
          options={ACTIONS.map((one) => ({ value: one, label: t(`action.${one}`) }))}
          onChange={setAction}
        />
        <label htmlFor={`${id}-field`}>{t("field")}</label>
        <Select<string>
          id={`${id}-field`}
          value={field}
          showSearch={{ filterOption: (typed, option) => matches(String(option?.label ?? ""), typed) }}
          options={[
            { value: WHOLE, label: t("whole_record") },
            ...(told.data?.fields ?? []).map(({ key, name }) => ({
              value: key,
              label: textOf(name, locale),
            })),
          ]}
          onChange={setField}
        />
      </div>
      {told.error && !told.data ? (
        <Failure thrown={told.error} onRetry={() => void told.refetch()} />
      ) : told.data ? (
        <Explanation
          told={told.data}
          who={who.name}
          action={action}
          isPressed={form.fields.some(({ key, kind }) => key === field && fieldKind(kind).acts)}
          field={textOf(told.data.fields.find(({ key }) => key === field)?.name, locale)}
        />
      ) : null}
    </Drawer>
  );
}
