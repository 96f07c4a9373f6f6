/** What is read of a flow and its record, with what can be done always within reach. */
import { ArrowLeftOutlined } from "@ant-design/icons";
import { Alert, Button } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useMe } from "~/api/session";
import type { FormView, RecordData } from "~/api/types";
import { instantInWords } from "~/kinds/calendar";
import { Avatar } from "~/ui/Avatar";
import { useLocale } from "~/ui/appearance";
import { addresses } from "../addresses";
import { FormSections } from "../form/FormSections";
import type { RecordForm } from "../form/useRecordForm";
import { AgoText } from "../record/AgoText";
import { Details } from "../record/Details";
import { FlowPath, toldOf } from "./FlowPath";
import { FlowTimeline } from "./FlowTimeline";
import styles from "./Instance.module.css";
import type { DeskProps } from "./InstancePane";
import { StateChip } from "./StateChip";
import { TaskActions } from "./TaskActions";
import { readBeside } from "./taskForm";

export interface ShownRecord {
  form: FormView;
  record: RecordData;
  editing: RecordForm;
}

export function InstanceDesk({
  instance,
  task,
  shown,
  onBack,
  onDecided,
}: DeskProps & { shown?: ShownRecord }) {
  const { t } = useTranslation("flows");
  const { app, flow, record, initiator } = instance;
  const title = record.title ?? t("unseen", { id: record.id });
  const ahead = toldOf(instance.path.filter(({ when }) => when === "later"));
  return (
    <>
      <header className={styles.head}>
        {onBack ? (
          <Button type="text" size="small" icon={<ArrowLeftOutlined aria-hidden />} onClick={onBack}>
            {t("back")}
          </Button>
        ) : null}
        <div className={styles.titleLine}>
          <h2 className={styles.title}>
            {record.title === null ? (
              title
            ) : (
              <Link to={addresses.record(app.key, instance.form, record.id)} title={t("open_record")}>
                {title || t("untitled")}
              </Link>
            )}
          </h2>
          <StateChip state={instance.state} />
        </div>
        <p className={styles.about}>
          {app.title} · {flow.title} · {t("from", { name: initiator.title })} ·{" "}
          <AgoText at={instance.began_at} />
        </p>
      </header>
      <div className={styles.body}>
        <div className={styles.main}>
          {task?.kind === "start" ? <HaveBack instance={instance} /> : null}
          <Told instance={instance} task={task} />
          {shown ? (
            <RecordParts {...shown} task={task} />
          ) : (
            <p className={styles.quiet}>{t(record.title === null ? "unseen_text" : "gone")}</p>
          )}
        </div>
        <aside className={styles.side}>
          {instance.waiting.length > 0 ? <WaitedFor instance={instance} /> : null}
          {ahead.length > 0 ? (
            <section>
              <h3 className={styles.heading}>{t("ahead")}</h3>
              <FlowPath stops={ahead} />
            </section>
          ) : null}
          <section>
            <h3 className={styles.heading}>{t("timeline")}</h3>
            <FlowTimeline lines={instance.timeline} />
          </section>
        </aside>
      </div>
      <TaskActions instance={instance} task={task} editing={shown?.editing} onDecided={onDecided} />
    </>
  );
}

/** It came back to whoever began it, who puts it right on its own page. */
function HaveBack({ instance: { app, form, record } }: Pick<DeskProps, "instance">) {
  const { t } = useTranslation("flows");
  return (
    <Alert
      type="warning"
      showIcon
      className={styles.note ?? ""}
      title={
        <>
          {t("back_with_you")}{" "}
          {record.title === null ? null : (
            <Link to={addresses.record(app.key, form, record.id)}>{t("change_record")}</Link>
          )}
        </>
      }
    />
  );
}

/** What one should know before anything is decided. */
function Told({ instance, task }: Pick<DeskProps, "instance" | "task">) {
  const { t } = useTranslation("flows");
  const me = useMe().person.id;
  const notes = [
    ...(task && task.person.id !== me ? [t("acting_here", { name: task.person.title })] : []),
    ...instance.incidents.map(({ node, message }) => t("incident", { node: node.title, message })),
    ...(task?.asks_withdrawal ? [t("asks_withdrawal", { name: instance.initiator.title })] : []),
    ...(task?.is_advice ? [t("advice", { name: task.owner.title })] : []),
  ];
  return notes.map((note) => (
    <Alert key={note} type="warning" showIcon title={note} className={styles.note ?? ""} />
  ));
}

function RecordParts({ form, record, editing, task }: ShownRecord & Pick<DeskProps, "task">) {
  const { t } = useTranslation("flows");
  const beside = useMemo(() => readBeside(form, task), [form, task]);
  return (
    <>
      {editing.form.layout.sections.length > 0 ? (
        <section className={styles.fill} aria-label={t("fill_in")}>
          <h3 className={styles.heading}>{t("fill_in")}</h3>
          <FormSections editing={editing} />
        </section>
      ) : null}
      {beside.layout.sections.length > 0 ? (
        <section aria-label={t("record")}>
          <Details form={beside} record={record} hasButtons={false} isCompact />
        </section>
      ) : null}
    </>
  );
}

function WaitedFor({ instance }: Pick<DeskProps, "instance">) {
  const { t } = useTranslation("flows");
  const locale = useLocale();
  const zone = useMe().company.time_zone;
  const now = new Date();
  const inLine = instance.path
    .filter(({ when }) => when === "now")
    .flatMap(({ node, people }) => people.filter(({ waits }) => waits).map((one) => ({ ...one, node })));
  return (
    <section>
      <h3 className={styles.heading}>{t("waiting")}</h3>
      <ul className={styles.people}>
        {instance.waiting.map((one) => (
          <li key={one.task} className={styles.person}>
            <Avatar name={one.person.title} size={24} />
            <span className={styles.personText}>
              <strong>{one.person.title}</strong> {one.node.title}
              <span className={styles.quiet}>
                {one.opened_at ? (
                  <>
                    {t("waiting_since")} <AgoText at={one.opened_at} />
                  </>
                ) : null}
                {one.due_at ? (
                  <span data-late={new Date(one.due_at) < now} className={styles.due}>
                    {" · "}
                    {t("due", { at: instantInWords(one.due_at, locale, zone) })}
                  </span>
                ) : null}
              </span>
              {one.agent ? (
                <span className={styles.quiet}>
                  {t("acting_for", { agent: one.agent.title, name: one.person.title })}
                </span>
              ) : null}
              {one.reason ? <span className={styles.quiet}>{one.reason}</span> : null}
            </span>
          </li>
        ))}
        {inLine.map((one) => (
          <li key={`${one.node.key} ${one.id}`} className={styles.person}>
            <Avatar name={one.title} size={24} />
            <span className={styles.personText}>
              <strong>{one.title}</strong> {one.node.title}
              <span className={styles.quiet}>{t("in_line")}</span>
              <span className={styles.quiet}>{one.reason}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
