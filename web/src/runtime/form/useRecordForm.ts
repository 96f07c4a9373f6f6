/** A record being filled in: its state, what it computes, what the server says of it, and saving it. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import { Problem } from "~/api/problem";
import { attempt, records } from "~/api/records";
import { titles } from "~/api/titles";
import type { FormView, RecordData } from "~/api/types";
import { flatten } from "../flat";
import { compute } from "./computed";
import { type Conditions, judge } from "./conditions";
import { aggregate, useFacts } from "./facts";
import type { PlacedIssue } from "./issues";
import { laidOut, shownFields } from "./layout";
import { missingIssues, spokenIssues } from "./problems";
import { begin, type FormEvent, type FormState, next } from "./state";
import { changedFields, close, open, type Values } from "./values";

const CHECK_PAUSE_MS = 400;

export interface Stale {
  version: number;
  current: Values;
  changedBy: { id: number; title: string } | null;
}

export interface RecordForm {
  form: FormView;
  id: number | null;
  /** As it was when it was opened; null of one that is new. */
  record: RecordData | null;
  state: FormState;
  values: Values;
  conditions: Conditions;
  issues: readonly PlacedIssue[];
  changed: readonly string[];
  /** Whether the person changed anything; defaults do not count. */
  dirty: boolean;
  saving: boolean;
  /** A new record waits for its defaults. */
  ready: boolean;
  stale: Stale | null;
  /** Who saved the record while the person was changing it; null when nobody did. */
  overtaken: { by: number | null } | null;
  /** Shows what they changed. */
  review: () => void;
  dispatch: (event: FormEvent) => void;
  setValue: (field: string, value: unknown) => void;
  /** The saved record, or null when it was refused; what else went wrong is thrown. */
  save: () => Promise<RecordData | null>;
  dismissStale: () => void;
}

interface Source {
  app: string;
  form: FormView;
  record: RecordData | null;
  /** Values that a new record begins with. */
  initial: Values;
}

export function useRecordForm({ app, form, record, initial }: Source): RecordForm {
  const id = record?.id ?? null;
  const { t } = useTranslation("form");
  const queries = useQueryClient();
  const [state, dispatch] = useReducer(
    (before: FormState, event: FormEvent) => next(form, before, event),
    null,
    () => begin(open(form, record ?? {}), record?.version ?? null, open(form, record ?? initial)),
  );
  const [saving, setSaving] = useState(false);
  const [stale, setStale] = useState<Stale | null>(null);

  const facts = useFacts(state.slots);
  const old = record === null ? null : state.base;
  const values = useMemo(
    () => compute(form, state.values, old, facts, aggregate),
    [form, state.values, old, facts],
  );
  const conditions = useMemo(() => judge(form, values, old, facts), [form, values, old, facts]);
  const shown = useMemo(() => shownFields(form, conditions), [form, conditions]);
  const changed = useMemo(
    () => changedFields(form, state.base, state.values),
    [form, state.base, state.values],
  );
  const issues = useMemo(() => {
    const missing = missingIssues(form, values, conditions, shown, t("missing"));
    return spokenIssues({ ...state, values }, missing, laidOut(form));
  }, [form, state, values, conditions, shown, t]);

  const toSend = useCallback(
    () => close(form, values, id === null ? writable(form, values) : changed),
    [form, values, id, changed],
  );

  const [begun, setBegun] = useState(false);
  useChecking({ app, form, id, values, toSend, shown, dispatch, onAnswer: () => setBegun(true) });

  const once = useRef({ body: "", key: "" });
  async function save(): Promise<RecordData | null> {
    dispatch({ kind: "tried" });
    if (missingIssues(form, values, conditions, shown, "").length > 0) return null;
    const body = toSend();
    setSaving(true);
    try {
      const saved =
        id === null
          ? await records.create(app, form.key, body, nameOf(once.current, body))
          : await records.patch(app, form.key, id, state.version ?? 0, body);
      await queries.invalidateQueries({ queryKey: keys.records(app, form.key) });
      return saved;
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      if (thrown.status === 409 && thrown.body.current && id !== null)
        setStale(await staleOf(app, form, id, thrown));
      else if (thrown.issues.length > 0)
        dispatch({ kind: "refused", sent: values, issues: thrown.issues, shown });
      else throw thrown;
      return null;
    } finally {
      setSaving(false);
    }
  }

  const dirty = changed.some((field) => state.touched.has(field));
  const newer = record !== null && state.version !== null && record.version > state.version ? record : null;
  useEffect(() => {
    // Where nothing was typed there is nothing to ask.
    if (!newer || dirty || saving) return;
    const theirs = open(form, newer);
    dispatch({ kind: "rebased", base: theirs, version: newer.version, values: theirs });
  }, [form, newer, dirty, saving]);
  const by = typeof newer?.updated_by === "number" ? newer.updated_by : null;
  function review(): void {
    if (!newer) return;
    const changedBy = by === null ? null : { id: by, title: "" };
    setStale({ version: newer.version, current: newer, changedBy });
  }

  const setValue = useCallback(
    (field: string, value: unknown) => dispatch({ kind: "changed", field, value }),
    [],
  );
  return {
    form,
    id,
    record,
    state,
    values,
    conditions,
    issues,
    changed,
    dirty,
    saving,
    ready: id !== null || begun,
    stale,
    overtaken: newer && dirty && !saving ? { by } : null,
    review,
    dispatch,
    setValue,
    save,
    dismissStale: () => setStale(null),
  };
}

/** The same body sent again makes no second record; another body is another attempt. */
function nameOf(once: { body: string; key: string }, body: Values): string {
  const text = JSON.stringify(body);
  if (once.body !== text) {
    once.body = text;
    once.key = attempt();
  }
  return once.key;
}

/** The fields that the person fills in. */
export function writable(form: FormView, values: Values): string[] {
  return form.fields
    .filter((field) => !field.computed && form.rights.fields[field.key] === "write" && field.key in values)
    .map((field) => field.key);
}

/** Who it was is in the history; not to learn it is no reason to lose what was typed. */
async function staleOf(app: string, form: FormView, id: number, { body }: Problem): Promise<Stale> {
  const latest = await records.history(app, form.key, id).catch(() => null);
  const entry = latest?.items.find(({ action }) => action !== "computed");
  const current = flatten(form, body.current as RecordData);
  return { version: Number(body.version), current, changedBy: entry?.actor ?? null };
}

interface Checking {
  app: string;
  form: FormView;
  id: number | null;
  values: Values;
  toSend: () => Values;
  shown: ReadonlySet<string>;
  dispatch: (event: FormEvent) => void;
  onAnswer: () => void;
}

/** Asks the server after each pause in typing; an answer that was overtaken is dropped, a failure waits for the next. */
function useChecking({ app, form, id, values, toSend, shown, dispatch, onAnswer }: Checking): void {
  const body = useMemo(() => JSON.stringify(toSend()), [toSend]);
  const latest = useRef({ values, shown, onAnswer });
  latest.current = { values, shown, onAnswer };
  const hasAsked = useRef(false);
  const isWritten = Object.values(form.rights.fields).includes("write");
  const needsBeginning = id === null || (isWritten && JSON.stringify(form.trees).includes('"slot"'));

  useEffect(() => {
    const first = !hasAsked.current;
    if (first && !needsBeginning && body === "{}") return;
    let overtaken = false;
    const timer = setTimeout(
      () => {
        hasAsked.current = true;
        const sent = latest.current.values;
        records
          .validate(app, form.key, id, JSON.parse(body) as object)
          .then((answer) => {
            for (const [source, named] of Object.entries(answer.titles ?? {})) {
              const items = Object.entries(named).map(([key, title]) => ({ id: Number(key), title }));
              // A form is named by its key alone here, people and departments by their own source.
              titles.remember(source, items);
              titles.remember(`form:${source}`, items);
            }
            if (!overtaken) dispatch({ kind: "checked", sent, answer, shown: latest.current.shown });
          })
          .catch(() => undefined)
          .finally(() => latest.current.onAnswer());
      },
      first ? 0 : CHECK_PAUSE_MS,
    );
    return () => {
      overtaken = true;
      clearTimeout(timer);
    };
  }, [app, form, id, body, needsBeginning, dispatch]);
}
