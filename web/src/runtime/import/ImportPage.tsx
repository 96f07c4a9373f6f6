/** Bringing a file into a form that is there. */
import { may } from "~/api/apps";
import { Problem } from "~/api/problem";
import { Failure } from "~/ui/Failure";
import { useAddressedForm } from "../AppContext";
import { Missing } from "../Missing";
import { ImportWizard } from "./ImportWizard";

export function ImportPage() {
  const form = useAddressedForm();
  if (!form) return <Missing />;
  if (!may(form, "import")) return <Failure thrown={new Problem(403, {})} />;
  return <ImportWizard key={form.key} form={form} />;
}
