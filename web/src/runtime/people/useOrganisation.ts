/** What is being done to the organisation: which person or department is open, and saving it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import {
  type Department,
  type DepartmentChange,
  organisation,
  type PersonChange,
  type PersonRecord,
} from "~/api/organisation";
import type { PersonItem } from "~/api/people";
import { sentenceOf } from "~/api/problem";
import { useFeedback } from "~/ui/Feedback";
import { moves } from "./tree";
import { usePositions } from "./useNamed";

type Open =
  | { what: "handing"; person: PersonRecord }
  | { what: "person"; person: PersonRecord | null; department: number | null }
  | { what: "department"; department: Department | null; parent: number | null };

/** `onAdded`: somebody new is there, and has no password yet. */
export function useOrganisation(onAdded: (person: PersonItem) => void) {
  const { t } = useTranslation("people");
  const { message } = useFeedback();
  const cache = useQueryClient();
  const [open, setOpen] = useState<Open | null>(null);
  const departments = useQuery({
    queryKey: [...keys.departments, "tree"],
    queryFn: ({ signal }) => organisation.departments(signal),
  });
  const positions = usePositions();

  async function refresh(): Promise<void> {
    await Promise.all([
      cache.invalidateQueries({ queryKey: keys.people }),
      cache.invalidateQueries({ queryKey: keys.departments }),
      cache.invalidateQueries({ queryKey: keys.positions }),
    ]);
  }

  const saving = useMutation({
    mutationFn: async (change: PersonChange | DepartmentChange) => {
      if (open?.what === "person")
        return open.person
          ? organisation.changePerson(open.person.id, change as PersonChange)
          : organisation.addPerson(change as PersonChange);
      if (open?.what !== "department") return null;
      const given = change as DepartmentChange;
      if (open.department) await organisation.changeDepartment(open.department.id, given);
      else await organisation.addDepartment(given);
      return null;
    },
    onSuccess: async (saved) => {
      const isNew = open?.what === "person" && open.person === null;
      setOpen(null);
      void message.success(t("saved"));
      await refresh();
      if (isNew && saved)
        onAdded({
          id: saved.id,
          title: saved.name,
          department: null,
          position: null,
          active: true,
          awaits_password: true,
        });
    },
  });

  const moving = useMutation({
    mutationFn: async (changes: ReturnType<typeof moves>) => {
      for (const { id, change } of changes) await organisation.changeDepartment(id, change);
    },
    onError: (thrown) => void message.error(sentenceOf(thrown)),
    onSettled: refresh,
  });

  function show(next: Open): void {
    saving.reset();
    setOpen(next);
  }

  return {
    departments,
    positions,
    open,
    saving,
    close: () => setOpen(null),
    openPerson: (person: PersonItem): void => {
      organisation
        .person(person.id)
        .then((found) => show({ what: "person", person: found, department: null }))
        .catch((thrown: unknown) => void message.error(sentenceOf(thrown)));
    },
    openHandOver: (person: PersonRecord): void => show({ what: "handing", person }),
    openNewPerson: (department: number | null): void => show({ what: "person", person: null, department }),
    openDepartment: (department: Department): void => show({ what: "department", department, parent: null }),
    openNewDepartment: (above: Department | null): void =>
      show({ what: "department", department: null, parent: above?.id ?? null }),
    move: (id: number, parent: number | null, before: number | null): void =>
      moving.mutate(moves(departments.data ?? [], id, parent, before)),
  };
}

export type OrganisationWork = ReturnType<typeof useOrganisation>;
