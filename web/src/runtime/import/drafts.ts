/** The fields of a form that is to be made of a table, while they are decided on. Pure. */
import type { Candidate, FilePreview, GuessedForm, NewForm } from "~/api/imports";
import type { KindItem } from "~/api/kinds";
import { type Label, type Locale, labelled } from "~/words";

export interface Draft {
  key: string;
  label: string;
  included: boolean;
  chosen: Candidate;
}

export const PLAIN: Candidate = { kind: "", certainty: 0, settings: {} };

/** What tells the candidates of a column apart: of links there may be several. */
export const nameOf = ({ kind, matched, settings }: Candidate): string =>
  matched === undefined ? kind : `${kind} ${settings.form}`;

/** `nameless` is what a column without a heading is called, by its place. */
export const draftsOf = (
  guess: GuessedForm,
  file: FilePreview,
  nameless: (place: number) => string,
): readonly Draft[] =>
  guess.fields.map((field) => ({
    key: field.key,
    label: field.label || file.columns[field.place]?.label || nameless(field.place),
    included: field.candidates.length > 0,
    chosen: field.candidates[0] ?? PLAIN,
  }));

/** The drafts as far as they are still offered: a link goes with what its form's rows are called by. */
export const settledDrafts = (drafts: readonly Draft[], guess: GuessedForm): readonly Draft[] =>
  drafts.map((draft, place) => {
    if (draft.chosen.matched === undefined) return draft;
    const candidates = guess.fields[place]?.candidates ?? [];
    const same = candidates.find((each) => nameOf(each) === nameOf(draft.chosen));
    const plain = candidates.find(({ matched }) => matched === undefined);
    return { ...draft, chosen: same ?? plain ?? PLAIN };
  });

/** The sheets of a workbook that there is something to take from. */
export const filledSheets = ({ sheets, blank }: FilePreview): readonly string[] =>
  sheets.filter((sheet) => !blank.includes(sheet));

/** Whether something is left out that a form needs. */
export const isUnfinished = (name: string, drafts: readonly Draft[]): boolean => {
  const included = drafts.filter((draft) => draft.included);
  return included.length === 0 || name.trim() === "" || included.some(({ label }) => label.trim() === "");
};

/** What a heading is called by: one without Chinese characters, of whoever works in Chinese, is so in both languages. */
const headed = (text: string, locale: Locale): Label =>
  locale === "zh-CN" ? { ...labelled(text, "en"), "zh-CN": text } : labelled(text, locale);

/** The form as the server takes it. */
export function newForm(
  key: string,
  name: string,
  title: string | null,
  drafts: readonly Draft[],
  kinds: readonly KindItem[],
  locale: Locale,
): NewForm {
  const included = drafts.filter((draft) => draft.included);
  const canBeTitle = (kind: string) => kinds.find((each) => each.kind === kind)?.can_be_title ?? false;
  const named = included.find((draft) => draft.key === title && canBeTitle(draft.chosen.kind));
  return {
    key,
    label: headed(name.trim(), locale),
    title_field: named?.key ?? null,
    fields: included.map((draft) => ({
      ...draft.chosen.settings,
      kind: draft.chosen.kind,
      key: draft.key,
      label: headed(draft.label.trim(), locale),
    })),
  };
}

/** The field that each column fills. */
export const columnsOf = (drafts: readonly Draft[]): readonly (string | null)[] =>
  drafts.map((draft) => (draft.included ? draft.key : null));
