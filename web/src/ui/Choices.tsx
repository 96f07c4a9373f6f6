/** A few ways to see the same thing, of which one is chosen. */
import { useId } from "react";
import styles from "./Choices.module.css";

interface ChoicesProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
  className?: string | undefined;
}

export function Choices<Value extends string>({ label, value, options, ...rest }: ChoicesProps<Value>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className={`${styles.choices} ${rest.className ?? ""}`}>
      {options.map((option) => (
        <label key={option.value} className={styles.choice}>
          <input
            type="radio"
            name={name}
            className={styles.input}
            checked={option.value === value}
            onChange={() => rest.onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
