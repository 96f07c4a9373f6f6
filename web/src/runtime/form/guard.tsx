/** Keeps a person from losing what was typed: leaving asks first, and what was typed is kept in this browser. */
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Location } from "react-router";
import { useFeedback } from "~/ui/Feedback";
import { OPEN_RECORD } from "../addresses";
import { useHeld } from "../held";
import { type Draft, dropDraft, readDraft, writeDraft } from "./draft";
import type { RecordForm } from "./useRecordForm";
import { close, open, type Values } from "./values";

const DRAFT_PAUSE_MS = 400;

/** The page, and the record that is open over it. */
function placeOf({ pathname, search }: Pick<Location, "pathname" | "search">): string {
  return `${pathname}?${new URLSearchParams(search).get(OPEN_RECORD) ?? ""}`;
}

/** Asks before a dirty form is left by any way; `leave` asks and then goes. */
export function useLeaving(dirty: boolean): { leave: (go: () => void) => void; release: () => void } {
  const { t } = useTranslation("form");
  const { modal, prepare } = useFeedback();
  const held = useHeld((from, to) => dirty && placeOf(from) !== placeOf(to));
  const { blocker, release } = held;

  const ask = useCallback(
    (go: () => unknown, stay: () => unknown) => {
      modal.confirm({
        title: t("leave.title"),
        content: t("leave.text"),
        okText: t("leave.go"),
        okButtonProps: { danger: true },
        cancelText: t("leave.stay"),
        autoFocusButton: "cancel",
        onOk: go,
        onCancel: stay,
      });
    },
    [modal, t],
  );

  const asking = useRef(false);
  useEffect(() => {
    // Each attempt to leave is a blocker of its own: one that follows an answer at once is asked about too, even where
    // the page never saw the state between them. One that is made while the question stands is answered with it.
    if (blocker.state !== "blocked" || asking.current) return;
    asking.current = true;
    const answered = (answer: () => Promise<void>) => () =>
      answer().finally(() => {
        asking.current = false;
      });
    ask(answered(held.go), answered(held.stay));
  }, [blocker, held.go, held.stay, ask]);

  useEffect(() => {
    if (!dirty) return;
    prepare();
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [dirty, prepare]);

  const leave = useCallback(
    (go: () => void) => {
      const depart = () => {
        release();
        go();
      };
      if (dirty) ask(depart, () => undefined);
      else depart();
    },
    [dirty, ask, release],
  );
  return { leave, release };
}

export interface Restored {
  at: string;
  /** Somebody saved the record since the draft was typed. */
  overtaken: boolean;
}

/** Restores what was typed before, and keeps what is typed now. */
export function useDraft(
  editing: RecordForm,
  key: string,
): { restored: Restored | null; forget: () => void } {
  const { form, state, changed, dispatch, ready } = editing;
  const [restored, setRestored] = useState<Restored | null>(null);
  const looked = useRef(false);
  const kept = useRef(true);

  useEffect(() => {
    if (looked.current || !ready) return;
    looked.current = true;
    const draft = readDraft(localStorage, key, new Date());
    if (!draft || Object.keys(draft.values).length === 0) return;
    dispatch({ kind: "restored", values: open(form, draft.values) });
    setRestored({ at: draft.at, overtaken: draft.version !== state.version });
  }, [ready, key, form, dispatch, state.version]);

  useEffect(() => {
    if (!looked.current || !kept.current) return;
    const timer = setTimeout(() => {
      const typed: Values = close(
        form,
        state.values,
        changed.filter((field) => state.touched.has(field)),
      );
      if (Object.keys(typed).length === 0) return dropDraft(localStorage, key);
      const draft: Draft = { version: state.version, values: typed, at: new Date().toISOString() };
      writeDraft(localStorage, key, draft);
    }, DRAFT_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [form, state, changed, key]);

  const forget = useCallback(() => {
    kept.current = false;
    dropDraft(localStorage, key);
    setRestored(null);
  }, [key]);
  return { restored, forget };
}
