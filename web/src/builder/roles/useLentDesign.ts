/** The editors of the designer, lent to a page that has no canvas. */
import { useMemo } from "react";
import { useLocale } from "~/ui/appearance";
import { type Design, type Run, useBuilding, useDraft } from "../design/DesignContext";
import { FORM } from "../design/selection";
import type { FormDefinition } from "../document/model";

const nothing = (): void => undefined;

export function useLentDesign(form: FormDefinition | undefined): Design | null {
  const building = useBuilding();
  const { store } = building;
  const { session } = useDraft();
  const locale = useLocale();
  const { document } = session;
  return useMemo(() => {
    if (!form) return null;
    const run: Run = (what, name, edits, merges) => store.perform({ what, name, edits, merges });
    return {
      ...building,
      locale,
      document,
      form,
      selection: FORM,
      select: nothing,
      run,
      enterSettings: nothing,
    };
  }, [building, store, locale, document, form]);
}
