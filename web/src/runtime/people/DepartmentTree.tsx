/** The departments as a tree: one is chosen to see its people, and dragged to where it belongs. */
import { EditOutlined, PlusOutlined, TeamOutlined } from "@ant-design/icons";
import { Button, Tooltip, Tree, type TreeDataNode } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Department } from "~/api/organisation";
import styles from "./PeoplePage.module.css";
import { type Branch, treeOf } from "./tree";

interface DepartmentTreeProps {
  departments: readonly Department[];
  chosen: number | null;
  onChoose: (department: number | null) => void;
  onEdit: (department: Department) => void;
  onAddBelow: (department: Department | null) => void;
  onMove: (department: number, parent: number | null, before: number | null) => void;
}

export function DepartmentTree(props: DepartmentTreeProps) {
  const { departments, chosen, onChoose, onEdit, onAddBelow, onMove } = props;
  const { t } = useTranslation("people");
  const branches = treeOf(departments);
  const [folded, setFolded] = useState<ReadonlySet<number>>(new Set());

  function fold(id: number, isFolded: boolean): void {
    setFolded((before) => new Set(isFolded ? [...before, id] : [...before].filter((one) => one !== id)));
  }

  const node = ({ department, below }: Branch): TreeDataNode => ({
    key: department.id,
    title: (
      <span className={styles.node}>
        <span className={styles.nodeName}>{department.title}</span>
        <span className={styles.nodeDeeds}>
          <Tooltip title={t("add_below")}>
            <Button
              type="text"
              size="small"
              icon={<PlusOutlined aria-hidden />}
              aria-label={t("add_below_of", { name: department.title })}
              onClick={(event) => {
                event.stopPropagation();
                onAddBelow(department);
              }}
            />
          </Tooltip>
          <Tooltip title={t("edit_department")}>
            <Button
              type="text"
              size="small"
              icon={<EditOutlined aria-hidden />}
              aria-label={t("edit_of", { name: department.title })}
              onClick={(event) => {
                event.stopPropagation();
                onEdit(department);
              }}
            />
          </Tooltip>
        </span>
      </span>
    ),
    children: below.map(node),
  });

  return (
    <section className={styles.tree} aria-label={t("departments")}>
      <header className={styles.treeHead}>
        <h2 className={styles.treeTitle}>{t("departments")}</h2>
        <Tooltip title={t("add_department")}>
          <Button
            type="text"
            size="small"
            icon={<PlusOutlined aria-hidden />}
            aria-label={t("add_department")}
            onClick={() => onAddBelow(null)}
          />
        </Tooltip>
      </header>
      <button
        type="button"
        className={styles.everybody}
        aria-pressed={chosen === null}
        onClick={() => onChoose(null)}
      >
        <TeamOutlined aria-hidden /> {t("whole_company")}
      </button>
      {branches.length > 0 ? (
        <Tree
          blockNode
          expandedKeys={departments.map(({ id }) => id).filter((id) => !folded.has(id))}
          onExpand={(_, { node: { key }, expanded }) => fold(Number(key), !expanded)}
          draggable={{ icon: false }}
          treeData={branches.map(node)}
          selectedKeys={chosen === null ? [] : [chosen]}
          onSelect={([key]) => onChoose(key === undefined ? null : Number(key))}
          onDrop={({ dragNode, node: on, dropToGap, dropPosition }) => {
            const target = departments.find(({ id }) => id === Number(on.key));
            if (!target) return;
            const moved = Number(dragNode.key);
            if (!dropToGap) {
              onMove(moved, target.id, null);
              return;
            }
            const place = Number(on.pos.split("-").at(-1));
            const beside = departments.filter(
              ({ parent, archived, id }) => parent === target.parent && !archived && id !== moved,
            );
            const at = beside.findIndex(({ id }) => id === target.id);
            const before = dropPosition < place + 1 ? target.id : (beside[at + 1]?.id ?? null);
            onMove(moved, target.parent, before);
          }}
        />
      ) : (
        <p className={styles.left}>{t("no_departments")}</p>
      )}
    </section>
  );
}
