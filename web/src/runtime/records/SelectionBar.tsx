/** What can be done with the records that are checked, or with all that the list shows. */
import { DeleteOutlined, EditOutlined, ThunderboltOutlined, UserSwitchOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "~/api/apps";
import type { BulkChoice, BulkOutcome, FieldView, FilterTree, FormView } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { useFeedback } from "~/ui/Feedback";
import { later } from "~/ui/later";
import { textOf } from "~/words";
import type { BulkAction } from "../bulk/BulkDialog";
import { settable } from "../bulk/settable";
import type { Deed } from "../bulk/useBulk";
import type { Change } from "../grid/edits";
import type { RecordTable } from "../grid/table";
import { pressedAtOnce } from "../record/asked";
import { ChosenBar } from "./ChosenBar";

const BulkDialog = later(async () => (await import("../bulk/BulkDialog")).BulkDialog, null);

interface SelectionBarProps {
  form: FormView;
  table: RecordTable;
  checked: ReadonlySet<number>;
  /** What the list is restricted to. */
  shown: { filter: FilterTree | null; search: string };
  onDone: () => void;
}

/** The most records that one request changes. */
const MOST = 5000;

export function SelectionBar({ form, table, checked, shown, onDone }: SelectionBarProps) {
  const { t } = useTranslation("grid");
  const { message } = useFeedback();
  const [action, setAction] = useState<BulkAction | null>(null);
  const [button, setButton] = useState<FieldView>();
  const locale = useLocale();
  const [all, setAll] = useState(false);
  const isEmpty = checked.size === 0;
  useEffect(() => {
    if (isEmpty) setAll(false);
  }, [isEmpty]);
  if (isEmpty) return null;

  const total = table.total ?? 0;
  const count = all ? total : checked.size;
  const choice: BulkChoice = all ? { filter: shown.filter, search: shown.search } : { ids: [...checked] };
  const atOnce = may(form, "edit") && may(form, "bulk_edit");
  const buttons = pressedAtOnce(form);
  const nameOf = (field: FieldView | undefined): string => textOf(field?.label ?? {}, locale);
  const press = (field: FieldView | undefined): void => {
    setButton(field);
    setAction("press");
  };

  /** Notes the deed, so that it can be undone like any other; what was chosen by a filter was never all in sight. */
  function note(deed: Deed, { refused }: BulkOutcome): boolean {
    const left = new Set(refused.map(({ id }) => id));
    const ids = [...checked].filter((id) => !left.has(id));
    if (all || ids.length === 0) return false;
    if (deed.action === "delete") {
      table.history.add({ removed: ids });
      return true;
    }
    if (deed.action !== "edit") return false;
    const changes = ids.flatMap((id): Change[] => {
      const record = table.recordOf(id);
      return Object.entries(deed.values).flatMap(([field, after]) =>
        record ? [{ key: id, field, before: record[field] ?? null, after }] : [],
      );
    });
    table.history.add({ changes });
    return changes.length > 0;
  }

  async function finish(deed: Deed, outcome: BulkOutcome): Promise<void> {
    const undoable = note(deed, outcome);
    setAction(null);
    onDone();
    await table.refresh();
    const undo = async (): Promise<void> => {
      message.destroy("bulk");
      await table.history.undo();
    };
    void message.success({
      key: "bulk",
      duration: undoable ? 8 : 4,
      content: (
        <>
          {t(`bulk.done.${deed.action}`, { count: outcome.done, name: nameOf(button) })}{" "}
          {undoable ? (
            <Button type="link" size="small" onClick={() => void undo()}>
              {t("undo")}
            </Button>
          ) : null}
        </>
      ),
    });
  }

  return (
    <ChosenBar
      count={count}
      onClear={onDone}
      widen={
        table.isCounted && total > checked.size && total <= MOST ? (
          <Button type="link" size="small" onClick={() => setAll(!all)}>
            {all ? t("bulk.only_checked", { count: checked.size }) : t("bulk.all", { count: total })}
          </Button>
        ) : null
      }
    >
      {atOnce && settable(form).length > 0 ? (
        <Button type="text" icon={<EditOutlined aria-hidden />} onClick={() => setAction("edit")}>
          {t("bulk.edit")}
        </Button>
      ) : null}
      {atOnce && may(form, "transfer") ? (
        <Button type="text" icon={<UserSwitchOutlined aria-hidden />} onClick={() => setAction("transfer")}>
          {t("bulk.transfer")}
        </Button>
      ) : null}
      {buttons.length === 1 ? (
        <Button type="text" icon={<ThunderboltOutlined aria-hidden />} onClick={() => press(buttons[0])}>
          {nameOf(buttons[0])}
        </Button>
      ) : null}
      {buttons.length > 1 ? (
        <Dropdown
          autoFocus
          trigger={["click"]}
          menu={{
            items: buttons.map((field) => ({ key: field.key, label: nameOf(field) })),
            onClick: ({ key }) => press(buttons.find((field) => field.key === key)),
          }}
        >
          <Button type="text" icon={<ThunderboltOutlined aria-hidden />}>
            {t("bulk.press")}
          </Button>
        </Dropdown>
      ) : null}
      {may(form, "delete") ? (
        <Button type="text" danger icon={<DeleteOutlined aria-hidden />} onClick={() => setAction("delete")}>
          {t("remove")}
        </Button>
      ) : null}
      {action ? (
        <BulkDialog
          key={action}
          form={form}
          action={action}
          button={button}
          choice={choice}
          count={count}
          onDone={(deed, outcome) => void finish(deed, outcome)}
          onClose={() => setAction(null)}
        />
      ) : null}
    </ChosenBar>
  );
}
