/** Before something goes that is used elsewhere: every place with the way there and what becomes of it, and the choice
 * between leaving it, another one instead, and taking everything out. */
import { useMutation } from "@tanstack/react-query";
import { Button, Modal, Radio, Space } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { sentenceOf } from "~/api/problem";
import { type Consequence, type Removal, uses } from "~/api/uses";
import { useLocale } from "~/ui/appearance";
import { Select } from "~/ui/Select";
import { textOf } from "~/words";
import { adminAddresses } from "../../adminAddresses";
import { optionSetOf } from "../../document/commands/optionSets";
import { isObject, type Json, listOf, objectOf, textIn } from "../../document/json";
import { fieldOf, fieldsOf, formOf, labelOf } from "../../document/model";
import { useDesign } from "../DesignContext";
import { UseLine } from "./UseLine";
import styles from "./Uses.module.css";
import type { Leaving } from "./UsesContext";
import { told } from "./usePlaces";

type Choice = "none" | "instead" | "all";

interface RemovalDialogProps {
  leaving: Leaving;
  removal: Removal;
  onClose: () => void;
  onRemove: (removal: Removal) => void;
}

export function RemovalDialog({ leaving, removal, onClose, onRemove }: RemovalDialogProps) {
  const { t } = useTranslation("uses");
  const { app = "" } = useParams();
  const [choice, setChoice] = useState<Choice>("none");
  const [instead, setInstead] = useState<string | null>(null);
  const others = useOthers(leaving);
  const asking = useMutation({ mutationFn: (key: string) => uses.removal(app, leaving.parts, key) });
  const shown = choice === "instead" && instead && asking.data ? asking.data : removal;
  const count = told(removal.items).length;
  const light = told(shown.items.filter((item) => item.light));
  const grave = told(shown.items.filter((item) => !item.light));
  const mustChoose = removal.items.some((item) => !item.light);
  const isDecided = !mustChoose || choice === "all" || (choice === "instead" && shown !== removal);
  return (
    <Modal
      open
      width={640}
      title={t("remove_title", { name: leaving.name })}
      onCancel={onClose}
      footer={[
        <Button key="cancel" onClick={onClose}>
          {t("cancel")}
        </Button>,
        <Button
          key="remove"
          danger
          type="primary"
          disabled={!isDecided || !shown.is_whole || asking.isPending}
          onClick={() => onRemove(shown)}
        >
          {count > 0 ? t("remove_all") : t("remove")}
        </Button>,
      ]}
    >
      <p className={styles.intro}>
        {count > 0 ? t("remove_text", { count }) : t("remove_unused")} {t("remove_kept")}{" "}
        <Link to={adminAddresses.parked(app)}>{t("bin")}</Link>
      </p>
      <div className={styles.groups}>
        <Group title={t("grave")} items={grave} onGo={onClose} />
        <Group title={t("light")} items={light} onGo={onClose} />
      </div>
      {mustChoose ? (
        <Radio.Group
          className={styles.choices ?? ""}
          value={choice}
          aria-label={t("grave")}
          onChange={(event) => setChoice(event.target.value as Choice)}
        >
          <Space orientation="vertical" size={4}>
            <Radio value="none">{t("choice.none")}</Radio>
            {others.length > 0 ? (
              <span className={styles.instead}>
                <Radio value="instead">{t("choice.instead")}</Radio>
                <Select<string>
                  value={instead}
                  options={[...others]}
                  placeholder={t("choose")}
                  aria-label={t("choice.instead")}
                  loading={asking.isPending}
                  className={styles.other ?? ""}
                  showSearch={{ optionFilterProp: "label" }}
                  onChange={(key) => {
                    setChoice("instead");
                    setInstead(key);
                    asking.mutate(key);
                  }}
                />
              </span>
            ) : null}
            <Radio value="all">{t("choice.all")}</Radio>
          </Space>
        </Radio.Group>
      ) : null}
      {asking.error ? <p className={styles.trouble}>{sentenceOf(asking.error)}</p> : null}
      {shown.is_whole ? null : <p className={styles.trouble}>{t("not_whole")}</p>}
    </Modal>
  );
}

interface GroupProps {
  title: string;
  items: readonly Consequence[];
  onGo: () => void;
}

function Group({ title, items, onGo }: GroupProps) {
  if (items.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3 className={styles.groupTitle}>{title}</h3>
      <ul className={styles.uses}>
        {items.map((item) => (
          <UseLine key={item.pointer} use={item} onGo={onGo}>
            <Outcome item={item} />
          </UseLine>
        ))}
      </ul>
    </section>
  );
}

function Outcome({ item }: { item: Consequence }) {
  const { t, i18n } = useTranslation("uses");
  const own = [item.part, item.setting].map((name) => `outcome.${item.effect}.${name}`);
  const key = own.find((each) => i18n.exists(`uses:${each}`)) ?? `outcome.${item.effect}.other`;
  return (
    <span className={styles.outcome}>
      {t(key, { name: item.instead ?? "" })}
      {item.because ? <span className={styles.because}>{t("because", { name: item.because })}</span> : null}
    </span>
  );
}

/** What could take the place of what goes: fields of the same kind beside it, other options of the same field. */
function useOthers({ parts }: Leaving): readonly { value: string; label: string }[] {
  const { document } = useDesign();
  const locale = useLocale();
  const [part, ...more] = parts;
  if (!(part?.field || part?.option) || more.length > 0) return [];
  const { form = "", field: path = "", option_set: shared = "" } = part;
  const [first = "", second] = path.split(".");
  const [key, table] = second === undefined ? [first, null] : [second, first];
  const field = shared ? optionSetOf(document, shared) : fieldOf(document, form, key, table);
  const candidates: readonly Json[] = part.option
    ? listOf(field?.options)
    : fieldsOf(table ? fieldOf(document, form, table) : formOf(document, form)).filter(
        ({ kind }) => kind === field?.kind,
      );
  const own = part.option ?? key;
  return candidates
    .filter(isObject)
    .filter((each) => each.key !== own && each.archived !== true)
    .map((each) => ({
      value: textIn(each.key),
      label: textOf(labelOf(objectOf(each)), locale) || textIn(each.key),
    }));
}
