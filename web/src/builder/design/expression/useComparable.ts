/** The fields that an expression at a place can be about, as soon as they are known. */
import { useMemo } from "react";
import { useParams } from "react-router";
import { useOutline } from "~/api/designing";
import type { Place } from "../../document/place";
import { useDesign, useDraft } from "../DesignContext";
import { comparable } from "./fields";
import type { Fields } from "./rows";
import { expressionScope, ownerOf } from "./scope";

export function useComparable(
  place: Place,
  form: string | undefined,
  isOwnToo = false,
  record?: string,
): Fields | null {
  const { app = "" } = useParams();
  const { document, kinds, locale } = useDesign();
  const { session } = useDraft();
  const outline = useOutline(app, session.revision).data;
  const home = ownerOf(document, place, form)?.form ?? "";
  return useMemo(
    () =>
      outline
        ? comparable(
            expressionScope(document, place, locale, form, isOwnToo, record),
            outline,
            { kinds, document },
            home,
          )
        : null,
    [document, place, form, locale, isOwnToo, record, outline, kinds, home],
  );
}
