/** The columns of a table as the fields of a form that is to be made of them; every guess can be changed. */
import { Checkbox, Input, Radio } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { FilePreview, GuessedForm } from "~/api/imports";
import type { KindItem } from "~/api/kinds";
import { useLocale } from "~/ui/appearance";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { type Draft, nameOf, PLAIN } from "./drafts";
import styles from "./ImportPage.module.css";
import { OptionsOf } from "./OptionsOf";

interface FieldDraftsProps {
  file: FilePreview;
  guess: GuessedForm;
  kinds: readonly KindItem[];
  drafts: readonly Draft[];
  title: string | null;
  /** What the forms are called that columns may link to. */
  forms?: ReadonlyMap<string, string>;
  onDrafts: (drafts: readonly Draft[]) => void;
  onTitle: (field: string) => void;
}

const NONE: ReadonlyMap<string, string> = new Map();

export function FieldDrafts({
  file,
  guess,
  kinds,
  drafts,
  title,
  forms = NONE,
  onDrafts,
  onTitle,
}: FieldDraftsProps) {
  const { t } = useTranslation("import");
  const locale = useLocale();
  const id = useId();
  const kindOf = (kind: string) => kinds.find((each) => each.kind === kind);
  const change = (place: number, next: Partial<Draft>) =>
    onDrafts(drafts.map((draft, at) => (at === place ? { ...draft, ...next } : draft)));

  return (
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
            const { matched, filled, settings } = draft.chosen;
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
                    value={nameOf(draft.chosen)}
                    disabled={!draft.included}
                    options={candidates.map((each) => ({
                      value: nameOf(each),
                      label:
                        each.matched === undefined
                          ? textOf(kindOf(each.kind)?.title, locale) || each.kind
                          : t("new.link_to", { form: forms.get(String(each.settings.form)) ?? "" }),
                    }))}
                    onChange={(name) =>
                      change(place, { chosen: candidates.find((each) => nameOf(each) === name) ?? PLAIN })
                    }
                  />
                  {matched === undefined ? null : (
                    <p className={styles.quiet}>{t("new.matched", { matched, filled })}</p>
                  )}
                  <OptionsOf
                    settings={settings}
                    onChange={(changed) => change(place, { chosen: { ...draft.chosen, settings: changed } })}
                  />
                </td>
                <td className={styles.samples}>
                  {file.columns[place]?.samples.join(" · ") || (
                    <span className={styles.quiet}>{t("match.empty")}</span>
                  )}
                </td>
                <td>
                  {draft.included && kindOf(draft.chosen.kind)?.can_be_title ? (
                    <Radio
                      name={`${id}-title`}
                      aria-label={t("new.title_of", { field: draft.label })}
                      checked={draft.key === title}
                      onChange={() => onTitle(draft.key)}
                    />
                  ) : null}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
