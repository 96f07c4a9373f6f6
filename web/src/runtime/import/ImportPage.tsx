/** Bringing a file into a form: choose it, match its columns, follow it, read what came of it. */
import { ArrowLeftOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { App, Steps } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { may } from "~/api/apps";
import { imports } from "~/api/imports";
import { keys } from "~/api/keys";
import { Problem, sentenceOf } from "~/api/problem";
import type { FormView } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { Failure } from "~/ui/Failure";
import { textOf } from "~/words";
import { useAddressedForm, useCurrentApp } from "../AppContext";
import { addresses } from "../addresses";
import { Missing } from "../Missing";
import { ColumnMatching } from "./ColumnMatching";
import { importable, mappingOf } from "./columns";
import { readSample, type Sample } from "./csv";
import { FileDrop } from "./FileDrop";
import styles from "./ImportPage.module.css";
import { ImportResult } from "./ImportResult";
import { guessMatches, type Match } from "./matching";

const POLL_MS = 700;

export function ImportPage() {
  const form = useAddressedForm();
  if (!form) return <Missing />;
  if (!may(form, "import")) return <Failure thrown={new Problem(403, {})} />;
  return <FormImport key={form.key} form={form} />;
}

interface Chosen {
  file: File;
  sample: Sample;
  matches: Match[];
}

function FormImport({ form }: { form: FormView }) {
  const { t } = useTranslation("import");
  const app = useCurrentApp().key;
  const locale = useLocale();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [params, setParams] = useSearchParams();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [sending, setSending] = useState(false);
  const batch = Number(params.get("batch")) || null;

  const progress = useQuery({
    enabled: batch !== null,
    queryKey: keys.import(app, form.key, batch ?? 0),
    queryFn: ({ signal }) => imports.get(app, form.key, batch ?? 0, signal),
    refetchInterval: ({ state }) => (state.data && isOver(state.data.state) ? false : POLL_MS),
  });
  const state = progress.data?.state;
  useEffect(() => {
    if (state === "done")
      void queries.invalidateQueries({ queryKey: keys.records(app, form.key), exact: false });
  }, [state, queries, app, form.key]);

  async function choose(file: File): Promise<void> {
    const sample = await readSample(file);
    if (sample.columns.length === 0 || sample.rows.length === 0) {
      void message.error(t("empty"));
      return;
    }
    setChosen({ file, sample, matches: guessMatches(sample.columns, importable(form)) });
  }

  async function start(): Promise<void> {
    if (!chosen) return;
    setSending(true);
    try {
      const { id } = await imports.start(app, form.key, chosen.file, mappingOf(chosen.matches));
      setParams({ batch: String(id) });
    } catch (thrown) {
      void message.error(sentenceOf(thrown));
    } finally {
      setSending(false);
    }
  }

  const again = (keep: boolean) => {
    if (!keep) setChosen(null);
    setParams({});
  };
  const step = batch !== null ? (state && isOver(state) ? 3 : 2) : chosen ? 1 : 0;
  const name = textOf(form.label, locale);
  return (
    <div className={styles.page}>
      <Link to={addresses.list(app, form.key)} className={styles.back}>
        <ArrowLeftOutlined aria-hidden />
        {name}
      </Link>
      <h1 className={styles.title}>{t("title", { form: name })}</h1>
      <Steps
        className={styles.steps ?? ""}
        size="small"
        current={step}
        responsive={false}
        {...(state === "failed" ? { status: "error" as const } : {})}
        items={["choose", "match", "check", "result"].map((key) => ({ title: t(`step.${key}`) }))}
      />
      {batch !== null ? (
        progress.error && !progress.data ? (
          <Failure thrown={progress.error} onRetry={() => void progress.refetch()} />
        ) : (
          <ImportResult
            form={form}
            progress={progress.data ?? null}
            onFix={chosen ? () => again(true) : undefined}
            onAgain={() => again(false)}
          />
        )
      ) : chosen ? (
        <ColumnMatching
          form={form}
          file={chosen.file}
          sample={chosen.sample}
          matches={chosen.matches}
          sending={sending}
          onChange={(matches) => setChosen({ ...chosen, matches })}
          onBack={() => setChosen(null)}
          onStart={() => void start()}
        />
      ) : (
        <FileDrop form={form} onFile={(file) => void choose(file)} />
      )}
    </div>
  );
}

export function isOver(state: string): boolean {
  return state === "done" || state === "failed";
}
