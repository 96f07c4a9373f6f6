/** Begins a flow over a record, once its initiator has seen who would get it and why. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, Modal } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Stop } from "~/api/flowPreview";
import { flows } from "~/api/flows";
import { keys } from "~/api/keys";
import { Problem, sentenceOf, told } from "~/api/problem";
import { attempt } from "~/api/records";
import type { Titled } from "~/api/types";
import { EntriesSkeleton } from "~/ui/EntriesSkeleton";
import { useFeedback } from "~/ui/Feedback";
import { useReturnedFocus } from "~/ui/returnedFocus";
import { PeopleSelect } from "../people/PeopleSelect";
import { FlowPath } from "./FlowPath";
import styles from "./Instance.module.css";
import { useForgetFlows } from "./useTasks";

interface BeginFlowDialogProps {
  app: string;
  form: string;
  flow: string;
  title: string;
  /** What the button says. */
  caption: string;
  record: number;
  onClose: () => void;
}

export function BeginFlowDialog({ app, form, flow, title, caption, record, onClose }: BeginFlowDialogProps) {
  const { t } = useTranslation("flows");
  useReturnedFocus();
  const { message } = useFeedback();
  const queries = useQueryClient();
  const forget = useForgetFlows();
  const command = useRef(attempt());
  const [people, setPeople] = useState<Readonly<Record<string, readonly Titled[]>>>({});
  const chosen = Object.fromEntries(
    Object.entries(people).flatMap(([node, some]) =>
      some.length > 0 ? [[node, some.map(({ id }) => id)]] : [],
    ),
  );
  const path = useQuery({
    queryKey: ["flow preview", app, flow, record, chosen],
    queryFn: () => flows.preview(app, flow, record, chosen),
    placeholderData: (before) => before,
    staleTime: 0,
    retry: false,
  });
  const beginning = useMutation({
    mutationFn: () => flows.begin(app, flow, record, chosen, command.current),
    onSuccess: async () => {
      void message.success(t("begun"));
      onClose();
      await queries.invalidateQueries({ queryKey: keys.records(app, form) });
    },
    onError: () => {
      command.current = attempt();
    },
    onSettled: forget,
  });
  const failed = beginning.error ?? path.error;
  return (
    <Modal
      open
      width={520}
      title={t("begin_title", { flow: title })}
      okText={caption}
      cancelText={t("cancel")}
      okButtonProps={{ disabled: !path.data }}
      confirmLoading={beginning.isPending}
      onOk={() => beginning.mutate()}
      onCancel={onClose}
    >
      <div className={styles.dialog}>
        {failed ? <Alert type="error" showIcon role="alert" title={reasonOf(failed)} /> : null}
        {path.data ? (
          <>
            <p className={styles.quiet}>{t("begin_text")}</p>
            <FlowPath stops={path.data} choice={chooser} />
          </>
        ) : path.error ? null : (
          <EntriesSkeleton />
        )}
      </div>
    </Modal>
  );

  function chooser({ chooser: who, node }: Stop) {
    if (who !== "initiator") return null;
    const label = t("choose_for", { node: node.title });
    return (
      <PeopleSelect
        id={`begin-${node.key}`}
        label={label}
        value={people[node.key] ?? []}
        onChange={(some) => setPeople({ ...people, [node.key]: some })}
      />
    );
  }
}

function reasonOf(thrown: unknown): string {
  const [reason] = thrown instanceof Problem ? thrown.issues : [];
  return reason ? told(reason) : sentenceOf(thrown);
}
