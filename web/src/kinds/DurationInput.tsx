/** A length of time that a filter compares with, typed in any way and kept in seconds. */
import { useState } from "react";
import { Input } from "~/ui/controls";
import { readDuration } from "./durations";

interface DurationInputProps {
  label: string;
  placeholder?: string;
  value: unknown;
  /** What a bare number counts. */
  unit: number;
  write: (seconds: number) => string;
  onChange: (seconds: number | null) => void;
}

export function DurationInput({ label, placeholder, value, unit, write, onChange }: DurationInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Input
      aria-label={label}
      placeholder={placeholder}
      value={typed ?? (typeof value === "number" ? write(value) : "")}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(readDuration(event.target.value, unit) ?? null);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
