/** What somebody who leaves has in hand, and giving it to somebody else: by the doors that everybody uses. */
import { api } from "~/api/client";
import { organisation, type Ties } from "~/api/organisation";
import { records } from "~/api/records";
import { idsOf, type RoleItem, roles } from "~/api/roles";
import type { AppSummary, AppView, FilterTree, Titled } from "~/api/types";
import type { Label } from "~/words";

/** How many records one request hands over. */
const AT_ONCE = 500;

/** Records of a form that the person owns, those in the recycle bin apart, or a role that the person holds. */
type InApp = { id: string } & (
  | { what: "records" | "bin"; app: string; form: string; appLabel: Label; label: Label; count: number }
  | { what: "role"; app: string; appLabel: Label; role: RoleItem }
);
/** What ties the person to the organisation: all of it goes in one step. */
type Tie = { id: string } & (
  | { what: "headship" | "group"; of: Titled }
  | { what: "reports" | "views" | "shares"; count: number }
);
export type Possession = InApp | Tie;

export const isTie = (possession: Possession): possession is Tie =>
  !["records", "bin", "role"].includes(possession.what);

export interface Handed {
  done: number;
  refused: number;
}

const ownedBy = (person: number): FilterTree => ({ field: "owner", operator: "is", value: person });

/** Everything that is in a person's hands, as far as one may give it away. */
export async function possessionsOf(person: number, signal?: AbortSignal): Promise<readonly Possession[]> {
  const { items } = await api.get<{ items: AppSummary[] }>("/apps", {}, signal);
  const published = items.filter(({ version }) => version !== null);
  const [ties, ...found] = await Promise.all([
    organisation.ties(person, signal),
    ...published.map(({ key }) => inApp(key, person, signal)),
  ]);
  return [...found.flat(), ...tiesOf(ties)];
}

function tiesOf({ reports, departments, groups, views, shares }: Ties): readonly Tie[] {
  const counted: readonly Tie[] = [
    { id: "reports", what: "reports", count: reports.length },
    { id: "views", what: "views", count: views },
    { id: "shares", what: "shares", count: shares },
  ];
  return [
    ...departments.map((of): Tie => ({ id: `department ${of.id}`, what: "headship", of })),
    ...groups.map((of): Tie => ({ id: `group ${of.id}`, what: "group", of })),
    ...counted.filter((each) => "count" in each && each.count > 0),
  ];
}

/** Gives away what ties somebody to the organisation, all of it at once; `superior` is for the direct reports. */
export async function handOverTies(
  chosen: readonly Possession[],
  person: number,
  to: number,
  superior: number,
  disable: boolean,
): Promise<void> {
  const ties = chosen.filter(isTie);
  const has = (what: Tie["what"]): boolean => ties.some((tie) => tie.what === what);
  const named = (what: "headship" | "group"): number[] =>
    ties.flatMap((tie) => (tie.what === what && "of" in tie ? [tie.of.id] : []));
  await organisation.handOver(person, {
    to,
    superior: has("reports") ? superior : null,
    departments: named("headship"),
    groups: named("group"),
    views: has("views"),
    shares: has("shares"),
    disable,
  });
}

async function inApp(key: string, person: number, signal?: AbortSignal): Promise<readonly InApp[]> {
  const app = await api.get<AppView>(`/apps/${key}`, {}, signal);
  const forms = app.forms.filter(({ rights }) =>
    ["view", "edit", "transfer", "bulk_edit"].every((action) => rights.actions.includes(action)),
  );
  const places = forms.flatMap((form) => {
    const seesBin = form.rights.actions.includes("delete");
    const kinds = seesBin ? (["records", "bin"] as const) : (["records"] as const);
    return kinds.map((what) => ({ form, what }));
  });
  const counted = await Promise.all(
    places.map(async ({ form, what }): Promise<InApp> => {
      const asked = { filter: ownedBy(person), fields: ["owner"], limit: 1, count: true };
      const { total } = await records.list(key, form.key, { ...asked, deleted: what === "bin" }, signal);
      return {
        id: `${key}.${form.key} ${what}`,
        what,
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
    ...counted.filter((each) => "count" in each && each.count > 0),
    ...held
      .filter(({ people }) => people.some(({ id }) => id === person))
      .map(
        (role): InApp => ({
          id: `${key} ${role.key}`,
          what: "role",
          app: key,
          appLabel: app.label,
          role,
        }),
      ),
  ];
}

/** Gives records or a role away; of records, those that may not be given stay. */
export async function handOver(
  possession: InApp,
  person: number,
  heir: number,
  onDone: (handed: Handed) => void,
): Promise<void> {
  switch (possession.what) {
    case "role": {
      const { app, role } = possession;
      const held = idsOf(role);
      const people = [...new Set([...held.people.filter((id) => id !== person), heir])];
      await roles.setHolders(app, role.key, { ...held, people });
      return;
    }
    case "records":
    case "bin":
      await handOverRecords(possession, person, heir, onDone);
  }
}

async function handOverRecords(
  { app, form, what }: Extract<InApp, { form: string }>,
  person: number,
  heir: number,
  onDone: (handed: Handed) => void,
): Promise<void> {
  const handed = { done: 0, refused: 0 };
  const deleted = what === "bin";
  for (;;) {
    // What was handed over is in the list no more; what was refused stands at its beginning still.
    const asked = {
      filter: ownedBy(person),
      fields: ["owner"],
      sort: "id",
      limit: AT_ONCE,
      offset: handed.refused,
      deleted,
    };
    const { items } = await records.list(app, form, asked);
    if (items.length === 0) return;
    const ids = items.map(({ id }) => id);
    const asking = { action: "transfer" as const, ids, owner: heir, deleted, partial: true };
    const came = await records.bulk(app, form, asking);
    handed.done += came.done;
    handed.refused += came.count - came.done;
    onDone({ ...handed });
  }
}
