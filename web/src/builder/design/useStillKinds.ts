/** What the controls of the canvas know of the forms. They hold no values, so they need not be drawn anew, all of them,
 * with every letter that is typed beside them: what leads back to its own form follows once that is saved. */
import { useContext, useDeferredValue, useRef } from "react";
import { KindContext, type KindContextValue } from "~/kinds/context";
import { type FieldDefinition, fieldsOf, formOf } from "../document/model";
import { useDraft } from "./DesignContext";

export function useStillKinds(form: string): KindContextValue | null {
  const kinds = useContext(KindContext);
  const { session } = useDraft();
  const saved = useDeferredValue(formOf(session.saved, form));
  const leadsBack = (field: FieldDefinition): boolean =>
    field.form === form || fieldsOf(field).some(leadsBack);
  const own = fieldsOf(saved).some(leadsBack) ? saved : null;
  const others = kinds?.forms.filter(({ key }) => key !== form) ?? [];
  const parts = [own, kinds?.locale, kinds?.timeZone, kinds?.weekStart, kinds?.baseCurrency, ...others];
  const held = useRef({ parts, kinds });
  const before = held.current.parts;
  if (parts.length !== before.length || parts.some((part, at) => part !== before[at]))
    held.current = { parts, kinds };
  return held.current.kinds;
}
