/** What kinds of files have in common beside their box: how they are filtered, written, compared and typed. */
import { useTranslation } from "react-i18next";
import { Input } from "~/ui/controls";
import { i18n } from "~/words";
import type { FilterValueProps } from "./define";
import { FileChange } from "./FileChange";
import { type FileSettings, type Files, sameFiles } from "./files";

function FilterValue({ value, onChange }: FilterValueProps<FileSettings>) {
  const { t } = useTranslation("files");
  return (
    <Input
      aria-label={t("part")}
      placeholder={t("part")}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

export const ofFiles = {
  FilterValue,
  Change: FileChange,
  toText: (value: Files | null) => (value ?? []).map(({ name }) => name).join("、"),
  /** A filter names a part of a file's name. */
  operandText: (value: unknown) => String(value ?? ""),
  fromText: (text: string) => (text.trim() ? { problem: i18n.t("files:typed") } : { value: null }),
  toExpression: (value: Files | null) => (value?.length ? value.map(({ name }) => name) : null),
  same: sameFiles,
  align: "left",
  wide: true,
  inImport: false,
} as const;
