/** A flow over a record: the record, what happened, who is waited for, and what I can do. */
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { formOf, useApp } from "~/api/apps";
import { flowKeys, flows, type Instance, type OwnTask } from "~/api/flows";
import { Problem } from "~/api/problem";
import type { FormView, RecordData } from "~/api/types";
import { useDelayed } from "~/ui/delay";
import { Failure } from "~/ui/Failure";
import { PageSkeleton } from "~/ui/PageSkeleton";
import { AppContext } from "../AppContext";
import { useRecordForm } from "../form/useRecordForm";
import { KindProvider } from "../KindProvider";
import { useSeen } from "../notifications/useNotifications";
import { useRecord } from "../record/useRecord";
import { InstanceDesk } from "./InstanceDesk";
import { filledIn } from "./taskForm";

interface InstancePaneProps {
  id: number;
  /** Given where the list is not beside it. */
  onBack: (() => void) | undefined;
  /** Something was done with a task of mine. */
  onDecided: () => void;
}

export interface DeskProps extends Omit<InstancePaneProps, "id"> {
  instance: Instance;
  task: OwnTask | undefined;
}

export function InstancePane({ id, ...more }: InstancePaneProps) {
  const instance = useQuery({
    queryKey: flowKeys.instance(id),
    queryFn: ({ signal }) => flows.instance(id, signal),
  });
  // What was seen here before may have gone on: with a task of then, a dialog would close under one's hands.
  const known = instance.isFetching && !instance.isFetchedAfterMount ? undefined : instance.data;
  const app = useApp(known?.app.key ?? "");
  const waiting = useDelayed(!known || app.isPending);
  if (instance.error && !instance.data)
    return <Failure thrown={instance.error} onRetry={() => void instance.refetch()} />;
  if (!known || app.isPending) return waiting ? <PageSkeleton lines={8} /> : null;
  const task = known.tasks[0];
  const desk: DeskProps = { ...more, instance: known, task };
  const form = app.data && formOf(app.data, known.form);
  return (
    <AppContext value={app.data ?? null}>
      <KindProvider>
        {form && known.record.title !== null ? (
          <WithRecord {...desk} form={form} />
        ) : (
          <InstanceDesk {...desk} />
        )}
      </KindProvider>
    </AppContext>
  );
}

function WithRecord({ form, ...desk }: DeskProps & { form: FormView }) {
  const record = useRecord(form, desk.instance.record.id);
  const waiting = useDelayed(record.isPending);
  const isGone = record.error instanceof Problem && record.error.status === 404;
  if (isGone) return <InstanceDesk {...desk} />;
  if (record.error && !record.data)
    return <Failure thrown={record.error} onRetry={() => void record.refetch()} />;
  if (!record.data) return waiting ? <PageSkeleton lines={8} /> : null;
  // Another task has other fields to fill in.
  return <WithFields key={desk.task?.task ?? 0} {...desk} form={form} record={record.data} />;
}

function WithFields({ form, record, ...desk }: DeskProps & { form: FormView; record: RecordData }) {
  useSeen(desk.instance.app.key, form.key, record.id);
  const filled = useMemo(() => filledIn(form, desk.task), [form, desk.task]);
  const editing = useRecordForm({ app: desk.instance.app.key, form: filled, record, initial: {} });
  return <InstanceDesk {...desk} shown={{ form, record, editing }} />;
}
