/** Pictures, drawn anew by the server. */
import { later } from "~/ui/later";
import { type CellProps, defineField, type EditProps } from "../define";
import { FileCards } from "../FileCards";
import { FileCell, fileCellEdit } from "../FileCell";
import { ofFiles } from "../FileFilter";
import type { FileSettings, Files } from "../files";

const FileBox = later(async () => (await import("../FileBox")).FileBox);

function Edit(props: EditProps<Files, FileSettings>) {
  return <FileBox {...props} pictures />;
}

function Read({ value }: CellProps<Files, FileSettings>) {
  return value?.length && Array.isArray(value) ? <FileCards value={value} large /> : null;
}

export default defineField<Files, FileSettings>({
  ...ofFiles,
  kind: "image",
  Edit,
  Read,
  Cell: FileCell,
  CellEdit: fileCellEdit(Edit),
  width: 140,
  words: { "zh-CN": {}, en: {} },
});
