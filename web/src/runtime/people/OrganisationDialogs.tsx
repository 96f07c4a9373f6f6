/** The person or department that is open. */
import type { Department } from "~/api/organisation";
import { sentenceOf } from "~/api/problem";
import { DepartmentDialog } from "./DepartmentDialog";
import { HandOverDialog } from "./HandOverDialog";
import { PersonDialog } from "./PersonDialog";
import type { OrganisationWork } from "./useOrganisation";

interface OrganisationDialogsProps {
  work: OrganisationWork;
  departments: readonly Department[];
}

export function OrganisationDialogs({ work, departments }: OrganisationDialogsProps) {
  const { open, saving, close } = work;
  const common = {
    departments,
    busy: saving.isPending,
    error: saving.error ? sentenceOf(saving.error) : null,
    onSave: (change: Parameters<typeof saving.mutate>[0]) => saving.mutate(change),
    onClose: close,
  };
  if (open?.what === "handing") return <HandOverDialog person={open.person} onClose={close} />;
  if (open?.what === "person") {
    const { person } = open;
    return (
      <PersonDialog
        {...common}
        person={person}
        department={open.department}
        positions={work.positions.data ?? []}
        onHandOver={() => person && work.openHandOver(person)}
      />
    );
  }
  if (open?.what === "department")
    return <DepartmentDialog {...common} department={open.department} parent={open.parent} />;
  return null;
}
