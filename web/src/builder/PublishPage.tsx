/** What publishing the draft would do, what must be decided before, and the button. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Input, Progress } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { keys } from "~/api/keys";
import { Problem, sentenceOf } from "~/api/problem";
import { type Plan, publishing } from "~/api/publishing";
import { useCurrentApp } from "~/runtime/AppContext";
import { useDelayed } from "~/ui/delay";
import { Failure } from "~/ui/Failure";
import { useFeedback } from "~/ui/Feedback";
import { Notice } from "~/ui/Notice";
import { PageSkeleton } from "~/ui/PageSkeleton";
import styles from "./Admin.module.css";
import { adminAddresses } from "./adminAddresses";
import { LossCard } from "./LossCard";
import { PlanSteps } from "./PlanSteps";
import { Problems } from "./Problems";
import { PublicationCard } from "./PublicationCard";

const LOOK_MS = 2_000;
const INVALID = 422;

const isMoving = (plan: Plan | undefined): boolean =>
  plan !== undefined && (plan.check.state === "running" || plan.publication !== null);

export function PublishPage() {
  const { t } = useTranslation("admin");
  const app = useCurrentApp().key;
  const navigate = useNavigate();
  const [takeBack, setTakeBack] = useState<string[]>([]);
  const plan = useQuery({
    queryKey: keys.plan(app, takeBack),
    queryFn: ({ signal }) => publishing.plan(app, takeBack, signal),
    refetchInterval: (query) => (isMoving(query.state.data) ? LOOK_MS : false),
    placeholderData: (before) => before,
    staleTime: 0,
  });
  const waiting = useDelayed(plan.isPending);
  if (plan.error && !plan.data) {
    if (plan.error instanceof Problem && plan.error.status === INVALID)
      return (
        <>
          <Problems title={t("publish.unsound")} issues={plan.error.issues} />
          <Button onClick={() => void navigate(adminAddresses.versions(app))}>
            {t("publish.to_versions")}
          </Button>
        </>
      );
    return <Failure thrown={plan.error} onRetry={() => void plan.refetch()} />;
  }
  if (!plan.data) return waiting ? <PageSkeleton lines={6} /> : null;
  const { is_unchanged, offers, publication } = plan.data;
  if (is_unchanged && offers.length === 0 && !publication)
    return (
      <Notice
        title={t("publish.nothing")}
        actions={
          <Button onClick={() => void navigate(adminAddresses.versions(app))}>
            {t("publish.to_versions")}
          </Button>
        }
      >
        {t("publish.nothing_text")}
      </Notice>
    );
  return <Publishing plan={plan.data} takeBack={takeBack} onTakeBack={setTakeBack} />;
}

interface PublishingProps {
  plan: Plan;
  takeBack: readonly string[];
  onTakeBack: (paths: string[]) => void;
}

function Publishing({ plan, takeBack, onTakeBack }: PublishingProps) {
  const { t } = useTranslation("admin");
  const { message } = useFeedback();
  const app = useCurrentApp().key;
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(new Set());
  const [understood, setUnderstood] = useState(false);
  const [note, setNote] = useState("");

  const sending = useMutation({
    mutationFn: () =>
      publishing.publish(app, {
        revision: plan.revision,
        note: note.trim(),
        take_back: takeBack,
        accept: plan.losses.filter((loss) => accepted.has(loss.fingerprint)).map((loss) => loss.fingerprint),
      }),
    onSuccess: (begun) => {
      void message.success(
        begun.state === "preparing"
          ? t("publish.begun", { version: begun.version })
          : t("publish.done", { version: begun.version }),
      );
      void navigate(adminAddresses.versions(app));
    },
    onError: (thrown) => void message.error(sentenceOf(thrown)),
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: keys.building(app) }),
        cache.invalidateQueries({ queryKey: keys.apps }),
      ]),
  });

  const isDestructive = plan.steps.some((step) => step.consequence === "destructive");
  const isChecked = plan.check.state === "done";
  const lacking = plan.losses.filter((loss) => !accepted.has(loss.fingerprint)).length;
  const isReady =
    plan.is_publishable && isChecked && lacking === 0 && (!isDestructive || understood) && !plan.publication;

  function accept(fingerprint: string, on: boolean): void {
    const next = new Set(accepted);
    if (on) next.add(fingerprint);
    else next.delete(fingerprint);
    setAccepted(next);
  }

  return (
    <>
      <p className={styles.intro}>
        {plan.base_version === null
          ? t("publish.first")
          : plan.is_unchanged
            ? t("publish.only_offers", { version: plan.base_version })
            : t("publish.text", { version: plan.version, base: plan.base_version })}
      </p>
      {plan.publication ? <PublicationCard app={app} publication={plan.publication} /> : null}
      {plan.issues.length > 0 && !plan.publication && !plan.is_unchanged ? (
        <Problems
          title={plan.is_publishable ? t("publish.warnings") : t("publish.forbidden")}
          issues={plan.issues}
        />
      ) : null}
      <Checking plan={plan} />
      {plan.losses.length > 0 ? (
        <section aria-label={t("publish.losses")}>
          <h2 className={styles.sectionTitle}>{t("publish.losses")}</h2>
          <p className={styles.intro}>{t("publish.losses_text")}</p>
          {plan.losses.map((loss) => (
            <LossCard
              key={loss.fingerprint}
              loss={loss}
              accepted={accepted.has(loss.fingerprint)}
              onAccept={(on) => accept(loss.fingerprint, on)}
            />
          ))}
        </section>
      ) : null}
      <PlanSteps steps={plan.steps} />
      {plan.steps.length === 0 && !plan.is_unchanged ? (
        <p className={styles.intro}>{t("publish.only_order")}</p>
      ) : null}
      <Offers plan={plan} takeBack={takeBack} onTakeBack={onTakeBack} />
      {plan.publication ? null : (
        <div className={styles.foot}>
          {isDestructive ? (
            <Checkbox checked={understood} onChange={(event) => setUnderstood(event.target.checked)}>
              {t("publish.understood")}
            </Checkbox>
          ) : null}
          <Input
            className={styles.note ?? ""}
            maxLength={200}
            value={note}
            placeholder={t("publish.note")}
            aria-label={t("publish.note")}
            onChange={(event) => setNote(event.target.value)}
          />
          <Button
            type="primary"
            disabled={!isReady}
            loading={sending.isPending}
            onClick={() => sending.mutate()}
          >
            {t("publish.go", { version: plan.version })}
          </Button>
          {lacking > 0 ? (
            <span className={styles.reason}>{t("publish.lacking", { count: lacking })}</span>
          ) : null}
        </div>
      )}
    </>
  );
}

function Checking({ plan }: { plan: Plan }) {
  const { t } = useTranslation("admin");
  const { state, done, total, error } = plan.check;
  if (state === "done") return null;
  if (state === "failed") return <Alert type="warning" showIcon title={error} />;
  return (
    <section className={styles.card} role="status">
      <p className={styles.strong}>{t("publish.checking", { count: total })}</p>
      <p className={styles.quiet}>{t("publish.checking_text")}</p>
      <Progress
        percent={total > 0 ? Math.min(99, Math.floor((done / total) * 100)) : 0}
        status="active"
        aria-label={t("publish.checking", { count: total })}
      />
    </section>
  );
}

function Offers({ plan, takeBack, onTakeBack }: PublishingProps) {
  const { t } = useTranslation("admin");
  if (plan.offers.length === 0) return null;
  return (
    <section aria-label={t("publish.offers")}>
      <h2 className={styles.sectionTitle}>{t("publish.offers")}</h2>
      <p className={styles.intro}>{t("publish.offers_text")}</p>
      <ul className={styles.lines}>
        {plan.offers.map((offer) => {
          const own = takeBack.includes(offer.path);
          return (
            <li key={offer.path} className={styles.line}>
              <Checkbox
                checked={offer.is_taken || own}
                // What the draft itself takes back is not the plan's to refuse.
                disabled={offer.is_taken && !own}
                onChange={(event) =>
                  onTakeBack(
                    event.target.checked
                      ? [...takeBack, offer.path]
                      : takeBack.filter((path) => path !== offer.path),
                  )
                }
              >
                {t("publish.offer", {
                  name: offer.name,
                  count: offer.rows,
                  version: offer.version,
                })}
              </Checkbox>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
