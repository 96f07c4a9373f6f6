/** In the place of a list whose view cannot be shown: why, and what to do instead. */
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { sentences, told } from "~/api/problem";
import { useLocale } from "~/ui/appearance";
import { Notice } from "~/ui/Notice";
import { textOf } from "~/words";
import type { ViewEntry } from "./useViews";

interface UnusableViewProps {
  entry: ViewEntry;
  onSettings: () => void;
  onLeave: () => void;
}

export function UnusableView({ entry, onSettings, onLeave }: UnusableViewProps) {
  const { t } = useTranslation("views");
  const locale = useLocale();
  const issues = entry.saved?.issues ?? [];
  return (
    <Notice
      picture="locked"
      title={t("cannot_show", { name: textOf(entry.label, locale) })}
      actions={
        <>
          <Button type="primary" onClick={onLeave}>
            {t("to_others")}
          </Button>
          {entry.saved?.may_change && !entry.saved.locked ? (
            <Button onClick={onSettings}>{t("settings")}</Button>
          ) : null}
        </>
      }
    >
      {sentences(issues.map(told))}
    </Notice>
  );
}
