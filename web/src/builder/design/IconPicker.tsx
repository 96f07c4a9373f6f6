/** Icons to choose from, by pictures. */
import { useTranslation } from "react-i18next";
import { Icon } from "~/ui/icons";
import styles from "./Design.module.css";

const ICONS = [
  "FileTextOutlined",
  "FormOutlined",
  "TeamOutlined",
  "UserOutlined",
  "ContactsOutlined",
  "BankOutlined",
  "ShopOutlined",
  "ShoppingCartOutlined",
  "InboxOutlined",
  "CarOutlined",
  "ToolOutlined",
  "ProjectOutlined",
  "CalendarOutlined",
  "ScheduleOutlined",
  "CheckSquareOutlined",
  "PhoneOutlined",
  "MailOutlined",
  "EnvironmentOutlined",
  "DollarOutlined",
  "AccountBookOutlined",
  "BarChartOutlined",
  "FundOutlined",
  "FlagOutlined",
  "TagsOutlined",
  "BulbOutlined",
  "ExperimentOutlined",
  "MedicineBoxOutlined",
  "ReadOutlined",
  "TrophyOutlined",
  "AppstoreOutlined",
];

export function IconPicker({ value, onChange }: { value: string; onChange: (icon: string) => void }) {
  const { t } = useTranslation("design");
  return (
    <div className={styles.icons} role="radiogroup" aria-label={t("icon")}>
      {ICONS.map((icon, place) => (
        // biome-ignore lint/a11y/useSemanticElements: pictures in rows, which radio buttons are not
        <button
          key={icon}
          type="button"
          role="radio"
          aria-checked={icon === value}
          aria-label={t("icon_number", { number: place + 1 })}
          className={styles.iconChoice}
          onClick={() => onChange(icon)}
        >
          <Icon name={icon} />
        </button>
      ))}
    </div>
  );
}
