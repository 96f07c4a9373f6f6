/** What the function at the cursor does: a sentence, its arguments with the one at hand marked, and an example. */
import { useTranslation } from "react-i18next";
import { useFunctions } from "~/api/designing";
import { textOf } from "~/words";
import { useDesign } from "../DesignContext";
import { functionAt } from "./completion";
import styles from "./Expression.module.css";

const ARGUMENTS = /^([^(]*)\((.*)\)$/;

export function FunctionHelp({ text, caret }: { text: string; caret: number }) {
  const { t } = useTranslation("expression");
  const { locale } = useDesign();
  const functions = useFunctions().data;
  const here = functionAt(text, caret);
  const item = functions?.items.find(({ name }) => name === here?.name);
  if (!here || !item) return null;
  const [, name = "", given = ""] = ARGUMENTS.exec(textOf(item.signature, locale)) ?? [];
  const parameters = given.split(/[，,]\s*/).filter(Boolean);
  const marked = Math.min(here.argument, parameters.length - 1);
  return (
    <div className={styles.help} role="note">
      <code className={styles.signature}>
        {name}(
        {parameters.map((parameter, at) => (
          <span key={parameter}>
            {at > 0 ? ", " : ""}
            {at === marked ? <mark>{parameter}</mark> : parameter}
          </span>
        ))}
        )
      </code>
      <p>{textOf(item.help, locale)}</p>
      {item.examples[0] ? (
        <p className={styles.quiet}>
          {t("example")} <code>{item.examples[0]}</code>
        </p>
      ) : null}
    </div>
  );
}
