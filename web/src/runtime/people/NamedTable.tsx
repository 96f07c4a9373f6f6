/** Positions or groups, each in a line: its names, who has it, and changing it. */
import { EditOutlined } from "@ant-design/icons";
import { Button, Table } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import styles from "./PeoplePage.module.css";

interface Named {
  id: number;
  title: string;
  name: string;
  name_en: string;
}

interface NamedTableProps<Item extends Named> {
  label: string;
  items: readonly Item[];
  /** Who has it, in words, and where they are listed. */
  who: (item: Item) => ReactNode;
  address: (item: Item) => string;
  onEdit: (item: Item) => void;
}

export function NamedTable<Item extends Named>(props: NamedTableProps<Item>) {
  const { label, items, who, address, onEdit } = props;
  const { t } = useTranslation("people");
  const columns = [
    {
      key: "name",
      title: t("its_name"),
      render: (_: unknown, item: Item) => (
        <span className={styles.names}>
          <span>{item.title}</span>
          <span className={styles.left}>
            {[item.name, item.name_en].filter((name) => name && name !== item.title).join(" · ")}
          </span>
        </span>
      ),
    },
    {
      key: "who",
      title: t("members"),
      render: (_: unknown, item: Item) => (
        <Link className={styles.count} to={address(item)}>
          {who(item)}
        </Link>
      ),
    },
    {
      key: "deeds",
      title: <span className="visually-hidden">{t("deeds")}</span>,
      align: "right" as const,
      width: 64,
      render: (_: unknown, item: Item) => (
        <Button
          type="text"
          icon={<EditOutlined aria-hidden />}
          aria-label={t("edit_of", { name: item.title })}
          onClick={() => onEdit(item)}
        />
      ),
    },
  ];
  return (
    <Table<Item>
      aria-label={label}
      size="middle"
      rowKey="id"
      columns={columns}
      dataSource={[...items]}
      pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
    />
  );
}
