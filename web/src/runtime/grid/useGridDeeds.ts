/** Deeds on many cells, with what they left undone said in words. */
import { type ClipboardEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { sentenceOf } from "~/api/problem";
import { useFeedback } from "~/ui/Feedback";
import {
  clear,
  copyText,
  fill,
  isLoaded,
  loaded,
  MOST_COPIED,
  MOST_ROWS,
  type Outcome,
  OWN_CELLS,
  type Place,
  paste,
} from "./deeds";
import type { Range } from "./selection";

interface GridDeeds {
  say: (content: string) => void;
  clear: () => void;
  fill: (from: Range, to: Range) => void;
  undo: () => void;
  redo: () => void;
  onCopy: (event: ClipboardEvent) => void;
  onCut: (event: ClipboardEvent) => void;
  onPaste: (event: ClipboardEvent) => void;
}

export function useGridDeeds(place: Place, range: Range, onReach: (range: Range) => void): GridDeeds {
  const { t } = useTranslation("grid");
  const { message } = useFeedback();
  const { table } = place;
  /** The cells of a copy that is made once more, when all rows are there. */
  const again = useRef<Range | null>(null);
  const say = (content: string): void => void message.info({ key: "grid", content });

  function tell(outcome: Outcome, done: string): void {
    const parts = [
      done,
      outcome.readOnly > 0 ? t("left.read_only", { count: outcome.readOnly }) : "",
      outcome.columnsLeft > 0 ? t("left.columns", { count: outcome.columnsLeft }) : "",
      outcome.rowsLeft > 0 ? t("left.rows", { count: outcome.rowsLeft, most: MOST_ROWS }) : "",
      outcome.rowsKept ? t("left.kept", { count: outcome.rowsKept, most: MOST_ROWS }) : "",
    ].filter(Boolean);
    if (parts.length > 0) say(parts.join(" "));
  }

  async function carryOut(deed: () => Promise<Outcome>, words: (outcome: Outcome) => string): Promise<void> {
    try {
      const outcome = await deed();
      tell(outcome, words(outcome));
      if (outcome.reached) onReach(outcome.reached);
    } catch (thrown) {
      void message.error({ key: "grid", content: sentenceOf(thrown) });
    }
  }

  const empty = (): Promise<void> =>
    carryOut(
      () => clear(place, range),
      () => "",
    );

  async function undo(): Promise<void> {
    const undone = await table.history.undo();
    const [reason] = undone?.refused ?? [];
    if (reason === undefined) return say(undone ? t("undone") : t("nothing_to_undo"));
    void message.warning({ key: "grid", content: `${t("rows_stay")} ${sentenceOf(reason)}` });
  }

  function copy(event: ClipboardEvent): void {
    event.preventDefault();
    // Whoever has selected other cells meanwhile no longer means these, nor the others.
    if (again.current && !beginsAlike(again.current, range)) return say(t("copy_again"));
    const bottom = Math.min(range.bottom, range.top + MOST_COPIED - 1);
    const first = { ...range, bottom };
    if (!isLoaded(table, first)) {
      if (again.current) return say(t("copy_again"));
      return void readFirst(event.type);
    }
    const { text, own } = copyText(place, first);
    event.clipboardData.setData("text/plain", text);
    event.clipboardData.setData(OWN_CELLS, JSON.stringify(own));
    const count = (bottom - range.top + 1) * (range.right - range.left + 1);
    if (bottom < range.bottom) say(t("copied_first", { count: MOST_COPIED }));
    else if (count > 1) say(t("copied", { count }));
    if (event.type === "cut") void empty();
  }

  /** Copies or cuts once more when all rows are there: the clipboard is written while its event lasts. */
  async function readFirst(deed: string): Promise<void> {
    say(t("copy_reading"));
    try {
      await loaded(table, range, MOST_COPIED);
    } catch (thrown) {
      void message.error({ key: "grid", content: sentenceOf(thrown) });
      return;
    }
    // The range may go further by now, which the next drawing knows.
    requestAnimationFrame(() => {
      again.current = range;
      if (!carryOutOnSelection(deed)) say(t("copy_again"));
      again.current = null;
    });
  }

  return {
    say,
    clear: () => void empty(),
    fill: (from, to) =>
      void carryOut(
        () => fill(place, from, to),
        () => "",
      ),
    undo: () => void undo(),
    redo: () => void table.history.redo().then((deed) => say(deed ? t("redone") : t("nothing_to_redo"))),
    onCopy: copy,
    onCut: copy,
    onPaste: (event) => {
      event.preventDefault();
      const text = event.clipboardData.getData("text/plain");
      const own = event.clipboardData.getData(OWN_CELLS);
      if (!text) return;
      void carryOut(
        () => paste(place, range, text, own ? JSON.parse(own) : null),
        ({ changed, created }) =>
          changed > 1 || created > 0 ? t("pasted", { count: changed, rows: created }) : "",
      );
    },
  };
}

function beginsAlike(one: Range, other: Range): boolean {
  return one.top === other.top && one.left === other.left && one.right === other.right;
}

/** Copies or cuts without a key being pressed, which browsers allow shortly after one was, and only of selected text:
 * the grid itself, which has none, puts its cells in its place. */
function carryOutOnSelection(deed: string): boolean {
  const entry = document.activeElement;
  if (!(entry instanceof HTMLTextAreaElement) || entry.value) return false;
  entry.value = " ";
  entry.select();
  const isDone = document.execCommand(deed);
  entry.value = "";
  return isDone;
}
