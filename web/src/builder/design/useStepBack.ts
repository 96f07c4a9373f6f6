/** Undo and redo, with a word where somebody else has changed the same since. */
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useFeedback } from "~/ui/Feedback";
import type { Change } from "../document/change";
import { useBuilding } from "./DesignContext";

export type StepBack = (way: "undo" | "redo") => Change | null;

export function useStepBack(): StepBack {
  const { store } = useBuilding();
  const { t } = useTranslation("design");
  const { message } = useFeedback();
  return useCallback(
    (way) => {
      const { step, isStale } = way === "undo" ? store.undo() : store.redo();
      if (isStale) void message.warning(t("undo_stale"));
      return step;
    },
    [store, message, t],
  );
}
