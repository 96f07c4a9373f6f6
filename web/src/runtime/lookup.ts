/** Finding people, departments and records by name, and their names by id, each asked of the server once. */
import { keys } from "~/api/keys";
import { people } from "~/api/people";
import { type ListQuery, records } from "~/api/records";
import { type Source, titles } from "~/api/titles";
import type { Choice, KindContextValue, SearchOptions } from "~/kinds/context";
import { matches } from "~/ui/pinyin";
import { queries } from "./queries";

type Looking = Pick<KindContextValue, "search" | "find" | "suggest" | "title" | "way">;

const FORM = "form:";

async function departments(): Promise<Choice[]> {
  const all = await queries.fetchQuery({
    queryKey: ["departments"],
    queryFn: people.departments,
    staleTime: 60_000,
  });
  const byId = new Map(all.map((item) => [item.id, item]));
  return all.map(({ id, title, parent }) => {
    const above = parent === null ? undefined : byId.get(parent)?.title;
    return above ? { id, title, hint: above } : { id, title };
  });
}

async function search(
  app: string,
  source: Source,
  text: string,
  options: SearchOptions = {},
): Promise<Choice[]> {
  const { limit = 20, filter, link, signal } = options;
  if (source.startsWith(FORM)) {
    const asked = { search: text, limit, fields: [], ...(filter ? { filter } : {}) };
    const read = (query: ListQuery) => records.list(app, source.slice(FORM.length), query, signal);
    const page = await read(link ? { ...asked, link: link.field, values: link.values } : asked);
    return page.items.map(({ id, title }) => ({ id, title: title ?? `#${id}` }));
  }
  if (source === "department") return (await departments()).filter(({ title }) => matches(title, text));
  const found = await people.search(text, limit, signal);
  return found.map(({ id, title, department, position, active }) => {
    const hint = [department?.title, position?.title].filter(Boolean).join(" · ");
    return { id, title, ...(hint ? { hint } : {}), inactive: !active };
  });
}

let missing = new Map<string, { app: string; source: Source; ids: Set<number> }>();
const asked = new Set<string>();

/** Asks for all names that were missed while one screen was drawn, a question per source. */
async function askForMissing(): Promise<void> {
  const wanted = [...missing.values()];
  missing = new Map();
  for (const { app, source, ids } of wanted) {
    if (source === "department") titles.remember(source, await departments());
    else if (source === "person") titles.remember(source, await people.byIds([...ids]));
    else {
      const form = source.slice(FORM.length);
      const found = await Promise.allSettled([...ids].map((id) => records.get(app, form, id)));
      titles.remember(
        source,
        found.flatMap((one) =>
          one.status === "fulfilled"
            ? [{ id: one.value.id, title: one.value.title ?? `#${one.value.id}` }]
            : [],
        ),
      );
    }
  }
}

function title(app: string, source: Source, id: number): string | undefined {
  const known = titles.get(source, id);
  const name = `${app}/${source}/${id}`;
  if (known === undefined && !asked.has(name)) {
    asked.add(name);
    if (missing.size === 0) setTimeout(() => void askForMissing().catch(() => undefined), 20);
    const group = missing.get(`${app}/${source}`) ?? { app, source, ids: new Set<number>() };
    group.ids.add(id);
    missing.set(`${app}/${source}`, group);
  }
  return known;
}

/** So many levels are climbed. */
const HIGHEST = 20;

/** A record and the id of the one above it; null where it is not there to be read. */
function stepUp(app: string, form: string, field: string, id: number) {
  return queries.fetchQuery({
    queryKey: [...keys.record(app, form, id), "above", field],
    staleTime: 30_000,
    queryFn: async (): Promise<{ choice: Choice; above: unknown } | null> => {
      const record = await records.get(app, form, id, field).catch(() => null);
      return record && { choice: { id, title: record.title ?? `#${id}` }, above: record[field] };
    },
  });
}

async function way(app: string, form: string, field: string, id: number): Promise<readonly Choice[]> {
  const found: Choice[] = [];
  let next: number | null = id;
  while (next !== null && found.length < HIGHEST) {
    const step = await stepUp(app, form, field, next);
    if (!step) break;
    found.unshift(step.choice);
    const { above } = step;
    const linked = typeof above === "object" && above !== null && "id" in above ? above.id : above;
    next = typeof linked === "number" && !found.some((one) => one.id === linked) ? linked : null;
  }
  return found;
}

export function lookup(app: string): Looking {
  return {
    search: async (source, text, options) => {
      const found = await search(app, source, text, options);
      titles.remember(source, found);
      return found;
    },
    find: (source, wanted) =>
      queries.fetchQuery({
        queryKey: ["find", app, source, wanted],
        staleTime: 30_000,
        queryFn: async () => {
          const found = await search(app, source, wanted, { limit: 50 });
          titles.remember(source, found);
          return found.filter((choice) => choice.title === wanted);
        },
      }),
    suggest: (form, field, text, signal) => records.words(app, form, field, text, signal),
    title: (source, id) => title(app, source, id),
    way: async (form, field, id) => {
      const found = await way(app, form, field, id);
      titles.remember(`${FORM}${form}`, found);
      return found;
    },
  };
}
