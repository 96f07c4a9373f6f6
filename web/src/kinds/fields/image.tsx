/** Pictures, drawn anew by the server. */
import { Input } from "antd";
import { useTranslation } from "react-i18next";
import { i18n } from "~/words";
import { type CellProps, defineField, type EditProps, type FilterValueProps } from "../define";
import { FileBox } from "../FileBox";
import { FileCards } from "../FileCards";
import { FileCell, fileCellEdit } from "../FileCell";
import { type FileSettings, type Files, sameFiles } from "../files";

function Edit(props: EditProps<Files, FileSettings>) {
  return <FileBox {...props} pictures />;
}

function Read({ value }: CellProps<Files, FileSettings>) {
  return value?.length && Array.isArray(value) ? <FileCards value={value} large /> : null;
}

function FilterValue({ value, onChange }: FilterValueProps<FileSettings>) {
  const { t } = useTranslation("kind.image");
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
  kind: "image",
  Edit,
  Read,
  Cell: FileCell,
  CellEdit: fileCellEdit(Edit),
  FilterValue,
  toText: (value) => (value ?? []).map(({ name }) => name).join("、"),
  fromText: (text) => (text.trim() ? { problem: i18n.t("kind.image:typed") } : { value: null }),
  toExpression: (value) => (value?.length ? value.map(({ name }) => name) : null),
  same: sameFiles,
  width: 140,
  align: "left",
  wide: true,
  words: {
    "zh-CN": { part: "文件名的一部分", typed: "图片不能用文字填写，请上传" },
    en: { part: "Part of a picture's name", typed: "Pictures cannot be typed; upload them" },
  },
});
