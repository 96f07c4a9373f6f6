/** One use: where it is, in which setting, and the way there. */
import {
  AppstoreOutlined,
  CheckSquareOutlined,
  FormOutlined,
  LayoutOutlined,
  MenuOutlined,
  SafetyOutlined,
  SwapOutlined,
  TableOutlined,
  UnorderedListOutlined,
  UserOutlined,
} from "@ant-design/icons";
import type { ComponentType, ReactNode } from "react";
import type { Use } from "~/api/uses";
import { useDesign } from "../DesignContext";
import styles from "./Uses.module.css";
import { useUses } from "./UsesContext";
import { useSettingOf } from "./usePlaces";

const ICONS: Readonly<Record<string, ComponentType<{ "aria-hidden": true }>>> = {
  field: FormOutlined,
  form: FormOutlined,
  section: LayoutOutlined,
  validation: CheckSquareOutlined,
  gate: SwapOutlined,
  view: TableOutlined,
  saved_view: UserOutlined,
  role: SafetyOutlined,
  menu: MenuOutlined,
  option: UnorderedListOutlined,
};

interface UseLineProps {
  use: Use;
  /** What becomes of it. */
  children?: ReactNode;
  onGo?: () => void;
}

export function UseLine({ use, children, onGo }: UseLineProps) {
  const { store } = useDesign();
  const { go, canGo } = useUses();
  const settingOf = useSettingOf(store.snapshot().session.saved);
  const Icon = ICONS[use.part] ?? AppstoreOutlined;
  const text = (
    <>
      <Icon aria-hidden />
      <span className={styles.place}>
        <span className={styles.name}>{use.name}</span>
        <span className={styles.setting}>{settingOf(use)}</span>
      </span>
    </>
  );
  return (
    <li className={styles.use}>
      {canGo(use) ? (
        <button
          type="button"
          className={styles.way}
          onClick={() => {
            onGo?.();
            go(use);
          }}
        >
          {text}
        </button>
      ) : (
        <span className={styles.way}>{text}</span>
      )}
      {children}
    </li>
  );
}
