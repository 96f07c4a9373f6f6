/** The positions that people have in departments, for those who run the installation. */
import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "~/api/keys";
import { organisation, type Position, type PositionChange } from "~/api/organisation";
import { addresses } from "../addresses";
import { NamedPage } from "./NamedPage";
import { NamedTable } from "./NamedTable";
import { OrganisationDialog, PutAway, type Saving } from "./OrganisationDialog";
import { TextLine } from "./TextLine";
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

function PositionDialog({ position, busy, error, onSave, onClose }: PositionDialogProps) {
  const { t } = useTranslation("people");
  const id = useId();
  const [name, setName] = useState(position?.name ?? "");
  const [english, setEnglish] = useState(position?.name_en ?? "");
  return (
    <OrganisationDialog
      title={t(position ? "edit_position" : "add_position")}
      busy={busy}
      error={error}
      ready={name.trim() !== ""}
      saveText={t("save")}
      onSave={() => onSave({ name: name.trim(), name_en: english.trim() })}
      onClose={onClose}
      deeds={
        position ? (
          <PutAway
            question={t("put_away_sure", { name: position.title })}
            text={t("position_away_text")}
            word={t("put_away")}
            busy={busy}
            onSure={() => onSave({ archived: true })}
          />
        ) : null
      }
    >
      <TextLine id={`${id}-name`} label={t("its_name")} value={name} autoFocus onChange={setName} />
      <TextLine id={`${id}-english`} label={t("name_en")} value={english} onChange={setEnglish} />
    </OrganisationDialog>
  );
}
