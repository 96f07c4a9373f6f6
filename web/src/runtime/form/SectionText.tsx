/** What an author says above the fields of a section, in Markdown: nothing in it is run or loaded. */
import { lazy, Suspense } from "react";
import styles from "./FormSections.module.css";

const MarkdownDocument = lazy(() => import("~/kinds/MarkdownDocument"));

export function SectionText({ text }: { text: string }) {
  if (text === "") return null;
  return (
    <div className={styles.text}>
      <Suspense fallback={<p className={styles.plain}>{text}</p>}>
        <MarkdownDocument text={text} />
      </Suspense>
    </div>
  );
}
