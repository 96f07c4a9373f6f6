/** What the check finds wrong, with the places in the document that it means. */
import { useMemo } from "react";
import { told } from "~/api/problem";
import type { Issue } from "~/api/types";
import { OPTION_SETS } from "../document/commands/optionSets";
import { viewOf } from "../document/commands/views";
import { type Place, placeAt } from "../document/place";
import { useDraft } from "./DesignContext";

export interface PlacedProblem {
  issue: Issue;
  place: Place;
  message: string;
  form: string | null;
  /** The field of the form, and of the rows of that field, that it stands at. */
  field: string | null;
  column: string | null;
  view: string | null;
  /** The list of options that fields share. */
  shared: string | null;
  /** The page of records, and the tab or block of it. */
  page: { page: string; part: string | null } | null;
}

function keyAfter(place: Place, member: string, from = 0): { key: string; at: number } | null {
  const at = place.findIndex((step, index) => index >= from && step === member);
  const next = at < 0 ? undefined : place[at + 1];
  return typeof next === "object" ? { key: next.key, at: at + 2 } : null;
}

const PAGES = "pages";
/** Lists of blocks. */
const BLOCKS = ["top", "side", "blocks"];

/** The innermost part of a page that is chosen by itself: a column is not. */
function pageAt(place: Place): PlacedProblem["page"] {
  const page = keyAfter(place, PAGES);
  if (!page) return null;
  const block = BLOCKS.flatMap((list) => keyAfter(place, list) ?? [])[0];
  return { page: page.key, part: (block ?? keyAfter(place, "tabs"))?.key ?? null };
}

/** Pointers belong to the document that was checked: the one that the server has. */
export function useProblems(): readonly PlacedProblem[] {
  const { issues, session } = useDraft();
  const { saved } = session;
  return useMemo(
    () =>
      issues.map((issue) => {
        const place = placeAt(saved, issue.pointer);
        const form = place[0] === "forms" ? keyAfter(place, "forms") : null;
        const view = place[0] === "views" ? keyAfter(place, "views") : null;
        const shared = place[0] === OPTION_SETS ? keyAfter(place, OPTION_SETS) : null;
        const field = form ? keyAfter(place, "fields", form.at) : null;
        const column = field ? keyAfter(place, "fields", field.at) : null;
        return {
          issue,
          place,
          message: told(issue),
          form: form?.key ?? (view ? (viewOf(saved, view.key)?.form ?? null) : null),
          field: field?.key ?? null,
          column: column?.key ?? null,
          view: view?.key ?? null,
          shared: shared?.key ?? null,
          page: place[0] === PAGES ? pageAt(place) : null,
        };
      }),
    [issues, saved],
  );
}

/** The errors of a form by the field that they stand at. */
export function useFieldErrors(form: string): ReadonlyMap<string, readonly PlacedProblem[]> {
  const problems = useProblems();
  return useMemo(() => {
    const errors = new Map<string, PlacedProblem[]>();
    for (const one of problems)
      if (one.form === form && one.field !== null && one.issue.severity === "error")
        errors.set(one.field, [...(errors.get(one.field) ?? []), one]);
    return errors;
  }, [problems, form]);
}
