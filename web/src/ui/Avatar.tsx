/** A person as a round mark: the last two characters of a Chinese name (one, where it is small), the initials of another. */
import styles from "./Avatar.module.css";
import { hueOf } from "./tokens";

function short(name: string, isSmall: boolean): string {
  const trimmed = name.trim();
  if (/\p{Script=Han}/u.test(trimmed))
    return Array.from(trimmed)
      .slice(isSmall ? -1 : -2)
      .join("");
  const words = trimmed.split(/\s+/);
  const last = words.length > 1 ? words[words.length - 1] : "";
  return `${words[0]?.charAt(0) ?? ""}${last?.charAt(0) ?? ""}`.toUpperCase();
}

export function Avatar({ name, size = 20 }: { name: string; size?: number }) {
  const hue = hueOf(name);
  return (
    <span
      aria-hidden
      className={styles.avatar}
      style={{
        width: size,
        height: size,
        fontSize: Math.max(9, Math.round(size * 0.4)),
        color: `var(--hue-${hue}-text)`,
        background: `var(--hue-${hue}-soft)`,
      }}
    >
      {short(name, size < 24)}
    </span>
  );
}
