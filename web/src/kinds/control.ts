/** What every control says of itself to the page and to a screen reader. */
import { useTranslation } from "react-i18next";
import type { EditProps } from "./define";

interface ControlProps {
  id: string;
  disabled: boolean;
  status?: "error";
  "aria-invalid": boolean;
  "aria-describedby": string;
}

/** The element that holds a field's help and problems. */
export function noteId(id: string): string {
  return `${id}-note`;
}

export function control({
  id,
  disabled,
  issues,
}: Pick<EditProps<unknown>, "id" | "disabled" | "issues">): ControlProps {
  const invalid = issues.some((issue) => issue.severity === "error");
  return {
    id,
    disabled: disabled ?? false,
    ...(invalid ? { status: "error" as const } : {}),
    "aria-invalid": invalid,
    "aria-describedby": noteId(id),
  };
}

/** Lets a choice be taken back, in the reader's language. */
export function useClearing(wanted: boolean): false | { label: string } {
  const { t } = useTranslation("kinds");
  return wanted && { label: t("clear") };
}
