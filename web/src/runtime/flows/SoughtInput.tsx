/** A text to look for, asked after each pause in typing. */
import { SearchOutlined } from "@ant-design/icons";
import { Input } from "antd";
import { useEffect, useRef, useState } from "react";

interface SoughtInputProps {
  label: string;
  asked: string;
  className?: string | undefined;
  size?: "small" | "middle";
  onAsk: (text: string | null) => void;
}

const PAUSE_MS = 250;
const LONGEST = 200;

export function SoughtInput({ label, asked, className, size = "middle", onAsk }: SoughtInputProps) {
  const [typed, setTyped] = useState(asked);
  const [before, setBefore] = useState(asked);
  // During the pause something else may be opened, which asking must not undo.
  const latest = useRef(onAsk);
  latest.current = onAsk;
  // What was cleared elsewhere is cleared here.
  if (before !== asked) {
    setBefore(asked);
    if (asked !== typed.trim()) setTyped(asked);
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed is waited for
  useEffect(() => {
    if (typed.trim() === asked) return;
    const timer = setTimeout(() => latest.current(typed.trim() || null), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <Input
      className={className ?? ""}
      size={size}
      allowClear
      prefix={<SearchOutlined aria-hidden />}
      placeholder={label}
      aria-label={label}
      value={typed}
      maxLength={LONGEST}
      onChange={({ target }) => setTyped(target.value)}
    />
  );
}
