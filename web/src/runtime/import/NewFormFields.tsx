/** A file's columns as the fields of a form that is to be made of them. */
import { useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type FilePreview, type GuessedForm, imports } from "~/api/imports";
import { keys } from "~/api/keys";
import type { KindItem } from "~/api/kinds";
import { sentenceOf } from "~/api/problem";
import { useLocale } from "~/ui/appearance";
import { useFeedback } from "~/ui/Feedback";
import { useCurrentApp } from "../AppContext";
import { columnsOf, draftsOf, isUnfinished, newForm } from "./drafts";
import { FieldDrafts } from "./FieldDrafts";
import styles from "./ImportPage.module.css";
import { letters } from "./letters";

interface NewFormFieldsProps {
  batch: number;
  file: FilePreview;
  guess: GuessedForm;
  kinds: readonly KindItem[];
  sending: boolean;
  onBack: () => void;
  /** Called once the form is published, with the field of each column. */
  onMade: (form: string, columns: readonly (string | null)[]) => Promise<void>;
}

export function NewFormFields({ batch, file, guess, kinds, sending, onBack, onMade }: NewFormFieldsProps) {
  const { t } = useTranslation("import");
  const locale = useLocale();
  const app = useCurrentApp().key;
  const queries = useQueryClient();
  const { message } = useFeedback();
  const id = useId();
  const [name, setName] = useState(guess.label);
  const [title, setTitle] = useState(guess.title_field);
  const [making, setMaking] = useState(false);
  const [drafts, setDrafts] = useState(() =>
    draftsOf(guess, file, (place) => t("match.nameless", { name: letters(place) })),
  );
  const used = drafts.filter((draft) => draft.included).length;

  async function make(): Promise<void> {
    setMaking(true);
    try {
      const { form } = await imports.makeForm(
        app,
        batch,
        newForm(guess.key, name, title, drafts, kinds, locale),
      );
      await queries.refetchQueries({ queryKey: keys.app(app), exact: true });
      await onMade(form, columnsOf(drafts));
    } catch (thrown) {
      void message.error(sentenceOf(thrown));
    } finally {
      setMaking(false);
    }
  }

  return (
    <>
      <label className={styles.control} htmlFor={`${id}-name`}>
        <span>{t("new.name")}</span>
        <Input
          id={`${id}-name`}
          className={styles.name ?? ""}
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.target.value)}
        />
      </label>
      <p className={styles.quiet}>{t("new.text", { name: file.file_name, used })}</p>
      <FieldDrafts
        file={file}
        guess={guess}
        kinds={kinds}
        drafts={drafts}
        title={title}
        onDrafts={setDrafts}
        onTitle={setTitle}
      />
      <div className={styles.foot}>
        <span className={styles.quiet}>{t("new.promise")}</span>
        <span className={styles.gap} />
        <Button onClick={onBack}>{t("look.again")}</Button>
        <Button
          type="primary"
          loading={making || sending}
          disabled={isUnfinished(name, drafts)}
          onClick={() => void make()}
        >
          {t("new.make")}
        </Button>
      </div>
    </>
  );
}
