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

export function FieldKey({ field, table }: { field: FieldDefinition; table: string | null }) {
  const { t } = useTranslation("design");
  const { document, form, locale, run, select } = useDesign();
  const isPublished = useIsPublished(form.key, field.key, table);
  const id = useId();
  const [typed, setTyped] = useState(field.key);
  const used = mentions(document, form.key, field.key);
  const isTaken = typed !== field.key && fieldOf(document, form.key, typed, table) !== undefined;
  const isWrong = !isKey(typed) || isTaken;

  function rename(): void {
    if (typed === field.key || isWrong) return;
    const edits = table
      ? renameColumn(document, form.key, table, field.key, typed)
      : renameField(document, form.key, field.key, typed);
    if (run("key", textOf(labelOf(field), locale), edits)) select(someFields([typed], table));
  }

  const help = isPublished ? t("key_fixed") : used > 0 ? t("key_used", { count: used }) : t("key_help");
  return (
    <SettingLine id={id} name={t("key")} help={isWrong ? (isTaken ? t("key_taken") : t("key_wrong")) : help}>
      <Input
        id={id}
        value={typed}
        disabled={isPublished || used > 0}
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
