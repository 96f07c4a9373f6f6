/** Files of any type. */
import { later } from "~/ui/later";
import { type CellProps, defineField } from "../define";
import { FileCards } from "../FileCards";
import { FileCell, fileCellEdit } from "../FileCell";
import { ofFiles } from "../FileFilter";
import type { FileSettings, Files } from "../files";

const FileBox = later(async () => (await import("../FileBox")).FileBox);

function Read({ value }: CellProps<Files, FileSettings>) {
  return value?.length && Array.isArray(value) ? <FileCards value={value} /> : null;
}

export default defineField<Files, FileSettings>({
  ...ofFiles,
  kind: "attachment",
  Edit: FileBox,
  Read,
  Cell: FileCell,
  CellEdit: fileCellEdit(FileBox),
  width: 200,
  words: { "zh-CN": {}, en: {} },
});
