/** Parts that most pages do without at first: each is loaded when it is drawn, or once the page has nothing else to do. */
import { type ComponentType, lazy, type ReactNode, Suspense } from "react";
import styles from "./later.module.css";

type Load<Props> = () => Promise<ComponentType<Props>>;

const QUIET_MS = 1_500;
const waiting = new Set<() => Promise<unknown>>();
let isLeftInPeace = false;

/** A component that keeps a place, of a control's size where nothing else is said, until it is there. */
export function later<Props extends object>(load: Load<Props>, place?: ReactNode): ComponentType<Props> {
  const Part = lazy(async () => {
    waiting.delete(load);
    return { default: await load() };
  }) as unknown as ComponentType<Props>;
  waiting.add(load);
  if (isLeftInPeace) whenIdle(bring);
  const kept = place === undefined ? <span className={styles.place} aria-busy /> : place;
  // biome-ignore lint/correctness/noComponentHookFactories: called where modules begin, once for each part
  return function Later(props: Props) {
    return (
      <Suspense fallback={kept}>
        <Part {...props} />
      </Suspense>
    );
  };
}

/** Brings them one after the other, so that whoever needs one later need not wait. */
async function bring(): Promise<void> {
  for (const load of waiting) {
    waiting.delete(load);
    // Whoever draws it asks again, and is told what is wrong.
    await load().catch(() => undefined);
  }
}

function whenIdle(begin: () => Promise<void>): void {
  const idle = window.requestIdleCallback ?? ((run: () => void) => window.setTimeout(run, QUIET_MS));
  idle(() => void begin());
}

/** To be called once: begins when the page is drawn and has been left in peace for a while. */
export function bringTheRest(): void {
  window.setTimeout(() => {
    isLeftInPeace = true;
    whenIdle(bring);
  }, QUIET_MS);
}
