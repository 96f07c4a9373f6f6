/** A word on what a sign means, beside it for as long as the pointer or the keyboard is there. */
import {
  cloneElement,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { createPortal } from "react-dom";
import styles from "./Tooltip.module.css";

const DELAY_MS = 100;
const GAP = 6;
const EDGE = 8;

interface Anchor {
  onPointerEnter?: (event: PointerEvent<HTMLElement>) => void;
  onPointerLeave?: (event: PointerEvent<HTMLElement>) => void;
  onPointerDown?: (event: PointerEvent<HTMLElement>) => void;
  onFocus?: (event: FocusEvent<HTMLElement>) => void;
  onBlur?: (event: FocusEvent<HTMLElement>) => void;
  "aria-describedby"?: string | undefined;
}

/** Whoever clones the tooltip for the sake of what is in it reaches that. */
interface TooltipProps extends Anchor {
  /** Nothing is told where this is blank. */
  title: ReactNode;
  placement?: "top" | "right";
  children: ReactElement;
}

export function Tooltip({ title, placement = "top", children, ...outer }: TooltipProps) {
  const id = useId();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const delay = useRef(0);
  const own = children.props as Anchor;
  const isTold = anchor !== null && Boolean(title);

  useEffect(() => () => window.clearTimeout(delay.current), []);

  function leave(): void {
    window.clearTimeout(delay.current);
    setAnchor(null);
  }

  const reactions: Anchor = {
    onPointerEnter: (event) => {
      outer.onPointerEnter?.(event);
      own.onPointerEnter?.(event);
      // A finger has no way to leave again.
      if (event.pointerType === "touch") return;
      const element = event.currentTarget;
      delay.current = window.setTimeout(() => setAnchor(element), DELAY_MS);
    },
    onPointerLeave: (event) => {
      outer.onPointerLeave?.(event);
      own.onPointerLeave?.(event);
      leave();
    },
    onPointerDown: (event) => {
      outer.onPointerDown?.(event);
      own.onPointerDown?.(event);
      leave();
    },
    onFocus: (event) => {
      outer.onFocus?.(event);
      own.onFocus?.(event);
      if (event.currentTarget.matches(":focus-visible")) setAnchor(event.currentTarget);
    },
    onBlur: (event) => {
      outer.onBlur?.(event);
      own.onBlur?.(event);
      leave();
    },
  };
  return (
    <>
      {cloneElement(children as ReactElement<Anchor>, {
        ...outer,
        ...reactions,
        ...(isTold ? { "aria-describedby": id } : {}),
      })}
      {isTold
        ? createPortal(
            <Tip id={id} anchor={anchor} placement={placement} onLeave={leave}>
              {title}
            </Tip>,
            document.body,
          )
        : null}
    </>
  );
}

interface TipProps {
  id: string;
  anchor: HTMLElement;
  placement: "top" | "right";
  onLeave: () => void;
  children: ReactNode;
}

function Tip({ id, anchor, placement, onLeave, children }: TipProps) {
  const tip = useRef<HTMLDivElement>(null);
  const latest = useRef(onLeave);
  latest.current = onLeave;

  useLayoutEffect(() => {
    if (!tip.current) return;
    const { left, top } = placeBeside(anchor.getBoundingClientRect(), tip.current, placement);
    tip.current.style.left = `${left}px`;
    tip.current.style.top = `${top}px`;
  });

  useEffect(() => {
    const leave = () => latest.current();
    const press = (event: KeyboardEvent) => event.key === "Escape" && leave();
    window.addEventListener("scroll", leave, true);
    window.addEventListener("keydown", press);
    return () => {
      window.removeEventListener("scroll", leave, true);
      window.removeEventListener("keydown", press);
    };
  }, []);

  return (
    <div ref={tip} id={id} role="tooltip" className={styles.tip}>
      {children}
    </div>
  );
}

/** Above it, or below where there is no room; never beyond the edge of the window. */
function placeBeside(
  at: DOMRect,
  { offsetWidth: width, offsetHeight: height }: HTMLElement,
  placement: "top" | "right",
): { left: number; top: number } {
  const within = (place: number, size: number, room: number) =>
    Math.max(EDGE, Math.min(place, room - size - EDGE));
  if (placement === "right" && at.right + GAP + width + EDGE <= window.innerWidth)
    return {
      left: at.right + GAP,
      top: within(at.top + (at.height - height) / 2, height, window.innerHeight),
    };
  const above = at.top - GAP - height;
  return {
    left: within(at.left + (at.width - width) / 2, width, window.innerWidth),
    top: above >= EDGE ? above : at.bottom + GAP,
  };
}
