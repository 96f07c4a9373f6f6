/** What linked records come to in all, those that are not listed among them; added up by the server in one go. */
import { useQuery } from "@tanstack/react-query";
import { fieldOf } from "~/api/apps";
import { records } from "~/api/records";
import type { FilterTree, FormView } from "~/api/types";
import { useKinds } from "~/kinds/context";
import { sumAsValue } from "~/kinds/sums";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { FieldCell } from "../fields";
import styles from "./RelatedList.module.css";

const SUM = "sum";

interface RelatedTotalsProps {
  target: FormView;
  /** The link, which is the same for all of them: they make one group. */
  by: string;
  totals: readonly string[];
  filter: FilterTree;
  /** The beginning of the name under which the answer is kept. */
  name: readonly unknown[];
}

export function RelatedTotals({ target, by, totals, filter, name }: RelatedTotalsProps) {
  const app = useCurrentApp().key;
  const locale = useLocale();
  const context = useKinds();
  const asked = totals.map((key) => `${SUM}:${key}`);
  const groups = useQuery({
    queryKey: [...name, "totals", JSON.stringify([filter, asked])],
    queryFn: ({ signal }) => records.groups(app, target.key, { by, totals: asked, filter }, signal),
  });
  const [only] = groups.data?.groups ?? [];
  if (!only) return null;
  return (
    <dl className={styles.totals}>
      {totals.map((key) => {
        const field = fieldOf(target, key);
        const sum = only.totals[`${SUM}:${key}`] ?? null;
        if (!field || sum === null) return null;
        return (
          <div key={key} className={styles.sum}>
            <dt>{textOf(field.label, locale)}</dt>
            <dd>
              <FieldCell field={field} value={sumAsValue(sum, field, context) ?? null} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
