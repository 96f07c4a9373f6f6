/** The dialog of anything in the organisation that has a name: its names, what else it has, and the way to put it away. */
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { OrganisationDialog, PutAway, type Saving } from "./OrganisationDialog";
import { TextLine } from "./TextLine";

interface Names {
  name: string;
  name_en: string;
}

interface NamedDialogProps extends Saving<Names | { archived: true }> {
  /** Nothing for a new one. */
  item: (Names & { title: string }) | null;
  title: string;
  /** What becomes of those who belong to it when it is put away. */
  awayText: string;
  width?: number;
  children?: ReactNode;
}

export function NamedDialog(props: NamedDialogProps) {
  const { item, title, awayText, busy, error, onSave, onClose, width, children } = props;
  const { t } = useTranslation("people");
  const id = useId();
  const [name, setName] = useState(item?.name ?? "");
  const [english, setEnglish] = useState(item?.name_en ?? "");
  return (
    <OrganisationDialog
      title={title}
      {...(width ? { width } : {})}
      busy={busy}
      error={error}
      ready={name.trim() !== ""}
      saveText={t("save")}
      onSave={() => onSave({ name: name.trim(), name_en: english.trim() })}
      onClose={onClose}
      deeds={
        item ? (
          <PutAway
            question={t("put_away_sure", { name: item.title })}
            text={awayText}
            word={t("put_away")}
            busy={busy}
            onSure={() => onSave({ archived: true })}
          />
        ) : null
      }
    >
      <TextLine id={`${id}-name`} label={t("its_name")} value={name} autoFocus onChange={setName} />
      <TextLine id={`${id}-english`} label={t("name_en")} value={english} onChange={setEnglish} />
      {children}
    </OrganisationDialog>
  );
}
