/** The shape of a list of what people did, while it is still being read. */
import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";

const ENTRIES = ["a", "b", "c"];

export function EntriesSkeleton() {
  const { t } = useTranslation("shell");
  return (
    <div role="status" aria-label={t("loading")}>
      {ENTRIES.map((entry) => (
        <Skeleton key={entry} active avatar={{ size: 24 }} title={false} paragraph={{ rows: 2 }} />
      ))}
    </div>
  );
}
