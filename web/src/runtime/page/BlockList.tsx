/** The blocks of a part of a page, one below the other. */
import { useTranslation } from "react-i18next";
import type { PageBlock } from "~/api/types";
import { blockKind } from "~/kinds/blockRegistry";
import type { PageAccess } from "~/kinds/defineBlock";
import { useLocale } from "~/ui/appearance";
import { textOf } from "~/words";
import styles from "./Page.module.css";

/** What a block is called: as its author said, or as its kind says by itself. */
export function useHeading(): (block: PageBlock) => string {
  const { i18n } = useTranslation();
  const locale = useLocale();
  return (block) => {
    const own = `block.${block.kind}:heading`;
    return textOf(block.label, locale) || (i18n.exists(own) ? i18n.t(own) : "");
  };
}

export function BlockList({ blocks, page }: { blocks: readonly PageBlock[]; page: PageAccess }) {
  return blocks.map((block) => <BlockFrame key={block.key} block={block} page={page} />);
}

export function BlockFrame({ block, page }: { block: PageBlock; page: PageAccess }) {
  const heading = useHeading();
  const kind = blockKind(block.kind);
  if (!kind) return null;
  const name = heading(block);
  const body = <kind.Body block={block} page={page} />;
  if (kind.titled)
    return (
      <div className={styles.block} data-plain={kind.plain}>
        {body}
      </div>
    );
  // What is said and what happened stands in a region of its own already.
  const called = kind.discusses ? undefined : name || undefined;
  return (
    <section className={styles.block} data-plain={kind.plain} aria-label={called}>
      {name ? <h2 className={styles.name}>{name}</h2> : null}
      {body}
    </section>
  );
}
