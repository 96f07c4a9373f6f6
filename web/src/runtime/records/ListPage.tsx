/** The records of a form. */
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { useAddressedForm } from "../AppContext";
import { Missing } from "../Missing";

export function ListPage() {
  const locale = useLocale();
  const form = useAddressedForm();
  if (!form) return <Missing />;
  return <h1>{textOf(form.label, locale)}</h1>;
}
