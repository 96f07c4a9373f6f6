/** Counts side by side; those that are nothing stay away. */
import { useTranslation } from "react-i18next";
import { useLocale } from "~/ui/appearance";
import styles from "./ImportPage.module.css";

interface Figure {
  key: string;
  value: number;
  tone?: "bad";
}

interface FiguresProps {
  figures: readonly Figure[];
  centred?: boolean;
  /** One figure alone says nothing that the title does not say. */
  several?: boolean;
}

export function Figures({ figures, centred = false, several = false }: FiguresProps) {
  const { t } = useTranslation("import");
  const locale = useLocale();
  const told = figures.filter(({ value }) => value > 0);
  if (several && told.length < 2) return null;
  return (
    <dl className={styles.figures} data-centred={centred}>
      {told.map(({ key, value, tone }) => (
        <div key={key} className={styles.figure} data-tone={tone}>
          <dt>{t(`figure.${key}`)}</dt>
          <dd>{value.toLocaleString(locale)}</dd>
        </div>
      ))}
    </dl>
  );
}
