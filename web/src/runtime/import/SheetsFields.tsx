/** Several sheets of a workbook as forms that are to be made of them: a tab each, with links where a column names what the
 * rows of another sheet are called. */
import { LinkOutlined } from "@ant-design/icons";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Tabs } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type FilePreview, imports, type SheetWish } from "~/api/imports";
import { keys } from "~/api/keys";
import type { KindItem } from "~/api/kinds";
import { Problem, sentenceOf } from "~/api/problem";
import { useLocale } from "~/ui/appearance";
import { Failure } from "~/ui/Failure";
import { useFeedback } from "~/ui/Feedback";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { useCurrentApp } from "../AppContext";
import { columnsOf, type Draft, draftsOf, isUnfinished, newForm, settledDrafts } from "./drafts";
import { FieldDrafts } from "./FieldDrafts";
import styles from "./ImportPage.module.css";
import { letters } from "./letters";
import { Unreadable } from "./Unreadable";

interface SheetsFieldsProps {
  batch: number;
  wishes: readonly SheetWish[];
  kinds: readonly KindItem[];
  onBack: () => void;
  onLeave: () => void;
  /** Called once the forms are published and their rows are being checked. */
  onMade: () => Promise<void>;
}

export function SheetsFields({ batch, wishes, ...rest }: SheetsFieldsProps) {
  const app = useCurrentApp().key;
  const [titles, setTitles] = useState<ReadonlyMap<string, number>>(new Map());
  const asked = wishes.map((wish) => ({ ...wish, title: titles.get(wish.sheet) ?? null }));
  const sheets = useQuery({
    queryKey: [...keys.import(app, batch), "sheets", asked],
    queryFn: ({ signal }) => imports.sheets(app, batch, asked, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (sheets.error)
    return sheets.error instanceof Problem && sheets.error.status === 422 ? (
      <Unreadable
        problem={sheets.error}
        sheet={wishes[Number(sheets.error.issues[0]?.pointer.split("/")[2])]?.sheet}
        onBack={rest.onBack}
        onLeave={rest.onLeave}
      />
    ) : (
      <Failure thrown={sheets.error} onRetry={() => void sheets.refetch()} />
    );
  if (!sheets.data) return <PageSkeleton />;
  return (
    <SheetForms
      batch={batch}
      wishes={wishes}
      sheets={sheets.data}
      fresh={!sheets.isPlaceholderData}
      onTitle={(sheet, place) => setTitles(new Map([...titles, [sheet, place]]))}
      {...rest}
    />
  );
}

interface SheetDraft {
  name: string;
  title: string | null;
  drafts: readonly Draft[];
}

interface SheetFormsProps extends SheetsFieldsProps {
  sheets: readonly FilePreview[];
  /** Whether what is shown is what was asked for last. */
  fresh: boolean;
  onTitle: (sheet: string, place: number) => void;
}

function SheetForms({ batch, wishes, sheets, kinds, fresh, onBack, onTitle, onMade }: SheetFormsProps) {
  const { t } = useTranslation("import");
  const locale = useLocale();
  const app = useCurrentApp().key;
  const queries = useQueryClient();
  const { message } = useFeedback();
  const id = useId();
  const [making, setMaking] = useState(false);
  const guessed = sheets.flatMap((file) =>
    file.new_form && file.total > 0 ? [{ file, guess: file.new_form }] : [],
  );
  const bare = wishes.flatMap(({ sheet }) =>
    guessed.some(({ file }) => file.sheet === sheet) ? [] : [sheet],
  );
  const [changed, setChanged] = useState<readonly SheetDraft[]>(() =>
    guessed.map(({ file, guess }) => ({
      name: guess.label,
      title: guess.title_field,
      drafts: draftsOf(guess, file, (place) => t("match.nameless", { name: letters(place) })),
    })),
  );
  const forms = guessed.flatMap(({ file, guess }, place) => {
    const draft = changed[place];
    return draft ? [{ ...draft, file, guess, drafts: settledDrafts(draft.drafts, guess) }] : [];
  });
  const change = (place: number, next: Partial<SheetDraft>) =>
    setChanged(changed.map((form, at) => (at === place ? { ...form, ...next } : form)));
  const names = new Map(forms.map(({ guess, name }) => [guess.key, name]));
  const links = forms.flatMap(({ drafts }) =>
    drafts.filter(({ included, chosen }) => included && chosen.matched !== undefined),
  ).length;

  async function make(): Promise<void> {
    setMaking(true);
    try {
      await imports.makeForms(
        app,
        batch,
        forms.map(({ file, guess, name, title, drafts }) => ({
          sheet: file.sheet ?? "",
          header: file.header,
          spreads: wishes.find(({ sheet }) => sheet === file.sheet)?.spreads ?? true,
          form: newForm(guess.key, name, title, drafts, kinds, locale),
          columns: columnsOf(drafts),
        })),
      );
      await queries.refetchQueries({ queryKey: keys.app(app), exact: true });
      await onMade();
    } catch (thrown) {
      void message.error(sentenceOf(thrown));
    } finally {
      setMaking(false);
    }
  }

  return (
    <>
      <p className={styles.quiet}>
        {t("sheets.text", { forms: t("sheets.forms", { count: forms.length }) })}{" "}
        {links > 0 ? t("sheets.links", { count: links }) : t("sheets.no_links")}
      </p>
      {bare.length > 0 ? (
        <p className={styles.quiet}>
          {t("sheets.bare", { sheets: new Intl.ListFormat(locale).format(bare) })}
        </p>
      ) : null}
      <Tabs
        items={forms.map(({ file, guess, name, title, drafts }, place) => ({
          key: guess.key,
          label: (
            <>
              {file.sheet}
              {drafts.some(({ included, chosen }) => included && chosen.matched !== undefined) ? (
                <LinkOutlined className={styles.tabMark ?? ""} aria-label={t("sheets.linked")} />
              ) : null}
            </>
          ),
          children: (
            <>
              <label className={styles.control} htmlFor={`${id}-${guess.key}`}>
                <span>{t("new.name")}</span>
                <Input
                  id={`${id}-${guess.key}`}
                  className={styles.name ?? ""}
                  value={name}
                  maxLength={100}
                  onChange={(event) => change(place, { name: event.target.value })}
                />
              </label>
              <FieldDrafts
                file={file}
                guess={guess}
                kinds={kinds}
                drafts={drafts}
                title={title}
                forms={names}
                onDrafts={(next) => change(place, { drafts: next })}
                onTitle={(next) => {
                  change(place, { title: next });
                  const field = guess.fields.find(({ key }) => key === next);
                  if (field && file.sheet) onTitle(file.sheet, field.place);
                }}
              />
            </>
          ),
        }))}
      />
      <div className={styles.foot}>
        <span className={styles.quiet}>{t("sheets.promise")}</span>
        <span className={styles.gap} />
        <Button onClick={onBack}>{t("look.again")}</Button>
        <Button
          type="primary"
          loading={making || !fresh}
          disabled={forms.length === 0 || forms.some(({ name, drafts }) => isUnfinished(name, drafts))}
          onClick={() => void make()}
        >
          {t("sheets.make", { count: forms.length })}
        </Button>
      </div>
    </>
  );
}
