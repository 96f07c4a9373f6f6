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
}

export function Figures({ figures, centred = false }: FiguresProps) {
  const { t } = useTranslation("import");
  const locale = useLocale();
  return (
    <dl className={styles.figures} data-centred={centred}>
      {figures
        .filter(({ value }) => value > 0)
        .map(({ key, value, tone }) => (
          <div key={key} className={styles.figure} data-tone={tone}>
            <dt>{t(`figure.${key}`)}</dt>
            <dd>{value.toLocaleString(locale)}</dd>
          </div>
        ))}
    </dl>
  );
}
