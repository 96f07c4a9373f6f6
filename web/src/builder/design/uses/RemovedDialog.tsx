/** What was removed and is not yet published without: each is put back by a click, and that is undone like anything else. */
import { useQuery } from "@tanstack/react-query";
import { Button, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { keys } from "~/api/keys";
import { sentenceOf } from "~/api/problem";
import { type Companion, type RemovedPart, uses } from "~/api/uses";
import { Icon } from "~/ui/icons";
import { adminAddresses } from "../../adminAddresses";
import { addColumn, addFields } from "../../document/commands/fields";
import type { Edit } from "../../document/edit";
import type { Json } from "../../document/json";
import { type FieldDefinition, fieldOf, fieldsPlace, formOf } from "../../document/model";
import { isSaved } from "../../document/session";
import { useDesign, useDraft } from "../DesignContext";
import { type Selection, someFields } from "../selection";
import styles from "./Uses.module.css";

interface RemovedDialogProps {
  onClose: () => void;
  onOpen: (form: string, selection?: Selection) => void;
}

export function RemovedDialog({ onClose, onOpen }: RemovedDialogProps) {
  const { t } = useTranslation("uses");
  const { app = "" } = useParams();
  const { document, kinds, run } = useDesign();
  const { session } = useDraft();
  const found = useQuery({
    queryKey: [...keys.draft(app), "removed", session.revision],
    queryFn: ({ signal }) => uses.removed(app, signal),
    enabled: isSaved(session),
    placeholderData: (before) => before,
  });
  const parts = found.data ?? [];

  function putBack(part: RemovedPart): void {
    const [form = "", field, column] = part.path.split(".");
    if (!run("put_back", part.name, editsFor(document, part))) return;
    onOpen(form, field ? (column ? someFields([column], field) : someFields([field])) : undefined);
  }

  return (
    <Modal open width={560} footer={null} title={t("removed_title")} onCancel={onClose}>
      <p className={styles.intro}>{parts.length > 0 ? t("removed_text") : null}</p>
      {found.error ? <p className={styles.trouble}>{sentenceOf(found.error)}</p> : null}
      {found.data && parts.length === 0 ? <p className={styles.intro}>{t("removed_none")}</p> : null}
      <ul className={styles.uses}>
        {parts.map((part) => (
          <li key={part.path} className={styles.use}>
            <span className={styles.way}>
              <Icon name={part.kind ? kinds.get(part.kind)?.icon : "FormOutlined"} />
              <span className={styles.place}>{part.name}</span>
            </span>
            <Button
              size="small"
              aria-label={t("put_back_of", { name: part.name })}
              disabled={editsFor(document, part).length === 0}
              onClick={() => putBack(part)}
            >
              {t("put_back")}
            </Button>
          </li>
        ))}
      </ul>
      <p className={styles.further}>
        <Link to={adminAddresses.parked(app)}>{t("removed_published")}</Link>
      </p>
    </Modal>
  );
}

/** Puts a part where it stood; nothing while what held it is missing itself. */
function editsFor(document: Json, part: RemovedPart): readonly Edit[] {
  const [form = "", field, column] = part.path.split(".");
  const item = part.definition as FieldDefinition;
  if (field === undefined)
    return formOf(document, form)
      ? []
      : [{ do: "insert", into: ["forms"], item, before: null }, ...part.along.map(inserted)];
  if (column !== undefined)
    return fieldOf(document, form, field) && !fieldOf(document, form, column, field)
      ? addColumn(form, field, item, part.before)
      : [];
  if (!formOf(document, form) || fieldOf(document, form, field)) return [];
  return part.section
    ? addFields(document, form, [item], { section: part.section, before: part.before })
    : [{ do: "insert", into: fieldsPlace(form), item, before: part.before }];
}

/** Lists are named, and what holds them is found by its key. */
function inserted({ into, item, before }: Companion): Edit {
  const place = into.map((step, at) => (at % 2 === 0 ? step : { key: step }));
  return { do: "insert", into: place, item: item as Json, before };
}
