/** The colours that an application may have. */
import { useTranslation } from "react-i18next";
import { hues } from "~/ui/tokens";
import styles from "./Design.module.css";

/** A hue as definitions write it. */
export const markOf = (hue: string): string => hues[hue]?.light.mark ?? "";

interface ColourPickerProps {
  label: string;
  /** As a definition writes it. */
  value: string;
  onChange: (colour: string) => void;
}

export function ColourPicker({ label, value, onChange }: ColourPickerProps) {
  const { t } = useTranslation("design");
  return (
    <div className={styles.icons} role="radiogroup" aria-label={label}>
      {Object.keys(hues).map((hue) => (
        // biome-ignore lint/a11y/useSemanticElements: colours in a row, which radio buttons are not
        <button
          key={hue}
          type="button"
          role="radio"
          aria-checked={markOf(hue) === value}
          aria-label={t(`hue.${hue}`)}
          className={styles.iconChoice}
          onClick={() => onChange(markOf(hue))}
        >
          <span className={styles.dot} style={{ background: markOf(hue) }} aria-hidden />
        </button>
      ))}
    </div>
  );
}
