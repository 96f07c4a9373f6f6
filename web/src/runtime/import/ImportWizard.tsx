/** The steps of an import: choose a file, look at it, match its columns, read the check, see what came of it. */
import { ArrowLeftOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Steps } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";
import { formOf } from "~/api/apps";
import { type CorrectedCell, type ImportReport, type ImportState, imports } from "~/api/imports";
import { keys } from "~/api/keys";
import { sentenceOf } from "~/api/problem";
import type { FormView } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { Failure } from "~/ui/Failure";
import { useFeedback } from "~/ui/Feedback";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { addresses } from "../addresses";
import { useLive, useStanding } from "../live/useLive";
import { CheckReport } from "./CheckReport";
import { EarlierImports } from "./EarlierImports";
import { FileDrop } from "./FileDrop";
import styles from "./ImportPage.module.css";
import { ImportResult } from "./ImportResult";
import { Preparation } from "./Preparation";
import { Running } from "./Running";
import { SheetsReport } from "./SheetsReport";
import "./words";

/** Progress is told; it is asked for slowly in case that fails, and quickly while nothing can be told. */
const TOLD_MS = 5_000;
const UNTOLD_MS = 700;
const STEPS = ["choose", "look", "match", "check", "result"] as const;
/** Where the file is to become a form of its own, its columns are not matched with fields: they become fields. */
const NEW_STEPS = ["choose", "look", "describe", "check", "result"] as const;
const RESTING: readonly ImportState[] = ["uploaded", "checked", "done", "failed", "undone", "left"];

export function ImportWizard({ form }: { form: FormView | null }) {
  const { t } = useTranslation("import");
  const app = useCurrentApp();
  const locale = useLocale();
  const queries = useQueryClient();
  const { message } = useFeedback();
  const [params, setParams] = useSearchParams();
  const [matching, setMatching] = useState(false);
  const [again, setAgain] = useState(false);
  const [sending, setSending] = useState(false);
  const batch = Number(params.get("batch")) || null;

  const poll = useStanding() === "open" ? TOLD_MS : UNTOLD_MS;
  const report = useQuery({
    enabled: batch !== null,
    queryKey: keys.import(app.key, batch ?? 0),
    queryFn: ({ signal }) => imports.get(app.key, batch ?? 0, signal),
    refetchInterval: ({ state }) => (state.data && RESTING.includes(state.data.state) ? false : poll),
  });
  useLive("import", ({ id }) => {
    if (id === batch) void queries.invalidateQueries({ queryKey: keys.import(app.key, batch), exact: true });
  });
  const state = report.data?.state;
  const target = report.data?.form ? (formOf(app, report.data.form) ?? form) : form;
  useEffect(() => {
    if (state === "done" || state === "undone")
      void queries.invalidateQueries({ queryKey: ["records", app.key], exact: false });
  }, [state, queries, app.key]);

  async function act(work: () => Promise<unknown>): Promise<void> {
    setSending(true);
    try {
      await work();
      if (batch !== null)
        await queries.invalidateQueries({ queryKey: keys.import(app.key, batch), exact: true });
      setAgain(false);
    } catch (thrown) {
      void message.error(sentenceOf(thrown));
    } finally {
      setSending(false);
    }
  }

  const choose = (file: File) =>
    act(async () => {
      const { id } = await imports.upload(app.key, file);
      setMatching(false);
      setParams({ batch: String(id) });
    });
  const restart = () => {
    setMatching(false);
    setAgain(false);
    setParams({});
  };
  const leave = () =>
    act(async () => {
      if (batch !== null && (state === "uploaded" || state === "checked"))
        await imports.leave(app.key, batch);
      restart();
    });

  const steps = form ? STEPS : NEW_STEPS;
  const top = useRef<HTMLHeadingElement>(null);
  const preparing = state === "uploaded" || (state === "checked" && again);
  const step = stepOf(state, preparing, matching);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step begins at its head
  useEffect(() => {
    top.current?.scrollIntoView({ block: "end" });
  }, [step]);
  const name = target ? textOf(target.label, locale) : "";
  return (
    <div className={styles.page} data-wide={batch !== null}>
      <Link to={form ? addresses.list(app.key, form.key) : addresses.app(app.key)} className={styles.back}>
        <ArrowLeftOutlined aria-hidden />
        {form ? t("back") : t("back_app")}
      </Link>
      <h1 ref={top} className={styles.title}>
        {form ? t("title", { form: name }) : t("title_new")}
      </h1>
      <Steps
        className={styles.steps ?? ""}
        size="small"
        current={step}
        responsive={false}
        {...(state === "failed" ? { status: "error" as const } : {})}
        items={steps.map((key) => ({ title: t(`step.${key}`) }))}
      />
      <p className={styles.step}>
        {t("step_of", { step: step + 1, steps: steps.length, name: t(`step.${steps[step] ?? "choose"}`) })}
      </p>
      {batch === null ? (
        <>
          <FileDrop form={form} sending={sending} onFile={(file) => void choose(file)} />
          <EarlierImports form={form} />
        </>
      ) : report.error && !report.data ? (
        <Failure thrown={report.error} onRetry={() => void report.refetch()} />
      ) : !report.data ? null : preparing ? (
        <Preparation
          batch={batch}
          form={target}
          matching={matching}
          sending={sending}
          onMatching={setMatching}
          onLeave={() => void leave()}
          onCheck={(chosen, plan) => act(() => imports.check(app.key, batch, chosen, plan))}
          onMade={() => act(async () => undefined)}
        />
      ) : (
        <Outcome
          report={report.data}
          form={target}
          sending={sending}
          onApply={() => void act(() => imports.apply(app.key, batch))}
          onCorrect={(cells, sheet = batch) =>
            void act(async () => {
              await imports.correct(app.key, sheet, cells);
              queries.removeQueries({ queryKey: [...keys.import(app.key, sheet), "rows"] });
            })
          }
          onUndo={() => void act(() => imports.undo(app.key, batch))}
          onMatch={() => {
            setMatching(true);
            setAgain(true);
          }}
          onLeave={() => void leave()}
          onRestart={restart}
        />
      )}
    </div>
  );
}

function stepOf(state: ImportState | undefined, preparing: boolean, matching: boolean): number {
  if (!state) return 0;
  if (preparing) return matching ? 2 : 1;
  return state === "staged" || state === "checking" || state === "checked" ? 3 : 4;
}

interface OutcomeProps {
  report: ImportReport;
  form: FormView | null;
  sending: boolean;
  onApply: () => void;
  onCorrect: (cells: CorrectedCell[], sheet?: number) => void;
  onUndo: () => void;
  onMatch: () => void;
  onLeave: () => void;
  onRestart: () => void;
}

function Outcome({ report, form, ...rest }: OutcomeProps) {
  if (report.sheets.length > 1 && RESTING.includes(report.state))
    return <SheetsReport report={report} {...rest} />;
  if (report.state === "checked" && form) {
    const { sending, onApply, onCorrect, onMatch, onLeave } = rest;
    return (
      <CheckReport
        report={report}
        form={form}
        sending={sending}
        onApply={onApply}
        onCorrect={onCorrect}
        onMatch={onMatch}
        onLeave={onLeave}
      />
    );
  }
  if (!RESTING.includes(report.state) || !form) return <Running report={report} />;
  return (
    <ImportResult
      report={report}
      form={form}
      sending={rest.sending}
      onUndo={rest.onUndo}
      onRestart={rest.onRestart}
    />
  );
}
