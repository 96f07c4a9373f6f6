/** The brand mark: a tenon (榫) standing in its mortise (卯). */
interface MarkProps {
  size?: number;
  title?: string;
}

export function Mark({ size = 28, title }: MarkProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 32 32"
      role={title ? "img" : undefined}
      aria-label={title}
      aria-hidden={title ? undefined : true}
    >
      <path
        d="M3 12.5A2.5 2.5 0 0 1 5.5 10H10v7.5a1.5 1.5 0 0 0 1.5 1.5h9a1.5 1.5 0 0 0 1.5-1.5V10h4.500A2.5 2.500 0 0 1 29 12.500V26.500A2.500 2.500 0 0 1 26.500 29h-21A2.500 2.500 0 0 1 3 26.500Z"
        fill="var(--accent)"
      />
      <path
        d="M8.500 3h15A1.500 1.500 0 0 1 25 4.500V6a1.500 1.500 0 0 1-1.500 1.500H20V15.500a1 1 0 0 1-1 1h-6a1 1 0 0 1-1-1V7.500H8.500A1.500 1.500 0 0 1 7 6V4.500A1.500 1.500 0 0 1 8.500 3Z"
        fill="var(--accent)"
        opacity="0.55"
      />
    </svg>
  );
}
