/** A task that somebody else decided while it was being decided here. */
import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { flowKeys, type Instance, type OwnTask } from "~/api/flows";
import { useFeedback } from "~/ui/Feedback";

const SHOWN_S = 10;

interface Writing {
  /** What was written so far. */
  written: RefObject<string>;
  /** Whether it is being sent. */
  isSent: RefObject<boolean>;
}

/** Says that a task is gone where what was asked about it goes with it, and what had been written. */
export function useTaken(instance: number, task: OwnTask | undefined): Writing {
  const { t } = useTranslation("flows");
  const { message } = useFeedback();
  const queries = useQueryClient();
  const written = useRef("");
  const isSent = useRef(false);
  const number = task?.task;
  useEffect(
    () => () => {
      const now = queries.getQueryData<Instance>(flowKeys.instance(instance));
      const isGone = now !== undefined && !now.tasks.some((one) => one.task === number);
      if (number === undefined || isSent.current || !isGone) return;
      const comment = written.current.trim();
      void message.warning({
        content: comment ? t("taken_with", { comment }) : t("taken"),
        duration: SHOWN_S,
      });
    },
    [queries, message, t, instance, number],
  );
  return { written, isSent };
}
