/** What somebody who leaves has in hand, and giving it to somebody else: by the doors that everybody uses. */
import { api } from "~/api/client";
import { type Department, organisation } from "~/api/organisation";
import { records } from "~/api/records";
import { idsOf, type RoleItem, roles } from "~/api/roles";
import type { AppSummary, AppView, FilterTree } from "~/api/types";
import type { Label } from "~/words";

/** How many records one request hands over. */
const AT_ONCE = 500;

/** Records of a form that the person owns, a department that the person heads, or a role that the person holds. */
export type Possession = { id: string } & (
  | { what: "records"; app: string; form: string; appLabel: Label; label: Label; count: number }
  | { what: "headship"; department: Department }
  | { what: "role"; app: string; appLabel: Label; role: RoleItem }
);

export interface Handed {
  done: number;
  refused: number;
}

const ownedBy = (person: number): FilterTree => ({ field: "owner", operator: "is", value: person });

/** Everything that is in a person's hands, as far as one may give it away. */
export async function possessionsOf(
  person: number,
  departments: readonly Department[],
  signal?: AbortSignal,
): Promise<readonly Possession[]> {
  const { items } = await api.get<{ items: AppSummary[] }>("/apps", {}, signal);
  const published = items.filter(({ version }) => version !== null);
  const found = await Promise.all(published.map(({ key }) => inApp(key, person, signal)));
  const headed = departments
    .filter(({ head, archived }) => head === person && !archived)
    .map((department): Possession => ({ id: `department ${department.id}`, what: "headship", department }));
  return [...found.flat(), ...headed];
}

async function inApp(key: string, person: number, signal?: AbortSignal): Promise<readonly Possession[]> {
  const app = await api.get<AppView>(`/apps/${key}`, {}, signal);
  const forms = app.forms.filter(({ rights }) =>
    ["view", "edit", "transfer", "bulk_edit"].every((action) => rights.actions.includes(action)),
  );
  const counted = await Promise.all(
    forms.map(async (form): Promise<Possession> => {
      const asked = { filter: ownedBy(person), fields: ["owner"], limit: 1, count: true };
      const { total } = await records.list(key, form.key, asked, signal);
      return {
        id: `${key}.${form.key}`,
        what: "records",
        app: key,
        form: form.key,
        appLabel: app.label,
        label: form.label,
        count: total ?? 0,
      };
    }),
  );
  const held = app.administers ? await roles.list(key, signal) : [];
  return [
    ...counted.filter((each) => each.what === "records" && each.count > 0),
    ...held
      .filter(({ people }) => people.some(({ id }) => id === person))
      .map(
        (role): Possession => ({
          id: `${key} ${role.key}`,
          what: "role",
          app: key,
          appLabel: app.label,
          role,
        }),
      ),
  ];
}

/** Gives one of them away; of records, those that may not be given stay. */
export async function handOver(
  possession: Possession,
  person: number,
  heir: number,
  onDone: (handed: Handed) => void,
): Promise<void> {
  switch (possession.what) {
    case "headship":
      await organisation.changeDepartment(possession.department.id, { head: heir });
      return;
    case "role": {
      const { app, role } = possession;
      const held = idsOf(role);
      const people = [...new Set([...held.people.filter((id) => id !== person), heir])];
      await roles.setHolders(app, role.key, { ...held, people });
      return;
    }
    case "records":
      await handOverRecords(possession, person, heir, onDone);
  }
}

async function handOverRecords(
  { app, form }: Extract<Possession, { what: "records" }>,
  person: number,
  heir: number,
  onDone: (handed: Handed) => void,
): Promise<void> {
  const handed = { done: 0, refused: 0 };
  for (;;) {
    // What was handed over is in the list no more; what was refused stands at its beginning still.
    const asked = {
      filter: ownedBy(person),
      fields: ["owner"],
      sort: "id",
      limit: AT_ONCE,
      offset: handed.refused,
    };
    const { items } = await records.list(app, form, asked);
    if (items.length === 0) return;
    const ids = items.map(({ id }) => id);
    const came = await records.bulk(app, form, { action: "transfer", ids, owner: heir, partial: true });
    handed.done += came.done;
    handed.refused += came.count - came.done;
    onDone({ ...handed });
  }
}
