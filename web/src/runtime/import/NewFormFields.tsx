/** A file's columns as the fields of a form that is to be made of them; every guess can be changed. */
import { useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Input, Radio, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Candidate, type FilePreview, type GuessedForm, imports } from "~/api/imports";
import { keys } from "~/api/keys";
import type { KindItem } from "~/api/kinds";
import { sentenceOf } from "~/api/problem";
import { useLocale } from "~/ui/appearance";
import { useFeedback } from "~/ui/Feedback";
import { labelled, textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import styles from "./ImportPage.module.css";
import { OptionsOf } from "./OptionsOf";

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

interface Draft {
  key: string;
  label: string;
  included: boolean;
  chosen: Candidate;
}

const PLAIN: Candidate = { kind: "", certainty: 0, settings: {} };

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
  const [drafts, setDrafts] = useState<readonly Draft[]>(() =>
    guess.fields.map((field) => ({
      key: field.key,
      label: field.label || file.columns[field.place]?.label || field.key,
      included: field.candidates.length > 0,
      chosen: field.candidates[0] ?? PLAIN,
    })),
  );
  const titleOf = (kind: string) => textOf(kinds.find((each) => each.kind === kind)?.title, locale) || kind;
  const canBeTitle = (kind: string) => kinds.find((each) => each.kind === kind)?.can_be_title ?? false;
  const change = (place: number, next: Partial<Draft>) =>
    setDrafts(drafts.map((draft, at) => (at === place ? { ...draft, ...next } : draft)));
  const included = drafts.filter((draft) => draft.included);
  const named = included.find((draft) => draft.key === title && canBeTitle(draft.chosen.kind));
  const nameless = included.some((draft) => draft.label.trim() === "") || name.trim() === "";

  async function make(): Promise<void> {
    setMaking(true);
    try {
      const { form } = await imports.makeForm(app, batch, {
        key: guess.key,
        label: labelled(name.trim(), locale),
        title_field: named?.key ?? null,
        fields: included.map(({ key, label, chosen }) => ({
          ...chosen.settings,
          kind: chosen.kind,
          key,
          label: labelled(label.trim(), locale),
        })),
      });
      await queries.refetchQueries({ queryKey: keys.app(app), exact: true });
      await onMade(
        form,
        drafts.map((draft) => (draft.included ? draft.key : null)),
      );
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
      <p className={styles.quiet}>{t("new.text", { name: file.file_name, used: included.length })}</p>
      <div className={styles.scroller}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t("new.field")}</th>
              <th scope="col">{t("new.kind")}</th>
              <th scope="col" className={styles.sampleHead}>
                {t("match.samples")}
              </th>
              <th scope="col">{t("new.title")}</th>
            </tr>
          </thead>
          <tbody>
            {drafts.map((draft, place) => {
              const candidates = guess.fields[place]?.candidates ?? [];
              return (
                <tr key={draft.key} data-left={!draft.included}>
                  <th scope="row">
                    <span className={styles.choice}>
                      <Checkbox
                        aria-label={t("new.include", { field: draft.label })}
                        checked={draft.included}
                        disabled={candidates.length === 0}
                        onChange={(event) => change(place, { included: event.target.checked })}
                      />
                      <Input
                        aria-label={t("new.label", { field: draft.label })}
                        value={draft.label}
                        maxLength={100}
                        disabled={!draft.included}
                        onChange={(event) => change(place, { label: event.target.value })}
                      />
                    </span>
                  </th>
                  <td>
                    <Select
                      className={styles.kind ?? ""}
                      aria-label={t("new.kind_of", { field: draft.label })}
                      value={draft.chosen.kind}
                      disabled={!draft.included}
                      options={candidates.map(({ kind }) => ({ value: kind, label: titleOf(kind) }))}
                      onChange={(kind) =>
                        change(place, { chosen: candidates.find((each) => each.kind === kind) ?? PLAIN })
                      }
                    />
                    <OptionsOf
                      settings={draft.chosen.settings}
                      onChange={(settings) => change(place, { chosen: { ...draft.chosen, settings } })}
                    />
                  </td>
                  <td className={styles.samples}>
                    {file.columns[place]?.samples.join(" · ") || (
                      <span className={styles.quiet}>{t("match.empty")}</span>
                    )}
                  </td>
                  <td>
                    {draft.included && canBeTitle(draft.chosen.kind) ? (
                      <Radio
                        name={`${id}-title`}
                        aria-label={t("new.title_of", { field: draft.label })}
                        checked={draft.key === title}
                        onChange={() => setTitle(draft.key)}
                      />
                    ) : null}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <div className={styles.foot}>
        <span className={styles.quiet}>{t("new.promise")}</span>
        <span className={styles.gap} />
        <Button onClick={onBack}>{t("look.again")}</Button>
        <Button
          type="primary"
          loading={making || sending}
          disabled={included.length === 0 || nameless}
          onClick={() => void make()}
        >
          {t("new.make")}
        </Button>
      </div>
    </>
  );
}
