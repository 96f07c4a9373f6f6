/** A drawing of a bracket set (斗拱): pieces joined without a nail. */
import styles from "./FrontDoor.module.css";

export function Joinery() {
  return (
    <svg className={styles.drawing} viewBox="0 0 360 300" aria-hidden>
      <g className={styles.quiet}>
        <path d="M20 40h320v22H20z" />
        <path d="M48 62h264l-14 24H62z" />
      </g>
      <g className={styles.loud}>
        <path d="M64 86h40v22H64zM160 86h40v22h-40zM256 86h40v22h-40z" />
      </g>
      <g className={styles.quiet}>
        <path d="M70 108h28v16h54v-16h56v16h54v-16h28l-6 30a10 10 0 0 1-10 8H86a10 10 0 0 1-10-8Z" />
      </g>
      <g className={styles.loud}>
        <path d="M112 146h36v22h-36zM212 146h36v22h-36z" />
      </g>
      <g className={styles.quiet}>
        <path d="M116 168h28v14h72v-14h28l-6 28a10 10 0 0 1-10 8h-96a10 10 0 0 1-10-8Z" />
      </g>
      <g className={styles.loud}>
        <path d="M140 204h80l-8 30h-64z" />
      </g>
      <g className={styles.quiet}>
        <path d="M156 234h48v66h-48z" />
      </g>
    </svg>
  );
}
