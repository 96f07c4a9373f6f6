/** Departments as a tree, and what a move of one changes. */
import type { Department, DepartmentChange } from "~/api/organisation";

export interface Branch {
  department: Department;
  below: readonly Branch[];
}

/** Open departments only; one whose upper department is put away stands at the top. */
export function treeOf(all: readonly Department[]): readonly Branch[] {
  const open = all.filter(({ archived }) => !archived);
  const known = new Set(open.map(({ id }) => id));
  const under = (parent: number | null): readonly Branch[] =>
    open
      .filter((one) => (one.parent !== null && known.has(one.parent) ? one.parent : null) === parent)
      .map((department) => ({ department, below: under(department.id) }));
  return under(null);
}

/** The department and everything below it: where it cannot be moved to. */
export function within(all: readonly Department[], id: number): ReadonlySet<number> {
  const found = new Set([id]);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const { id: one, parent } of all) if (parent !== null && found.has(parent)) found.add(one);
  }
  return found;
}

/** What has to be changed so that the department stands under `parent`, in front of `before` or last. */
export function moves(
  all: readonly Department[],
  id: number,
  parent: number | null,
  before: number | null,
): readonly { id: number; change: DepartmentChange }[] {
  const moved = all.find((one) => one.id === id);
  if (!moved || (parent !== null && within(all, id).has(parent))) return [];
  const beside = all.filter((one) => one.parent === parent && !one.archived && one.id !== id);
  const at = beside.findIndex((one) => one.id === before);
  const order = beside.toSpliced(at < 0 ? beside.length : at, 0, moved);
  return order.flatMap((one, position) => {
    const change: DepartmentChange = {
      ...(one.id === id && one.parent !== parent ? { parent } : {}),
      ...(one.position === position ? {} : { position }),
    };
    return Object.keys(change).length > 0 ? [{ id: one.id, change }] : [];
  });
}

/** "销售部 › 华东" for a department: how its way from the top reads. */
export function pathOf(all: readonly Department[], id: number): string {
  const one = all.find((each) => each.id === id);
  if (!one) return "";
  const above = one.parent === null ? "" : pathOf(all, one.parent);
  return above ? `${above} › ${one.title}` : one.title;
}
