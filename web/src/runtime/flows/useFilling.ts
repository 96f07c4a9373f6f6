/** What is filled in with a decision: whether all of it is there, what is sent, and what the server says of it. */
import { Problem } from "~/api/problem";
import { shownFields } from "../form/layout";
import { missingIssues } from "../form/problems";
import type { RecordForm } from "../form/useRecordForm";
import { close } from "../form/values";

const VALUES = "/values";

interface Filling {
  /** Whether nothing that the step requires is blank; says where it is. */
  isFilled: () => boolean;
  body: () => object;
  /** Shows what was refused at its fields; whether it was all about them. */
  refuse: (thrown: unknown) => boolean;
}

export function useFilling(editing: RecordForm | undefined): Filling {
  if (!editing) return { isFilled: () => true, body: () => ({}), refuse: () => false };
  const { form, values, conditions, changed, state, dispatch } = editing;
  const shown = shownFields(form, conditions);
  return {
    isFilled: () => {
      dispatch({ kind: "tried" });
      return missingIssues(form, values, conditions, shown, "").length === 0;
    },
    body: () =>
      changed.length > 0
        ? { values: close(form, values, changed), record_version: state.version ?? undefined }
        : {},
    refuse: (thrown) => {
      if (!(thrown instanceof Problem) || thrown.issues.length === 0) return false;
      const issues = thrown.issues.map((issue) => ({
        ...issue,
        pointer: issue.pointer.startsWith(VALUES) ? issue.pointer.slice(VALUES.length) : issue.pointer,
      }));
      const isOfFields = issues.every(({ pointer }) => shown.has(pointer.split("/")[1] ?? ""));
      if (isOfFields) dispatch({ kind: "refused", sent: values, issues, shown });
      return isOfFields;
    },
  };
}
