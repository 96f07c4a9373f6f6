/** The page as people will have it, on a desk or on a phone, with a real record; nothing can be changed in it. */
import { useTranslation } from "react-i18next";
import type { PageView } from "~/api/types";
import { PageBody } from "~/runtime/page/PageBody";
import { textOf } from "~/words";
import { blocksIn, SIDE, TOP, tabsOf } from "../document/commands/pages";
import { labelOf } from "../document/model";
import styles from "./Paging.module.css";
import { usePaging } from "./PagingContext";
import { useShown } from "./ShownRecord";

const NO_TREES = {};

export function PagePreview({ device }: { device: "desktop" | "phone" }) {
  const { t } = useTranslation("paging");
  const { page, kinds, design } = usePaging();
  const { access, form, record, draw } = useShown();
  if (!access || !form || !record) return <p className={styles.nothing}>{t("preview_lacking")}</p>;
  const schemas = new Map(kinds.map((item) => [item.kind, item.schema]));
  const drawn = (blocks: ReturnType<typeof blocksIn>) =>
    blocks.flatMap((block) => {
      const schema = schemas.get(block.kind);
      return (schema && draw(block, schema)) ?? [];
    });
  const view: PageView = {
    key: page.key,
    form: page.form,
    label: labelOf(page),
    top: drawn(blocksIn(page, TOP)),
    side: drawn(blocksIn(page, SIDE)),
    tabs: tabsOf(page).map((tab) => ({
      key: tab.key,
      label: labelOf(tab.definition),
      columns: tab.columns.map((column) => ({ ...column, blocks: drawn(column.blocks) })),
    })),
    trees: NO_TREES,
  };
  return (
    <section className={styles.preview} aria-label={t(`preview.${device}`)}>
      <div className={styles.screen} data-device={device}>
        <h1 className={styles.previewTitle}>{record.title || textOf(form.label, design.locale)}</h1>
        <PageBody
          page={view}
          form={form}
          record={record}
          access={access}
          wide={device === "desktop"}
          editing={null}
        />
      </div>
    </section>
  );
}
