/** The pages of a form: chosen, begun, ordered, copied and removed. */
import { EllipsisOutlined, FileTextOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Dropdown, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { BlockItem } from "~/api/kinds";
import { type Label, textOf } from "~/words";
import type { Design } from "../design/DesignContext";
import lists from "../design/Lists.module.css";
import { OrderedList } from "../design/OrderedList";
import {
  addPage,
  copyPage,
  freePageKey,
  movePage,
  type PageDefinition,
  pagesOf,
  removePage,
} from "../document/commands/pages";
import { formsOf, labelOf } from "../document/model";
import styles from "./Paging.module.css";
import { usualPage } from "./usualPage";

interface PageListProps {
  design: Design;
  kinds: readonly BlockItem[];
  page: PageDefinition | undefined;
  onForm: (form: string) => void;
  onPage: (page: string | null) => void;
}

export function PageList({ design, kinds, page, onForm, onPage }: PageListProps) {
  const { t } = useTranslation("paging");
  const { document, form, locale, run } = design;
  const pages = pagesOf(document, form.key);
  const nameOf = (one: PageDefinition): string => textOf(labelOf(one), locale) || one.key;

  function begin(): void {
    const key = freePageKey(document, `${form.key}_page`.slice(0, 36));
    const usual = usualPage(
      document,
      form,
      key,
      kinds.map(({ kind }) => kind),
    );
    if (run("add_page", nameOf(usual), addPage(usual))) onPage(key);
  }

  function copy(one: PageDefinition): void {
    const key = freePageKey(document, one.key);
    const label = labelOf(one);
    const suffixed: Label = {
      "zh-CN": label["zh-CN"] ? label["zh-CN"] + t("copy_suffix", { lng: "zh-CN" }) : "",
      en: label.en ? label.en + t("copy_suffix", { lng: "en" }) : "",
    };
    if (run("copy_page", nameOf(one), copyPage(document, one, key, suffixed))) onPage(key);
  }

  return (
    <section aria-label={t("pages")}>
      <Select<string>
        className={styles.form ?? ""}
        aria-label={t("form")}
        value={form.key}
        options={formsOf(document).map((one) => ({
          value: one.key,
          label: textOf(labelOf(one), locale) || one.key,
        }))}
        onChange={onForm}
      />
      <OrderedList
        label={t("pages")}
        items={pages}
        keyOf={(one) => one.key}
        nameOf={nameOf}
        onMove={(key, before) => run("move_page", "", movePage(key, before))}
      >
        {(one) => (
          <div className={lists.row} data-chosen={one.key === page?.key || undefined}>
            <button
              type="button"
              className={lists.name}
              aria-pressed={one.key === page?.key}
              onClick={() => onPage(one.key)}
            >
              <FileTextOutlined aria-hidden />
              <span className={lists.text}>{nameOf(one)}</span>
            </button>
            <Dropdown
              autoFocus
              trigger={["click"]}
              menu={{
                items: [
                  { key: "copy", label: t("copy"), onClick: () => copy(one) },
                  {
                    key: "remove",
                    label: t("remove"),
                    danger: true,
                    onClick: () => run("remove_page", nameOf(one), removePage(one.key)) && onPage(null),
                  },
                ],
              }}
            >
              <Button
                type="text"
                size="small"
                icon={<EllipsisOutlined aria-hidden />}
                aria-label={t("more_of", { name: nameOf(one) })}
              />
            </Dropdown>
          </div>
        )}
      </OrderedList>
      {pages.length === 0 ? <p className={lists.quiet}>{t("none")}</p> : null}
      <Button
        block
        type={pages.length === 0 ? "primary" : "default"}
        icon={<PlusOutlined aria-hidden />}
        className={styles.begin ?? ""}
        onClick={begin}
      >
        {t(pages.length === 0 ? "begin" : "begin_another")}
      </Button>
    </section>
  );
}
