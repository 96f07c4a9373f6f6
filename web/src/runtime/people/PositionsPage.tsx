/** The positions that people have in departments, for those who run the installation. */
import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import { organisation, type Position, type PositionChange } from "~/api/organisation";
import { addresses } from "../addresses";
import { NamedDialog } from "./NamedDialog";
import { NamedPage } from "./NamedPage";
import { NamedTable } from "./NamedTable";
import type { Saving } from "./OrganisationDialog";
import { useKeeping } from "./useKeeping";
import { usePositions } from "./useNamed";

const DEEDS = {
  add: organisation.addPosition,
  change: ({ id }: Position, given: PositionChange) => organisation.changePosition(id, given),
  forgotten: keys.positions,
};

export function PositionsPage() {
  const { t } = useTranslation("people");
  const found = usePositions();
  const { open, show, common } = useKeeping<Position, PositionChange>(DEEDS);
  const add = (
    <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => show(null)}>
      {t("add_position")}
    </Button>
  );
  return (
    <NamedPage
      found={found}
      add={add}
      text={t("positions_text")}
      nothing={{ title: t("no_positions"), text: t("no_positions_text") }}
      list={(items) => (
        <NamedTable
          label={t("pages.positions")}
          items={items}
          who={({ people }) => t("people_count", { count: people })}
          address={({ id }) => addresses.peopleWith("position", id)}
          onEdit={show}
        />
      )}
    >
      {open ? <PositionDialog position={open.item} {...common} /> : null}
    </NamedPage>
  );
}

interface PositionDialogProps extends Saving<PositionChange> {
  /** Nothing for a new one. */
  position: Position | null;
}

function PositionDialog({ position, ...saving }: PositionDialogProps) {
  const { t } = useTranslation("people");
  return (
    <NamedDialog
      {...saving}
      item={position}
      title={t(position ? "edit_position" : "add_position")}
      awayText={t("position_away_text")}
    />
  );
}
