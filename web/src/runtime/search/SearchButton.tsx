/** The way to the search from the top of every page; the keys open it from everywhere. */
import { SearchOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { shownAt } from "../tour/tours";
import styles from "./Search.module.css";

const apple = /Mac|iPhone|iPad/.test(navigator.platform);

export function SearchButton({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation("search");
  return (
    <button
      {...shownAt("search")}
      type="button"
      className={styles.button}
      aria-keyshortcuts="Control+K Meta+K"
      onClick={onOpen}
    >
      <SearchOutlined aria-hidden />
      <span className={styles.buttonText}>{t("title")}</span>
      <kbd className={styles.key} aria-hidden>
        {apple ? "⌘ K" : "Ctrl K"}
      </kbd>
    </button>
  );
}
