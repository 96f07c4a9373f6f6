/** A form made from a file, for those who may change the application. */
import { Problem } from "~/api/problem";
import { Failure } from "~/ui/Failure";
import { useCurrentApp } from "../AppContext";
import { ImportWizard } from "./ImportWizard";

export function NewFormPage() {
  const app = useCurrentApp();
  if (!app.can_build) return <Failure thrown={new Problem(403, {})} />;
  return <ImportWizard form={null} />;
}
