/** A panel beside the button that opens it: the keyboard goes in when it opens, and back to the button when it closes. */
import { Popover } from "antd";
import { type ReactElement, type ReactNode, useEffect, useRef } from "react";
import styles from "./Panel.module.css";

interface PanelProps {
  open: boolean;
  onOpen: (open: boolean) => void;
  /** What the panel is, for those who hear it. */
  label: string;
  content: ReactNode;
  placement?: "bottomLeft" | "bottomRight";
  /** The button. */
  children: ReactElement;
}

export function Panel({ open, onOpen, label, content, placement = "bottomLeft", children }: PanelProps) {
  const inside = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLElement | null>(null);

  function enter(): void {
    const before = document.activeElement;
    if (inside.current?.contains(before)) return;
    button.current = before instanceof HTMLElement ? before : null;
    inside.current?.focus({ preventScroll: true });
  }

  useEffect(() => {
    if (!open && inside.current?.contains(document.activeElement)) button.current?.focus();
  }, [open]);

  function leave(): void {
    onOpen(false);
    button.current?.focus();
  }

  return (
    <Popover
      open={open}
      onOpenChange={onOpen}
      afterOpenChange={(shown) => shown && enter()}
      trigger="click"
      placement={placement}
      arrow={false}
      content={
        <>
          <Edge onReach={leave} />
          <div ref={inside} role="dialog" aria-label={label} tabIndex={-1} className={styles.inside}>
            {content}
          </div>
          <Edge onReach={leave} />
        </>
      }
    >
      {children}
    </Popover>
  );
}

/** Panels stand at the end of the document: whoever tabs out of one goes on at its button. */
function Edge({ onReach }: { onReach: () => void }) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: it only hands the focus on
  // biome-ignore lint/a11y/noStaticElementInteractions: nobody stays on it
  return <span tabIndex={0} onFocus={onReach} />;
}
