/** Before somebody leaves: what they have in hand is shown, and given to somebody else. */
import { CheckCircleOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Checkbox, Modal } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import type { PersonRecord } from "~/api/organisation";
import { sentenceOf } from "~/api/problem";
import { useLocale } from "~/ui/appearance";
import { Failure } from "~/ui/Failure";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { textOf } from "~/words";
import { type Handed, handOver, handOverTies, isTie, type Possession, possessionsOf } from "./handOver";
import styles from "./PeoplePage.module.css";
import { PersonSelect } from "./PersonSelect";

interface HandOverDialogProps {
  person: PersonRecord;
  onClose: () => void;
}

const NOBODY: ReadonlySet<string> = new Set();

export function HandOverDialog({ person, onClose }: HandOverDialogProps) {
  const { t } = useTranslation("people");
  const id = useId();
  const cache = useQueryClient();
  const [heir, setHeir] = useState<number | null>(null);
  const [superior, setSuperior] = useState<number | null>(null);
  const [kept, setKept] = useState(NOBODY);
  const [disabling, setDisabling] = useState(person.active);
  const [handed, setHanded] = useState<Readonly<Record<string, Handed | null>>>({});
  const [state, setState] = useState<"choosing" | "going" | "done">("choosing");
  const [error, setError] = useState<string | null>(null);
  const found = useQuery({
    queryKey: [...keys.people, "possessions", person.id],
    queryFn: ({ signal }) => possessionsOf(person.id, signal),
    // What is being given away is counted once, before.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const chosen = (found.data ?? []).filter((each) => !kept.has(each.id));

  async function go(): Promise<void> {
    if (heir === null) return;
    setState("going");
    setError(null);
    try {
      for (const each of chosen) {
        if (each.id in handed || isTie(each)) continue;
        let last: Handed | null = null;
        await handOver(each, person.id, heir, (so) => {
          last = so;
        });
        setHanded((before) => ({ ...before, [each.id]: last }));
      }
      await handOverTies(chosen, person.id, heir, superior ?? heir, disabling);
      setHanded((before) => ({
        ...before,
        ...Object.fromEntries(chosen.filter(isTie).map(({ id }) => [id, null])),
      }));
      setState("done");
    } catch (thrown) {
      setError(sentenceOf(thrown));
      setState("choosing");
    }
    await Promise.all([
      cache.invalidateQueries({ queryKey: [...keys.people, "found"] }),
      cache.invalidateQueries({ queryKey: keys.departments }),
      cache.invalidateQueries({ queryKey: keys.groups }),
      cache.invalidateQueries({ queryKey: ["records"] }),
    ]);
  }

  return (
    <Modal
      open
      width={560}
      title={t("hand_over_of", { name: person.name })}
      okText={state === "done" ? t("close") : t("hand_over")}
      cancelText={t("cancel")}
      okButtonProps={{
        disabled: state !== "done" && (heir === null || !found.data),
        loading: state === "going",
      }}
      cancelButtonProps={state === "done" ? { style: { display: "none" } } : { disabled: state === "going" }}
      closable={state !== "going"}
      mask={{ closable: false }}
      onOk={() => (state === "done" ? onClose() : void go())}
      onCancel={onClose}
    >
      {error ? <Alert type="error" showIcon role="alert" title={error} /> : null}
      <p className={styles.left}>{t("hand_over_text", { name: person.name })}</p>
      <div className={styles.fields}>
        <label htmlFor={`${id}-heir`}>{t("heir")}</label>
        <PersonSelect
          id={`${id}-heir`}
          label={t("heir")}
          value={heir}
          besides={person.id}
          onChange={setHeir}
        />
        {chosen.some(({ what }) => what === "reports") ? (
          <>
            <label htmlFor={`${id}-superior`}>{t("new_superior")}</label>
            <PersonSelect
              id={`${id}-superior`}
              label={t("new_superior")}
              value={superior ?? heir}
              besides={person.id}
              onChange={setSuperior}
            />
          </>
        ) : null}
      </div>
      {found.error ? (
        <Failure thrown={found.error} onRetry={() => void found.refetch()} />
      ) : !found.data ? (
        <PageSkeleton lines={3} />
      ) : found.data.length === 0 ? (
        <p>{t("nothing_in_hand")}</p>
      ) : (
        <ul className={styles.possessions}>
          {found.data.map((each) => (
            <li key={each.id}>
              <Checkbox
                checked={!kept.has(each.id)}
                disabled={state !== "choosing" || each.id in handed}
                onChange={(event) =>
                  setKept((before) =>
                    event.target.checked
                      ? new Set([...before].filter((one) => one !== each.id))
                      : new Set([...before, each.id]),
                  )
                }
              >
                <What possession={each} />
              </Checkbox>
              {each.id in handed ? <Came handed={handed[each.id] ?? null} /> : null}
            </li>
          ))}
        </ul>
      )}
      {person.active ? (
        <Checkbox
          checked={disabling}
          disabled={state !== "choosing"}
          onChange={(event) => setDisabling(event.target.checked)}
        >
          {t("disable_then", { name: person.name })}
        </Checkbox>
      ) : null}
    </Modal>
  );
}

function What({ possession }: { possession: Possession }) {
  const { t } = useTranslation("people");
  const locale = useLocale();
  switch (possession.what) {
    case "records":
    case "bin":
      return t(`has.${possession.what}`, {
        app: textOf(possession.appLabel, locale),
        form: textOf(possession.label, locale),
        count: possession.count,
      });
    case "headship":
    case "group":
      return t(`has.${possession.what}`, { name: possession.of.title });
    case "reports":
    case "views":
    case "shares":
      return t(`has.${possession.what}`, { count: possession.count });
    case "role":
      return t("has.role", {
        app: textOf(possession.appLabel, locale),
        role: textOf(possession.role.label, locale) || possession.role.key,
      });
  }
}

function Came({ handed }: { handed: Handed | null }) {
  const { t } = useTranslation("people");
  return (
    <span className={styles.came}>
      <CheckCircleOutlined aria-hidden />
      {handed
        ? handed.refused > 0
          ? t("handed_some", { done: handed.done, refused: handed.refused })
          : t("handed", { count: handed.done })
        : t("handed_it")}
    </span>
  );
}
