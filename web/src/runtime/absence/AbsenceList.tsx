/** Who acts for a person while they are away, and for whom they act; with the way to end it. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Popconfirm } from "antd";
import { useTranslation } from "react-i18next";
import { absenceKey, absences } from "~/api/absences";
import { sentenceOf } from "~/api/problem";
import { useMe } from "~/api/session";
import type { Titled } from "~/api/types";
import { dateInWords } from "~/kinds/calendar";
import { inZone } from "~/kinds/dates";
import { Avatar } from "~/ui/Avatar";
import { useLocale } from "~/ui/appearance";
import { Chip } from "~/ui/Chip";
import { EntriesSkeleton } from "~/ui/EntriesSkeleton";
import { Failure } from "~/ui/Failure";
import { useFeedback } from "~/ui/Feedback";
import styles from "./Absence.module.css";
import { type Away, together } from "./absences";
import "./words";

/** `person`: somebody else, whose absences the reader manages. */
export function AbsenceList({ person }: { person: Titled | null }) {
  const { t } = useTranslation("absence");
  const found = useQuery({
    queryKey: absenceKey(person?.id ?? null),
    queryFn: () => absences.read(person?.id ?? null),
  });
  if (found.error && !found.data)
    return <Failure thrown={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <EntriesSkeleton />;
  const all = together(found.data.items);
  return (
    <ul className={styles.list}>
      {all.some(({ first }) => first.is_mine) ? null : (
        <li className={styles.quiet}>{person ? t("nobody_of", { name: person.title }) : t("nobody")}</li>
      )}
      {all.map((away) => (
        <AbsenceLine key={away.first.id} away={away} person={person} />
      ))}
    </ul>
  );
}

function toldOf(isMine: boolean, isOfPerson: boolean): string {
  if (isMine) return isOfPerson ? "of_person" : "mine";
  return isOfPerson ? "for_others_of" : "for_others";
}

function AbsenceLine({ away, person }: { away: Away; person: Titled | null }) {
  const { t } = useTranslation("absence");
  const locale = useLocale();
  const zone = useMe().company.time_zone;
  const { message } = useFeedback();
  const cache = useQueryClient();
  const { first, scopes, ids } = away;
  const names = { agent: first.agent.title, name: first.person.title };
  const ending = useMutation({
    mutationFn: async () => {
      for (const id of ids) await absences.end(id);
    },
    onSuccess: () => void message.success(t("ended")),
    onError: (thrown) => void message.error(sentenceOf(thrown)),
    onSettled: () => cache.invalidateQueries({ queryKey: absenceKey(person?.id ?? null) }),
  });
  const day = (moment: number): string => dateInWords(inZone(new Date(moment), zone).date, locale);
  const inFlows = scopes.map(({ app, flow }) => {
    if (!app) return t("all");
    return flow ? flow.title : t("all_of_app", { app: app.title });
  });
  return (
    <li className={styles.line}>
      <Avatar name={first.is_mine ? names.agent : names.name} size={28} />
      <span className={styles.told}>
        <span>
          {t(`told.${toldOf(first.is_mine, person !== null)}`, names)}{" "}
          {Date.parse(first.starts_at) <= Date.now() ? (
            <Chip hue="green">{t("now")}</Chip>
          ) : (
            <Chip>{t("later")}</Chip>
          )}
        </span>
        <span className={styles.quiet}>
          {/* The last moment belongs to the day before the one that it begins. */}
          {t("span", { start: day(Date.parse(first.starts_at)), end: day(Date.parse(first.ends_at) - 1) })}
          {" · "}
          {inFlows.join(t("comma"))}
        </span>
        {first.note ? <span className={styles.quiet}>{first.note}</span> : null}
      </span>
      {first.is_mine ? (
        <Popconfirm
          title={t("end_title")}
          description={t("end_text", names)}
          okText={t("end")}
          cancelText={t("cancel")}
          onConfirm={() => ending.mutate()}
        >
          <Button size="small" loading={ending.isPending} aria-label={t("end_of", names)}>
            {t("end")}
          </Button>
        </Popconfirm>
      ) : null}
    </li>
  );
}
