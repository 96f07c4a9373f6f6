/** Any field, drawn by its kind. */
import type { CellEditProps, CellProps, EditProps, ReadProps } from "~/kinds/define";
import { fieldKind } from "~/kinds/registry";
import { TextCellEdit } from "./grid/TextCellEdit";

export function FieldEdit(props: EditProps<unknown>) {
  const { Edit } = fieldKind(props.field.kind);
  return <Edit {...props} />;
}

export function FieldRead(props: ReadProps<unknown>) {
  const { Read } = fieldKind(props.field.kind);
  return <Read {...props} />;
}

export function FieldCell(props: CellProps<unknown>) {
  const { Cell } = fieldKind(props.field.kind);
  return <Cell {...props} />;
}

export function FieldCellEdit(props: CellEditProps<unknown>) {
  const { CellEdit } = fieldKind(props.field.kind);
  return CellEdit ? <CellEdit {...props} /> : <TextCellEdit {...props} />;
}
