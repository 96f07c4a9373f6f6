/** A list without rows: nothing yet, or nothing that the filter lets through. */
import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { may } from "~/api/apps";
import type { FormView } from "~/api/types";
import { useLocale } from "~/ui/appearance";
import { Notice } from "~/ui/Notice";
import { textOf } from "~/words";

interface EmptyListProps {
  form: FormView;
  narrowed: boolean;
  inView: boolean;
  onClear: () => void;
  onCreate: () => void;
}

export function EmptyList({ form, narrowed, inView, onClear, onCreate }: EmptyListProps) {
  const { t } = useTranslation("grid");
  const locale = useLocale();
  const name = textOf(form.label, locale);
  if (narrowed) {
    return (
      <Notice
        picture="search"
        title={t("empty.narrowed")}
        actions={<Button onClick={onClear}>{t("empty.clear")}</Button>}
      >
        {t("empty.narrowed_text")}
      </Notice>
    );
  }
  return (
    <Notice
      title={inView ? t("empty.view") : t("empty.none", { name })}
      actions={
        may(form, "create") ? (
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={onCreate}>
            {t("create", { name })}
          </Button>
        ) : null
      }
    >
      {inView ? t("empty.view_text") : textOf(form.description, locale) || t("empty.none_text")}
    </Notice>
  );
}
