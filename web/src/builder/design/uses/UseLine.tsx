/** One use: where it is, in which setting, and the way there. */
import type { ReactNode } from "react";
import { Link, useParams } from "react-router";
import type { Use } from "~/api/uses";
import { Icon } from "~/ui/icons";
import { buildAddresses } from "../../buildAddresses";
import { useDesign } from "../DesignContext";
import styles from "./Uses.module.css";
import { useSettingOf } from "./usePlaces";

const ICONS: Readonly<Record<string, string>> = {
  field: "FormOutlined",
  form: "FormOutlined",
  section: "LayoutOutlined",
  validation: "CheckSquareOutlined",
  gate: "SwapOutlined",
  view: "TableOutlined",
  page: "LayoutOutlined",
  flow: "NodeIndexOutlined",
  node: "NodeIndexOutlined",
  saved_view: "UserOutlined",
  role: "SafetyOutlined",
  menu: "MenuOutlined",
  option: "UnorderedListOutlined",
  option_set: "UnorderedListOutlined",
};

interface UseLineProps {
  use: Use;
  /** What becomes of it. */
  children?: ReactNode;
  onGo?: () => void;
}

export function UseLine({ use, children, onGo }: UseLineProps) {
  const { store } = useDesign();
  const { app = "" } = useParams();
  const way = buildAddresses.part(app, use);
  const settingOf = useSettingOf(store.snapshot().session.saved);
  const text = (
    <>
      <Icon name={ICONS[use.part]} />
      <span className={styles.place}>
        <span className={styles.name}>{use.name}</span>
        <span className={styles.setting}>{settingOf(use)}</span>
      </span>
    </>
  );
  return (
    <li className={styles.use}>
      {way ? (
        <Link to={way} replace className={styles.way} {...(onGo ? { onClick: onGo } : {})}>
          {text}
        </Link>
      ) : (
        <span className={styles.way}>{text}</span>
      )}
      {children}
    </li>
  );
}
