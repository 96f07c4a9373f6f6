/** The pages of a form: chosen, begun, ordered, copied and removed. */
import { FileTextOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { BlockItem } from "~/api/kinds";
import { Select } from "~/ui/Select";
import { type Label, textOf } from "~/words";
import type { Design } from "../design/DesignContext";
import { NamedList } from "../design/NamedList";
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
      <NamedList
        label={t("pages")}
        items={pages}
        chosen={page?.key}
        nameOf={nameOf}
        iconOf={() => <FileTextOutlined aria-hidden />}
        moreOf={(name) => t("more_of", { name })}
        menuOf={(one) => [
          { key: "copy", label: t("copy"), onClick: () => copy(one) },
          {
            key: "remove",
            label: t("remove"),
            danger: true,
            onClick: () => run("remove_page", nameOf(one), removePage(one.key)) && onPage(null),
          },
        ]}
        none={t("none")}
        onChoose={onPage}
        onMove={(key, before) => run("move_page", "", movePage(key, before))}
      />
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
