/** A bulk change on its way: asked for, previewed, carried out. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { keys } from "~/api/keys";
import { records } from "~/api/records";
import { titles } from "~/api/titles";
import type { BulkChange, BulkChoice, BulkOutcome, FormView } from "~/api/types";
import { useCurrentApp } from "../AppContext";

/** What is to be done with the records, whichever they are. */
export type Deed =
  | { action: "edit"; values: Readonly<Record<string, unknown>> }
  | { action: "transfer"; owner: number }
  | { action: "press"; button: string; values: Readonly<Record<string, unknown>> }
  | { action: "delete" };

export interface Bulk {
  busy: boolean;
  /** What would come of the deed; null before it was asked. */
  preview: BulkOutcome | null;
  failure: unknown;
  look: (deed: Deed) => Promise<void>;
  /** Forgets the preview: the deed is about to change. */
  back: () => void;
  /** Carries the deed out on the records that were not refused; null when it failed. */
  carryOut: (deed: Deed) => Promise<BulkOutcome | null>;
}

/** Titles that came with a preview, so that links and people are shown by name. */
function remember(outcome: BulkOutcome): void {
  for (const [source, named] of Object.entries(outcome.titles)) {
    const whole = source === "person" || source === "department" ? source : `form:${source}`;
    titles.remember(
      whole,
      Object.entries(named).map(([id, title]) => ({ id: Number(id), title })),
    );
  }
}

export function useBulk(form: FormView, choice: BulkChoice): Bulk {
  const app = useCurrentApp().key;
  const cache = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [preview, setPreview] = useState<BulkOutcome | null>(null);
  const [failure, setFailure] = useState<unknown>(null);

  async function ask(deed: Deed, more: Partial<BulkChange>): Promise<BulkOutcome | null> {
    setBusy(true);
    setFailure(null);
    try {
      const outcome = await records.bulk(app, form.key, { ...choice, ...deed, ...more } as BulkChange);
      remember(outcome);
      return outcome;
    } catch (thrown) {
      setFailure(thrown);
      return null;
    } finally {
      setBusy(false);
    }
  }

  return {
    busy,
    preview,
    failure,
    look: async (deed) => setPreview(await ask(deed, { preview: true, partial: true })),
    back: () => {
      setPreview(null);
      setFailure(null);
    },
    carryOut: async (deed) => {
      const outcome = await ask(deed, { partial: true });
      if (outcome) void cache.invalidateQueries({ queryKey: keys.records(app, form.key) });
      return outcome;
    },
  };
}
