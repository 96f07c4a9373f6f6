/** What a table of people would do: how many lines of each sort, what is made, and every line with its reasons. */
import { Alert, Button, Checkbox, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ImportWish, LineState, Trial } from "~/api/organisationImport";
import styles from "./OrganisationImport.module.css";
import { OrganisationLine } from "./OrganisationLine";

interface OrganisationTrialProps {
  name: string;
  trial: Trial;
  busy: boolean;
  onBringIn: (which: ImportWish["which"], invite: boolean) => void;
  onAgain: () => void;
  onLeave: () => void;
}

const STATES: readonly LineState[] = ["bad", "new", "changed", "unchanged"];
const PAGE = 100;

export function OrganisationTrial({
  name,
  trial,
  busy,
  onBringIn,
  onAgain,
  onLeave,
}: OrganisationTrialProps) {
  const { t } = useTranslation("organisation_import");
  const { counts, creates, ignored, lines } = trial;
  const good = counts.new + counts.changed;
  const [state, setState] = useState<LineState>(STATES.find((one) => counts[one] > 0) ?? "new");
  const [invite, setInvite] = useState(true);
  const [shown, setShown] = useState(PAGE);
  const ofState = lines.filter((line) => line.state === state);
  const made = (["departments", "positions", "groups"] as const).filter((one) => creates[one].length > 0);
  return (
    <>
      <p className={styles.intro}>{t("looked", { name })}</p>
      {ignored.length > 0 ? (
        <Alert type="warning" showIcon title={t("ignored", { names: ignored.join(t("and")) })} />
      ) : null}
      {made.length > 0 ? (
        <section className={styles.made} aria-label={t("makes")}>
          <h2 className={styles.subtitle}>{t("makes")}</h2>
          {made.map((one) => (
            <p key={one}>
              <strong>{t(`made.${one}`, { count: creates[one].length })}</strong>{" "}
              {creates[one].join(t("and"))}
            </p>
          ))}
        </section>
      ) : null}
      <div className={styles.bar}>
        <Segmented<LineState>
          value={state}
          options={STATES.filter((one) => counts[one] > 0).map((one) => ({
            value: one,
            label: t(`state.${one}`, { count: counts[one] }),
          }))}
          onChange={(next) => {
            setState(next);
            setShown(PAGE);
          }}
        />
      </div>
      <ul className={styles.lines}>
        {ofState.slice(0, shown).map((line) => (
          <OrganisationLine key={line.row} line={line} columns={trial.columns} />
        ))}
      </ul>
      {ofState.length > shown ? (
        <Button onClick={() => setShown(shown + PAGE)}>{t("more")}</Button>
      ) : counts[state] > ofState.length ? (
        <p className={styles.quiet}>{t("not_shown", { count: counts[state] - ofState.length })}</p>
      ) : null}
      <footer className={styles.foot}>
        {counts.new > 0 ? (
          <Checkbox checked={invite} onChange={(event) => setInvite(event.target.checked)}>
            {t("invite")}
          </Checkbox>
        ) : null}
        <span className={styles.deeds}>
          <Button disabled={busy} onClick={onLeave}>
            {t("other_file")}
          </Button>
          <Button disabled={busy} onClick={onAgain}>
            {t("again")}
          </Button>
          <Button
            type="primary"
            loading={busy}
            disabled={good === 0}
            onClick={() => onBringIn(counts.bad > 0 ? "good" : "all", invite && counts.new > 0)}
          >
            {t(counts.bad > 0 ? "bring_good" : "bring_all", { count: good })}
          </Button>
        </span>
      </footer>
    </>
  );
}
