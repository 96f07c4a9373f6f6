/** The key of a field: suggested by its label, and fixed once it is published. */
import { Input } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { textOf } from "~/words";
import { mentions, renameColumn, renameField } from "../document/commands/settings";
import { type FieldDefinition, fieldOf, labelOf } from "../document/model";
import { isKey } from "../document/names";
import { useDesign } from "./DesignContext";
import { someFields } from "./selection";
import { SettingLine } from "./settings/SettingLine";
import { useIsPublished } from "./useFollowingKey";
import { useUses } from "./uses/UsesContext";

export function FieldKey({ field, table }: { field: FieldDefinition; table: string | null }) {
  const { t } = useTranslation("design");
  const { document, form, locale, run, select } = useDesign();
  const uses = useUses();
  const isPublished = useIsPublished(form.key, field.key, table);
  const id = useId();
  const [typed, setTyped] = useState(field.key);
  const isUsed = form.title_field === field.key || mentions(document, form.key, field.key) > 0;
  const isTaken = typed !== field.key && fieldOf(document, form.key, typed, table) !== undefined;
  const isWrong = !isKey(typed) || isTaken;

  function rename(): void {
    if (typed === field.key || isWrong) return;
    const name = textOf(labelOf(field), locale) || field.key;
    if (isUsed) {
      const part = { form: form.key, field: table ? `${table}.${field.key}` : field.key };
      void uses.rename(part, typed, name).then((done) => done && select(someFields([typed], table)));
      return;
    }
    const edits = table
      ? renameColumn(document, form.key, table, field.key, typed)
      : renameField(document, form.key, field.key, typed);
    if (run("key", name, edits)) select(someFields([typed], table));
  }

  const help = isPublished ? t("key_fixed") : isUsed ? t("key_used") : t("key_help");
  return (
    <SettingLine id={id} name={t("key")} help={isWrong ? (isTaken ? t("key_taken") : t("key_wrong")) : help}>
      <Input
        id={id}
        value={typed}
        disabled={isPublished}
        maxLength={40}
        spellCheck={false}
        {...(isWrong ? { status: "error" as const } : {})}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={rename}
        onPressEnter={rename}
      />
    </SettingLine>
  );
}
