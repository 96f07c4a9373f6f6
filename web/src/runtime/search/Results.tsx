/** What was found, by form, or the records that were opened last. */
import { ClockCircleOutlined, UnorderedListOutlined } from "@ant-design/icons";
import { Skeleton } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SearchGroup, SearchHit } from "~/api/search";
import { useLocale } from "~/ui/appearance";
import { Failure } from "~/ui/Failure";
import { Icon } from "~/ui/icons";
import { textOf } from "~/words";
import type { Recent } from "./found";
import { Marked } from "./Marked";
import styles from "./Search.module.css";

interface ResultsProps {
  id: string;
  needle: string;
  groups: readonly SearchGroup[];
  recent: readonly Recent[];
  waiting: boolean;
  thrown: unknown;
  done: boolean;
  truncated: boolean;
  current: string | null;
  optionId: (name: string) => string;
  onHover: (name: string) => void;
  onOpen: (name: string) => void;
  onRetry: () => void;
}

export function Results(props: ResultsProps) {
  const { t } = useTranslation("search");
  const locale = useLocale();
  const { id, needle, groups, recent, current, optionId } = props;

  function option(name: string, content: ReactNode): ReactNode {
    return (
      // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the box, which names the line it stands on
      // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the box's
      <div
        key={name}
        id={optionId(name)}
        role="option"
        aria-selected={name === current}
        className={styles.line}
        onMouseMove={() => name !== current && props.onHover(name)}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => props.onOpen(name)}
      >
        {content}
      </div>
    );
  }

  return (
    <div className={styles.answer}>
      {props.thrown ? <Failure thrown={props.thrown} onRetry={props.onRetry} /> : null}
      {props.waiting ? (
        <Skeleton active title={false} paragraph={{ rows: 4 }} className={styles.waiting ?? ""} />
      ) : null}
      {needle === "" && recent.length === 0 ? <p className={styles.nothing}>{t("hint")}</p> : null}
      {needle !== "" && props.done && groups.length === 0 ? (
        <p className={styles.nothing} role="status">
          {t("nothing", { needle })}
        </p>
      ) : null}
      <div id={id} role="listbox" aria-label={t("results")} className={styles.results}>
        {needle === "" && recent.length > 0 ? (
          // biome-ignore lint/a11y/useSemanticElements: groups of options have no element of their own
          <div role="group" aria-label={t("recent")}>
            <div className={styles.group} aria-hidden>
              <ClockCircleOutlined aria-hidden />
              {t("recent")}
            </div>
            {recent.map((one) =>
              option(`${one.app}-${one.form}-${one.id}`, <span className={styles.title}>{one.title}</span>),
            )}
          </div>
        ) : null}
        {groups.map((group) => {
          const place = `${group.app}-${group.form}`;
          const label = textOf(group.label, locale);
          return (
            // biome-ignore lint/a11y/useSemanticElements: groups of options have no element of their own
            <div key={place} role="group" aria-label={`${label}, ${textOf(group.app_label, locale)}`}>
              <div className={styles.group} aria-hidden>
                <Icon name={group.icon ?? undefined} />
                {label}
                <span className={styles.app}>{textOf(group.app_label, locale)}</span>
              </div>
              {group.records.map((hit) => option(`${place}-${hit.id}`, <Hit hit={hit} />))}
              {group.has_more
                ? option(
                    `${place}-all`,
                    <span className={styles.all}>
                      <UnorderedListOutlined aria-hidden /> {t("all", { form: label })}
                    </span>,
                  )
                : null}
            </div>
          );
        })}
      </div>
      {props.truncated ? <p className={styles.nothing}>{t("truncated")}</p> : null}
    </div>
  );
}

function Hit({ hit }: { hit: SearchHit }) {
  const { t } = useTranslation("search");
  const locale = useLocale();
  return (
    <>
      <span className={styles.title}>
        {hit.title.length > 0 ? <Marked text={hit.title} /> : t("untitled", { id: hit.id })}
      </span>
      {hit.match ? (
        <span className={styles.match}>
          <span className={styles.field}>{textOf(hit.match.label, locale)}</span>
          <Marked text={hit.match.excerpt} />
        </span>
      ) : null}
    </>
  );
}
