/** An application's icon on a ground of its colour. */
import type { AppSummary } from "~/api/types";
import styles from "./AppIcon.module.css";
import { Icon } from "./icons";

interface AppIconProps {
  app: Pick<AppSummary, "icon" | "colour">;
  size?: number;
}

export function AppIcon({ app, size = 28 }: AppIconProps) {
  return (
    <span
      className={styles.icon}
      style={{ width: size, height: size, fontSize: Math.round(size * 0.58), background: app.colour }}
    >
      <Icon name={app.icon} />
    </span>
  );
}
