/** Who would get a record, step by step, and why: the way of the flow as it is drawn, over a record or a form that is
 * filled in for the trial. */
import { useQuery } from "@tanstack/react-query";
import { Alert, Button, Segmented } from "antd";
import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { flowPreview, type Stop, type Tried } from "~/api/flowPreview";
import { keys } from "~/api/keys";
import { Problem, sentenceOf, told } from "~/api/problem";
import { Picker } from "~/kinds/Picker";
import { FlowPath } from "~/runtime/flows/FlowPath";
import type { Values } from "~/runtime/form/values";
import { PersonSelect } from "~/runtime/people/PersonSelect";
import { Icon } from "~/ui/icons";
import design from "../design/Design.module.css";
import { useDraft } from "../design/DesignContext";
import { SettingLine } from "../design/settings/SettingLine";
import { useBeginning } from "./branchWords";
import { useFlowing } from "./FlowingContext";
import styles from "./Flows.module.css";
import { PeopleSelect } from "./settings/NamedSelect";
import { TrialLine } from "./TrialLine";

interface PathPreviewProps {
  /** Whether it is looked at; while it is not, what it was tried with stays. */
  isShown: boolean;
  /** Told of the nodes on the way, or of none. */
  onWay: (way: ReadonlySet<string> | null) => void;
}

const SOURCES = ["record", "trial"] as const;

export function PathPreview({ isShown, onWay }: PathPreviewProps) {
  const { t } = useTranslation("flowing");
  const { app = "" } = useParams();
  const { flow } = useFlowing();
  const { publishedVersion, session } = useDraft();
  const id = useId();
  const [source, setSource] = useState<(typeof SOURCES)[number]>("record");
  const [record, setRecord] = useState<number | null>(null);
  const [values, setValues] = useState<Values | null>(null);
  const [initiator, setInitiator] = useState<number | null>(null);
  const [chosen, setChosen] = useState<Readonly<Record<string, readonly number[]>>>({});
  const tried: Tried | null =
    source === "record" ? (record === null ? null : { record }) : values === null ? null : { values };
  const found = useQuery({
    queryKey: [...keys.draft(app), "way", flow.key, tried, initiator, chosen, session.revision],
    queryFn: () => flowPreview(app, flow.key, tried ?? { values: {} }, initiator, chosen),
    placeholderData: (before) => before,
    enabled: isShown && tried !== null && publishedVersion !== null,
    retry: false,
  });
  const path = tried === null ? undefined : found.data?.path;
  useEffect(() => {
    onWay(path ? new Set(path.map(({ node }) => node.key)) : null);
    return () => onWay(null);
  }, [path, onWay]);

  return (
    <>
      <header className={design.settingsHead}>
        <span className={design.settingsKind}>{t("as_path")}</span>
      </header>
      {publishedVersion === null ? (
        <p className={styles.quiet}>{t("path_unpublished")}</p>
      ) : (
        <>
          <p className={styles.quiet}>{t("path_text")}</p>
          <SettingLine id={`${id}-who`} name={t("path_initiator")}>
            <div className={styles.stretched}>
              <PersonSelect
                id={`${id}-who`}
                label={t("path_initiator")}
                value={initiator}
                placeholder={t("path_me")}
                onChange={setInitiator}
              />
            </div>
          </SettingLine>
          <SettingLine name={t("path_over")}>
            <div className={styles.stretched}>
              <Segmented
                block
                aria-label={t("path_over")}
                value={source}
                options={SOURCES.map((value) => ({ value, label: t(`path_source.${value}`) }))}
                onChange={setSource}
              />
              {source === "record" ? (
                <Picker
                  source={`form:${flow.form}`}
                  value={record}
                  onChange={setRecord}
                  placeholder={t("path_choose")}
                  nothing={t("path_no_record")}
                  control={{ id, "aria-label": t("path_record") }}
                />
              ) : (
                <TrialLine app={app} form={flow.form} values={values} onChange={setValues} />
              )}
            </div>
          </SettingLine>
          {tried !== null && found.error ? (
            <Alert type="warning" showIcon role="alert" title={wrongIn(found.error)} />
          ) : path ? (
            <>
              {found.data?.begins === false ? <Unbegun /> : null}
              <FlowPath
                isWhole
                label={t("as_path")}
                stops={path}
                heading={(stop) => <StopHead stop={stop} />}
                choice={chooser}
              />
            </>
          ) : null}
        </>
      )}
    </>
  );

  function chooser({ chooser: who, node }: Stop) {
    if (who !== "initiator") return null;
    return (
      <PeopleSelect
        id={`${id}-${node.key}`}
        title={t("path_chosen", { name: node.title })}
        value={chosen[node.key] ?? []}
        onChange={(people) => setChosen({ ...chosen, [node.key]: people })}
      />
    );
  }
}

/** What is wrong, thing by thing where the server tells it. */
function wrongIn(thrown: unknown): string {
  const issues = thrown instanceof Problem ? thrown.issues : [];
  return issues.length > 0 ? issues.map(told).join(" ") : sentenceOf(thrown);
}

/** Leads to the settings of a node. */
function useSettingsOf(): (node: string) => void {
  const { choose, enterSettings } = useFlowing();
  return (node) => {
    choose([node]);
    enterSettings();
  };
}

/** That nothing would begin, and what the flow asks of a record first. */
function Unbegun() {
  const { t } = useTranslation("flowing");
  const beginning = useBeginning(useFlowing());
  const goTo = useSettingsOf();
  if (!beginning) return null;
  return (
    <Alert
      type="info"
      showIcon
      role="status"
      className={styles.unmet ?? ""}
      title={
        <>
          <strong>{t("path_unmet")}</strong>
          <span>{t("path_unmet_why", { condition: beginning.said })}</span>
          <Button type="link" size="small" onClick={() => goTo(beginning.node)}>
            {t("path_unmet_change")}
          </Button>
        </>
      }
    />
  );
}

/** The name of a node, which leads to its settings. */
function StopHead({ stop: { node, kind } }: { stop: Stop }) {
  const { shapes } = useFlowing();
  const goTo = useSettingsOf();
  return (
    <button type="button" className={styles.stopNode} onClick={() => goTo(node.key)}>
      <Icon name={shapes.get(kind)?.item.icon} />
      <span>{node.title}</span>
    </button>
  );
}
