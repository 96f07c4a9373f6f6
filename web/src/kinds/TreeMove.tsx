/** Chooses the record that another one shall stand under. */
import { Modal } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FieldView, FormView, RecordData } from "~/api/types";
import { FormLine } from "~/ui/FormLine";
import { useReturnedFocus } from "~/ui/returnedFocus";
import { useTitle } from "./context";

const TreePicker = lazy(() => import("./TreePicker"));

interface TreeMoveProps {
  form: FormView;
  parent: FieldView;
  record: RecordData;
  onMove: (under: RecordData | null) => void;
  onClose: () => void;
}

export function TreeMove({ form, parent, record, onMove, onClose }: TreeMoveProps) {
  const { t } = useTranslation("view.hierarchy");
  useReturnedFocus();
  const before = typeof record[parent.key] === "number" ? (record[parent.key] as number) : null;
  const [under, setUnder] = useState(before);
  const title = useTitle(`form:${form.key}`, under) ?? "";
  return (
    <Modal
      open
      width={480}
      title={t("move_title", { name: record.title || t("untitled") })}
      okText={t(under === null ? "to_top" : "move_here")}
      okButtonProps={{ disabled: under === before || under === record.id }}
      onOk={() => onMove(under === null ? null : ({ id: under, title } as RecordData))}
      onCancel={onClose}
    >
      <FormLine label={t("under")} htmlFor="tree-move" help={t("under_help")}>
        <Suspense>
          <TreePicker
            source={`form:${form.key}`}
            field={parent.key}
            value={under}
            placeholder={t("choose")}
            nothing={t("nothing")}
            clearable
            control={{ id: "tree-move" }}
            autoFocus
            onChange={setUnder}
          />
        </Suspense>
      </FormLine>
    </Modal>
  );
}
