/** Parts that most pages do without at first: each is loaded when it is drawn, or once the page has nothing else to do. */
import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import styles from "./later.module.css";

type Load<Part> = () => Promise<Part>;

/** Loads a part once; `arrived` is the part, whoever asked for it, and asks for nothing. */
export interface Once<Part> extends Load<Part> {
  arrived: Promise<Part>;
}

const QUIET_MS = 1_500;
/** A connection that was cut off for a moment is there again after this. */
const AGAIN_MS = 300;
const pause = (time: number): Promise<void> => new Promise((resolve) => window.setTimeout(resolve, time));

const waiting = new Set<() => Promise<unknown>>();
let isLeftInPeace = false;

/** Loads a part once, whoever asks first: somebody who needs it, or the page when it is left in peace. */
export function once<Part>(load: Load<Part>): Once<Part> {
  let asked: Promise<Part> | undefined;
  let arrive: (part: Part) => void;
  const arrived = new Promise<Part>((resolve) => {
    arrive = resolve;
  });
  const begin: Load<Part> = () => {
    waiting.delete(ask);
    asked ??= load().catch(() => pause(AGAIN_MS).then(load));
    // Whoever asks again after a second failure tries again.
    asked.then(arrive, () => {
      asked = undefined;
    });
    return asked;
  };
  const ask = Object.assign(begin, { arrived });
  waiting.add(ask);
  if (isLeftInPeace) whenIdle(bring);
  return ask;
}

/** The part once it was wanted and has come; until then there is none. What could not be loaded is tried again for as
 * long as it is wanted. */
export function useOnce<Part>(ask: Load<Part>, wanted: boolean): Part | null {
  const [part, setPart] = useState<Part | null>(null);
  const [attempt, setAttempt] = useState(1);
  useEffect(() => {
    if (!wanted || part) return;
    let [stays, again] = [true, 0];
    ask().then(
      (found) => stays && setPart(() => found),
      () => {
        again = window.setTimeout(() => stays && setAttempt(attempt + 1), QUIET_MS);
      },
    );
    return () => {
      stays = false;
      window.clearTimeout(again);
    };
  }, [ask, wanted, part, attempt]);
  return part;
}

/** The part as soon as it is there for whatever cause; whoever is in a hurry asks for it. */
export function useArrived<Part>(ask: Once<Part>, hurried: boolean): Part | null {
  const [part, setPart] = useState<Part | null>(null);
  useEffect(() => {
    let stays = true;
    void ask.arrived.then((found) => stays && setPart(() => found));
    return () => {
      stays = false;
    };
  }, [ask]);
  useEffect(() => {
    if (hurried) ask().catch(() => undefined);
  }, [ask, hurried]);
  return part;
}

/** A component that comes later; `bring` loads it before it is drawn. */
export type Later<Props> = ComponentType<Props> & { bring: Load<unknown> };

const ENTERED = "input, textarea, select, [contenteditable]";

interface Coming<Props> {
  /** Where the focus was when the part was asked for. */
  focused: Element | null;
  props: Props;
}

/** A part that came later: it leaves the focus to whoever has begun to enter something elsewhere meanwhile. */
function comingTo<Props extends object>(Part: ComponentType<Props>): ComponentType<Coming<Props>> {
  return function Come({ focused, props }: Coming<Props>) {
    const [isElsewhere] = useState(() => {
      const now = document.activeElement;
      return now !== focused && Boolean(now?.matches(ENTERED));
    });
    return <Part {...props} {...(isElsewhere && "autoFocus" in props ? { autoFocus: false } : {})} />;
  };
}

/** A component that keeps a place, of a control's size where nothing else is said, until it is there. */
export function later<Props extends object>(
  load: Load<ComponentType<Props>>,
  place?: ReactNode,
): Later<Props> {
  let found: ComponentType<Props> | undefined;
  const ask = once(async () => {
    found = await load();
    return found;
  });
  const Part = lazy(async () => ({ default: comingTo(await ask()) })) as unknown as ComponentType<
    Coming<Props>
  >;
  const kept = place === undefined ? <span className={styles.place} aria-busy /> : place;
  // biome-ignore lint/correctness/noComponentHookFactories: called where modules begin, once for each part
  const Later = function Later(props: Props) {
    // What is there already is drawn at once, without the place that waits for it.
    const [Here] = useState(() => found);
    const [focused] = useState(() => document.activeElement);
    if (Here) return <Here {...props} />;
    return (
      <Suspense fallback={kept}>
        <Part focused={focused} props={props} />
      </Suspense>
    );
  };
  return Object.assign(Later, { bring: ask });
}

/** A component that is not there at all before it is opened for the first time. */
export function onceOpen<Props extends { open?: boolean | undefined }>(
  load: Load<ComponentType<Props>>,
): Later<Props> {
  const Part = later(load, null);
  // biome-ignore lint/correctness/noComponentHookFactories: called where modules begin, once for each part
  const OnceOpen = function OnceOpen(props: Props) {
    const [wasOpen, setWasOpen] = useState(Boolean(props.open));
    if (props.open && !wasOpen) setWasOpen(true);
    return wasOpen ? <Part {...props} /> : null;
  };
  return Object.assign(OnceOpen, { bring: Part.bring });
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

/** Whether the person has asked their browser to save data. */
function savesData(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  return connection?.saveData ?? false;
}

/** To be called once: begins when the page is drawn, waits for no answer, and has been left in peace for a while. Whoever
 * saves data is brought only what is needed. */
export function bringTheRest(isWaiting: () => boolean): void {
  if (savesData()) return;
  window.setTimeout(() => {
    if (isWaiting()) return bringTheRest(isWaiting);
    isLeftInPeace = true;
    whenIdle(bring);
  }, QUIET_MS);
}
