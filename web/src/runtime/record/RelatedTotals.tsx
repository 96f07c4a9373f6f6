/** What records come to in all, those that are not listed among them; added up by the server in one go. */
import { useQuery } from "@tanstack/react-query";
import { fieldOf } from "~/api/apps";
import { type ListQuery, records } from "~/api/records";
import type { FormView } from "~/api/types";
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
  totals: readonly string[];
  /** Which of its records. */
  asked: Pick<ListQuery, "filter" | "link" | "values">;
  /** The beginning of the name under which the answer is kept. */
  name: readonly unknown[];
}

export function RelatedTotals({ target, totals, asked, name }: RelatedTotalsProps) {
  const app = useCurrentApp().key;
  const locale = useLocale();
  const context = useKinds();
  const sums = totals.map((key) => `${SUM}:${key}`);
  const summed = useQuery({
    queryKey: [...name, "totals", JSON.stringify([asked, sums])],
    queryFn: ({ signal }) => records.groups(app, target.key, { by: "", totals: sums, ...asked }, signal),
  });
  if (!summed.data) return null;
  const { all } = summed.data;
  return (
    <dl className={styles.totals}>
      {totals.map((key) => {
        const field = fieldOf(target, key);
        const sum = all.totals[`${SUM}:${key}`] ?? null;
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
