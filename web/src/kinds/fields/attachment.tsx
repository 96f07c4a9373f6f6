/** Files of any type. */
import { Input } from "antd";
import { useTranslation } from "react-i18next";
import { i18n } from "~/words";
import { type CellProps, defineField, type FilterValueProps } from "../define";
import { FileBox } from "../FileBox";
import { FileCards } from "../FileCards";
import { FileCell, fileCellEdit } from "../FileCell";
import { type FileSettings, type Files, sameFiles } from "../files";

function Read({ value }: CellProps<Files, FileSettings>) {
  return value?.length && Array.isArray(value) ? <FileCards value={value} /> : null;
}

function FilterValue({ value, onChange }: FilterValueProps<FileSettings>) {
  const { t } = useTranslation("kind.attachment");
  return (
    <Input
      aria-label={t("part")}
      placeholder={t("part")}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

export default defineField<Files, FileSettings>({
  kind: "attachment",
  Edit: FileBox,
  Read,
  Cell: FileCell,
  CellEdit: fileCellEdit(FileBox),
  FilterValue,
  toText: (value) => (value ?? []).map(({ name }) => name).join("、"),
  fromText: (text) => (text.trim() ? { problem: i18n.t("kind.attachment:typed") } : { value: null }),
  toExpression: (value) => (value?.length ? value.map(({ name }) => name) : null),
  same: sameFiles,
  width: 200,
  align: "left",
  wide: true,
  words: {
    "zh-CN": { part: "文件名的一部分", typed: "文件不能用文字填写，请上传" },
    en: { part: "Part of a file's name", typed: "Files cannot be typed; upload them" },
  },
});
