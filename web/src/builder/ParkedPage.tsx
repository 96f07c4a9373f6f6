/** Fields and forms that were removed: what they are, since when, how many values they hold, and the way back. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { fieldOf } from "~/api/apps";
import { keys } from "~/api/keys";
import { sentenceOf } from "~/api/problem";
import { type ParkedPart, publishing } from "~/api/publishing";
import { sizeText } from "~/kinds/files";
import { useCurrentApp } from "~/runtime/AppContext";
import { AgoText } from "~/runtime/record/AgoText";
import { useLocale } from "~/ui/appearance";
import { useDelayed } from "~/ui/delay";
import { Failure } from "~/ui/Failure";
import { useFeedback } from "~/ui/Feedback";
import { Notice } from "~/ui/Notice";
import { PageSkeleton } from "~/ui/PageSkeleton";
import styles from "./Admin.module.css";
import { adminAddresses } from "./adminAddresses";
import { JOINED, nameOfPath } from "./names";

export function ParkedPage() {
  const { t } = useTranslation("admin");
  const { message } = useFeedback();
  const app = useCurrentApp().key;
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<string[]>([]);
  const parked = useQuery({
    queryKey: keys.parked(app),
    queryFn: ({ signal }) => publishing.parked(app, signal),
  });
  const waiting = useDelayed(parked.isPending);
  const returning = useMutation({
    mutationFn: async () => publishing.bringBack(app, (await publishing.draft(app)).revision, chosen),
    onSuccess: async () => {
      await cache.invalidateQueries({ queryKey: keys.building(app) });
      void message.success(t("parked.back", { count: chosen.length }));
      void navigate(adminAddresses.publish(app));
    },
    onError: (thrown) => void message.error(sentenceOf(thrown)),
  });

  if (parked.error && !parked.data)
    return <Failure thrown={parked.error} onRetry={() => void parked.refetch()} />;
  if (!parked.data) return waiting ? <PageSkeleton lines={6} /> : null;
  if (parked.data.length === 0) return <Notice title={t("parked.none")}>{t("parked.none_text")}</Notice>;
  // One part may have been removed several times; what was removed last comes back.
  const parts = parked.data.filter(
    (part, place) => parked.data.findIndex(({ path }) => path === part.path) === place,
  );
  return (
    <>
      <p className={styles.intro}>{t("parked.text")}</p>
      <ul className={styles.lines}>
        {parts.map((part) => (
          <Part
            key={part.path}
            part={part}
            chosen={chosen.includes(part.path)}
            onChoose={(on) =>
              setChosen(on ? [...chosen, part.path] : chosen.filter((path) => path !== part.path))
            }
          />
        ))}
      </ul>
      <div className={styles.foot}>
        <Button
          type="primary"
          disabled={chosen.length === 0}
          loading={returning.isPending}
          onClick={() => returning.mutate()}
        >
          {chosen.length === 0
            ? t("parked.bring_back")
            : t("parked.bring_back_some", { count: chosen.length })}
        </Button>
      </div>
    </>
  );
}

interface PartProps {
  part: ParkedPart;
  chosen: boolean;
  onChoose: (chosen: boolean) => void;
}

function Part({ part, chosen, onChoose }: PartProps) {
  const { t } = useTranslation("admin");
  const locale = useLocale();
  const app = useCurrentApp();
  const above = part.path.split(".").slice(0, -1).join(".");
  const name = [above ? nameOfPath(app, above, locale) : "", part.label].filter(Boolean).join(JOINED);
  // A field that became one of another kind is still there; what is parked are the values it had before.
  const field = part.path.split(".")[1] ?? "";
  const isThere = app.forms.some((form) => form.key === above && fieldOf(form, field));
  const what = isThere
    ? t("parked.earlier")
    : part.kind
      ? t("parked.field")
      : above
        ? t("parked.rows_part")
        : t("parked.form");
  return (
    <li className={styles.line}>
      <Checkbox
        className={styles.part ?? ""}
        checked={chosen}
        aria-label={name}
        onChange={(event) => onChoose(event.target.checked)}
      >
        <span className={styles.strong}>{name}</span>
        <span className={styles.quiet}>
          {what} · {t("parked.since", { version: part.version })} · <AgoText at={part.parked_at} />
        </span>
      </Checkbox>
      <span className={styles.count}>
        {part.kind ? t("parked.values", { count: part.rows }) : t("parked.records", { count: part.rows })}
        {part.size > 0 ? ` · ${sizeText(part.size, locale)}` : null}
      </span>
    </li>
  );
}
