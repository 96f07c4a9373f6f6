/** A panel beside the button that opens it: the keyboard goes in when it opens, and back to the button when it closes. */
import type { PopoverProps } from "antd";
import type { TooltipRef } from "antd/es/tooltip";
import {
  type ComponentType,
  cloneElement,
  type ReactElement,
  type ReactNode,
  type RefAttributes,
  useEffect,
  useRef,
  useState,
} from "react";
import { once, useOnce } from "./later";
import styles from "./Panel.module.css";

const panels = once(
  async (): Promise<ComponentType<PopoverProps & RefAttributes<TooltipRef>>> =>
    (await import("antd/es/popover")).default,
);

interface PanelProps {
  open: boolean;
  onOpen: (open: boolean) => void;
  /** What the panel is, for those who hear it. */
  label: string;
  content: ReactNode;
  /** Loads what the content is made of: the panel opens with it, so that the keyboard finds something in it. */
  bring?: () => Promise<unknown>;
  placement?: "bottomLeft" | "bottomRight";
  /** The button. */
  children: ReactElement;
}

export function Panel({
  open,
  onOpen,
  label,
  content,
  bring,
  placement = "bottomLeft",
  children,
}: PanelProps) {
  const inside = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLElement | null>(null);
  const beside = useRef<TooltipRef>(null);
  const Loaded = useOnce(panels, open);
  const isFilled = useFilled(bring, open);
  const Beside = isFilled ? Loaded : null;

  function enter(): void {
    const before = document.activeElement;
    if (inside.current?.contains(before)) return;
    // The first panel took the button along: it is another element, which nobody is at.
    const isAway = !(before instanceof HTMLElement) || before === document.body;
    button.current = isAway ? (beside.current?.nativeElement ?? null) : before;
    inside.current?.focus({ preventScroll: true });
  }

  useEffect(() => {
    if (!open && inside.current?.contains(document.activeElement)) button.current?.focus();
  }, [open]);

  function leave(): void {
    onOpen(false);
    button.current?.focus();
  }

  if (!Beside) {
    const approach = () => void Promise.all([panels(), bring?.()]).catch(() => undefined);
    return cloneElement(children as ReactElement<Record<string, unknown>>, {
      onPointerEnter: approach,
      onFocus: approach,
      onClick: () => onOpen(!open),
    });
  }
  return (
    <Beside
      ref={beside}
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
    </Beside>
  );
}

function useFilled(bring: (() => Promise<unknown>) | undefined, open: boolean): boolean {
  const [filled, setFilled] = useState(!bring);
  useEffect(() => {
    if (!open || filled || !bring) return;
    let stays = true;
    bring().then(
      () => stays && setFilled(true),
      () => undefined,
    );
    return () => {
      stays = false;
    };
  }, [bring, open, filled]);
  return filled;
}

/** Panels stand at the end of the document: whoever tabs out of one goes on at its button. */
function Edge({ onReach }: { onReach: () => void }) {
  // biome-ignore lint/a11y/noNoninteractiveTabindex: it only hands the focus on
  // biome-ignore lint/a11y/noStaticElementInteractions: nobody stays on it
  return <span tabIndex={0} onFocus={onReach} />;
}
