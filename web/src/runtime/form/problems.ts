/** What is said about a form right now: what is missing, what checking told, what saving refused. */
import type { FormView } from "~/api/types";
import { rowName, rowsOf } from "~/kinds/rows";
import type { Conditions } from "./conditions";
import { rowFields } from "./fields";
import { errorsOnly, inReadingOrder, type PlacedIssue } from "./issues";
import type { FormState } from "./state";
import { isBlank, type Values } from "./values";

/** The code under which the server says the same. */
const MISSING = "required";
/** The code of the author's own sentences, which may stand at several fields. */
const AUTHORED = "validation";

/** The sentence for a blank required field is the browser's own, so that nothing must be asked for it. */
export function missingIssues(
  form: FormView,
  values: Values,
  conditions: Conditions,
  shown: ReadonlySet<string>,
  message: string,
): PlacedIssue[] {
  const missing = (field: string, row: string | null = null, cell: string | null = null): PlacedIssue => ({
    code: MISSING,
    message,
    hint: "",
    severity: "error",
    field,
    row,
    cell,
  });
  return form.fields
    .filter((field) => shown.has(field.key))
    .flatMap((field) => {
      const own =
        conditions.fields[field.key]?.required && isBlank(values[field.key]) ? [missing(field.key)] : [];
      const states = conditions.rows[field.key];
      const cells = rowFields(field);
      if (!cells || !states || !conditions.fields[field.key]?.visible) return own;
      const inRows = rowsOf(values[field.key]).flatMap((row) =>
        cells
          .filter((cell) => states[rowName(row)]?.[cell.key]?.required && isBlank(row[cell.key]))
          .map((cell) => missing(field.key, rowName(row), cell.key)),
      );
      return [...own, ...inRows];
    });
}

/** What the person sees, each mistake once: a sentence about several fields stands at the first of them, and nothing is
 * called missing where more is said. Before saving was tried only what concerns the fields that were touched. */
export function spokenIssues(
  state: FormState,
  missing: readonly PlacedIssue[],
  order: readonly string[],
): PlacedIssue[] {
  const told = state.told.filter((issue) => issue.code !== MISSING || state.tried);
  const heard = state.tried
    ? [...missing, ...state.refused, ...told]
    : told.filter((issue) => issue.field !== null && state.touched.has(issue.field));
  const placeOf = ({ field, row, cell }: PlacedIssue): string => [field, row, cell].join("/");
  const described = new Set(
    errorsOnly(heard).flatMap((issue) => (issue.code === MISSING ? [] : placeOf(issue))),
  );
  const said = new Map<string, PlacedIssue>();
  for (const issue of inReadingOrder(heard, order, state.values)) {
    if (issue.code === MISSING && described.has(placeOf(issue))) continue;
    const sentence = issue.code === AUTHORED ? issue.message : `${placeOf(issue)}/${issue.code}`;
    if (!said.has(sentence)) said.set(sentence, issue);
  }
  return [...said.values()];
}

export function countErrors(issues: readonly PlacedIssue[]): number {
  return errorsOnly(issues).length;
}
