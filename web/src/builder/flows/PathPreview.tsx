/** Who would get a record, step by step, and why: the way of the flow as it is drawn, for whoever looks. */
import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { flowPreview, type Stop } from "~/api/flowPreview";
import { keys } from "~/api/keys";
import { sentenceOf } from "~/api/problem";
import { Picker } from "~/kinds/Picker";
import { FlowPath } from "~/runtime/flows/FlowPath";
import { Icon } from "~/ui/icons";
import design from "../design/Design.module.css";
import { useDraft } from "../design/DesignContext";
import { SettingLine } from "../design/settings/SettingLine";
import { useFlowing } from "./FlowingContext";
import styles from "./Flows.module.css";
import { PeopleSelect } from "./settings/NamedSelect";

interface PathPreviewProps {
  /** Told of the nodes on the way, or of none. */
  onWay: (way: ReadonlySet<string> | null) => void;
}

export function PathPreview({ onWay }: PathPreviewProps) {
  const { t } = useTranslation("flowing");
  const { app = "" } = useParams();
  const { flow } = useFlowing();
  const { publishedVersion, changes, session } = useDraft();
  const isDraft = changes !== null && changes > 0;
  const id = useId();
  const [record, setRecord] = useState<number | null>(null);
  const [chosen, setChosen] = useState<Readonly<Record<string, readonly number[]>>>({});
  const found = useQuery({
    queryKey: [
      ...keys.draft(app),
      "way",
      flow.key,
      record,
      chosen,
      isDraft ? session.revision : publishedVersion,
    ],
    queryFn: () => flowPreview(app, flow.key, record ?? 0, chosen, isDraft),
    placeholderData: (before) => before,
    enabled: record !== null && publishedVersion !== null,
    retry: false,
  });
  const path = record === null ? undefined : found.data;
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
          <p className={styles.quiet}>{t(isDraft ? "path_of_draft" : "path_text")}</p>
          <SettingLine id={id} name={t("path_record")}>
            <Picker
              source={`form:${flow.form}`}
              value={record}
              onChange={setRecord}
              placeholder={t("path_choose")}
              nothing={t("path_no_record")}
              control={{ id }}
            />
          </SettingLine>
          {record !== null && found.error ? (
            <Alert type="warning" showIcon title={sentenceOf(found.error)} />
          ) : null}
          {path ? (
            <FlowPath
              isWhole
              label={t("as_path")}
              stops={path}
              heading={(stop) => <StopHead stop={stop} />}
              choice={(stop) => chooser(stop)}
            />
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

/** The name of a node, which leads to its settings. */
function StopHead({ stop: { node, kind } }: { stop: Stop }) {
  const { shapes, choose } = useFlowing();
  return (
    <button type="button" className={styles.stopNode} onClick={() => choose([node.key])}>
      <Icon name={shapes.get(kind)?.item.icon} />
      <span>{node.title}</span>
    </button>
  );
}
