/** The top of a record: what it is, the few facts that matter, how far it is, and what can be done. */
import {
  CopyOutlined,
  DeleteOutlined,
  EditOutlined,
  LinkOutlined,
  MoreOutlined,
  SafetyCertificateOutlined,
  ShareAltOutlined,
  SwapOutlined,
} from "@ant-design/icons";
import { Button, type MenuProps } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "~/api/apps";
import { useMe } from "~/api/session";
import type { FormView, RecordData } from "~/api/types";
import { useTitle } from "~/kinds/context";
import { fieldKind } from "~/kinds/registry";
import { Avatar } from "~/ui/Avatar";
import { useLocale } from "~/ui/appearance";
import { Dropdown } from "~/ui/Dropdown";
import { later } from "~/ui/later";
import { usePhone } from "~/ui/phone";
import { textOf } from "~/words";
import { useCurrentApp } from "../AppContext";
import { FollowButton } from "../discussion/FollowButton";
import { FieldCell } from "../fields";
import { isBlank } from "../form/values";
import { AgoText } from "./AgoText";
import { keyFacts } from "./facts";
import styles from "./RecordHead.module.css";

const ShareDialog = later(async () => (await import("../sharing/ShareDialog")).ShareDialog, null);
const ExplainDrawer = later(async () => (await import("../rights/ExplainDrawer")).ExplainDrawer, null);

interface RecordHeadProps {
  form: FormView;
  record: RecordData;
  /** Ways back, on and out, at the very top. */
  navigation: ReactNode;
  editing: boolean;
  /** Why the record cannot be changed now, if it cannot. */
  held: string | null;
  /** Why it cannot be deleted now, if it cannot. */
  kept: string | null;
  /** Whether a page says by its blocks what matters: the head then tells no more than whose it is. */
  isBrief?: boolean;
  /** What can be pressed, where no page has a place for it. */
  buttons?: ReactNode;
  onEdit: () => void;
  onDuplicate: () => void;
  onRemove: () => void;
  onCopyLink: () => void;
  onTransfer: () => void;
  children?: ReactNode;
}

export function RecordHead(props: RecordHeadProps) {
  const { form, record, navigation, editing, held, kept } = props;
  const { t } = useTranslation("record");
  const phone = usePhone();
  const app = useCurrentApp();
  const { is_looking: isLooking } = useMe();
  const [explaining, setExplaining] = useState(false);
  const [sharing, setSharing] = useState(false);
  const items: MenuProps["items"] = [
    { key: "link", icon: <LinkOutlined aria-hidden />, label: t("copy_link"), onClick: props.onCopyLink },
    ...(may(form, "create")
      ? [
          {
            key: "copy",
            icon: <CopyOutlined aria-hidden />,
            label: t("duplicate"),
            onClick: props.onDuplicate,
          },
        ]
      : []),
    ...(record.deleted_at || props.editing || !may(form, "share")
      ? []
      : [
          {
            key: "share",
            icon: <ShareAltOutlined aria-hidden />,
            label: t("share"),
            onClick: () => setSharing(true),
          },
        ]),
    ...(may(form, "transfer") && !props.editing
      ? [
          {
            key: "transfer",
            icon: <SwapOutlined aria-hidden />,
            label: t("transfer.begin"),
            disabled: held !== null,
            onClick: props.onTransfer,
          },
        ]
      : []),
    ...(app.administers || isLooking
      ? [
          {
            key: "explain",
            icon: <SafetyCertificateOutlined aria-hidden />,
            label: t("rights:explain"),
            onClick: () => setExplaining(true),
          },
        ]
      : []),
    ...(may(form, "delete")
      ? [
          { type: "divider" as const },
          {
            key: "delete",
            icon: <DeleteOutlined aria-hidden />,
            label: t("delete"),
            danger: true,
            disabled: kept !== null,
            ...(kept === null ? {} : { title: kept }),
            onClick: props.onRemove,
          },
        ]
      : []),
  ];
  return (
    <header className={styles.head}>
      <div className={styles.line}>
        <div className={styles.navigation}>{navigation}</div>
        {editing || phone ? null : props.buttons}
        {may(form, "edit") && !editing ? (
          <Button
            type="primary"
            icon={<EditOutlined aria-hidden />}
            disabled={held !== null}
            title={held ?? undefined}
            onClick={props.onEdit}
            data-edit
            className={styles.editButton ?? ""}
          >
            {t("edit")}
          </Button>
        ) : null}
        {record.deleted_at ? null : <FollowButton form={form.key} id={record.id} />}
        <Dropdown menu={{ items }} placement="bottomRight">
          <Button type="text" icon={<MoreOutlined aria-hidden />} aria-label={t("actions")} />
        </Dropdown>
      </div>
      {explaining ? <ExplainDrawer form={form} record={record} onClose={() => setExplaining(false)} /> : null}
      {sharing ? <ShareDialog form={form} record={record} onClose={() => setSharing(false)} /> : null}
      <h1 className={styles.title}>{record.title || t("untitled")}</h1>
      {editing && phone ? null : (
        <>
          {phone && !editing && props.buttons ? <div className={styles.buttons}>{props.buttons}</div> : null}
          <HeadFacts form={form} record={record} isBrief={props.isBrief === true} />
          {props.children}
        </>
      )}
    </header>
  );
}

function HeadFacts({ form, record, isBrief }: { form: FormView; record: RecordData; isBrief: boolean }) {
  const { t } = useTranslation("record");
  const app = useCurrentApp();
  const locale = useLocale();
  const owner = typeof record.owner === "number" ? record.owner : null;
  const ownerName = useTitle("person", owner);
  const facts = (
    isBrief
      ? []
      : keyFacts(app, form, (field) => fieldKind(field.kind).inGrid !== false && !fieldKind(field.kind).acts)
  ).filter((field) => !isBlank(record[field.key]));
  return (
    <dl className={styles.facts}>
      {facts.map((field) => (
        <div key={field.key} className={styles.fact}>
          <dt>{textOf(field.label, locale)}</dt>
          <dd>
            <FieldCell field={field} value={record[field.key]} />
          </dd>
        </div>
      ))}
      {owner ? (
        <div className={styles.fact}>
          <dt>{t("owner")}</dt>
          <dd className={styles.person}>
            {ownerName ? <Avatar name={ownerName} /> : null}
            {ownerName ?? "…"}
          </dd>
        </div>
      ) : null}
      {typeof record.updated_at === "string" ? (
        <div className={styles.fact}>
          <dt>{t("updated")}</dt>
          <dd>
            <AgoText at={record.updated_at} />
          </dd>
        </div>
      ) : null}
    </dl>
  );
}
