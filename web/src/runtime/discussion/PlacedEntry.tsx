/** A linked record in the timeline of another: what it is called, when it was, and the few facts about it. */
import type { FormView } from "~/api/types";
import { useKinds } from "~/kinds/context";
import { fieldKind } from "~/kinds/registry";
import { useLocale } from "~/ui/appearance";
import { Icon } from "~/ui/icons";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { FieldCell } from "../fields";
import { isBlank } from "../form/values";
import { AgoText } from "../record/AgoText";
import { keyFacts } from "../record/facts";
import styles from "../record/History.module.css";
import type { Placed } from "./among";
import own from "./PlacedEntry.module.css";

interface PlacedEntryProps {
  target: FormView;
  entry: Placed;
  /** The fields that say nothing here: the link back, and when it was. */
  besides: readonly string[];
}

export function PlacedEntry({ target, entry: { at, record }, besides }: PlacedEntryProps) {
  const app = useCurrentApp();
  const locale = useLocale();
  const { addressOf, open } = useKinds();
  const facts = keyFacts(app, target, ({ kind }) => fieldKind(kind).inGrid !== false).filter(
    ({ key }) => !besides.includes(key) && !isBlank(record[key]),
  );
  return (
    <li className={styles.entry}>
      <span className={own.icon}>
        <Icon name={target.icon} />
      </span>
      <div className={styles.what}>
        <p className={styles.who}>
          {textOf(target.label, locale)}{" "}
          <a
            href={addressOf(target.key, record.id)}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return;
              event.preventDefault();
              open(target.key, record.id);
            }}
          >
            {record.title || `#${record.id}`}
          </a>
          <span className={styles.when}>
            <AgoText at={at} />
          </span>
        </p>
        {facts.length > 0 ? (
          <p className={own.facts}>
            {facts.map((field) => (
              <span key={field.key} className={own.fact} title={textOf(field.label, locale)}>
                <FieldCell field={field} value={record[field.key]} />
              </span>
            ))}
          </p>
        ) : null}
      </div>
    </li>
  );
}
