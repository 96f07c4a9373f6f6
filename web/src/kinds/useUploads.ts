/** Files on their way: each with its progress, until it is one of the value's or was given up. */
import { useEffect, useRef, useState } from "react";
import { sentenceOf } from "~/api/problem";
import { type Uploading, useTelling } from "./arrivals";
import { useKinds } from "./context";
import type { Files } from "./files";

/** So many leave at once; the others wait. */
const AT_ONCE = 3;
let made = 0;

interface Queue {
  waiting: Uploading[];
  add: (files: readonly File[]) => void;
  cancel: (key: number) => void;
  retry: (key: number) => void;
}

export function useUploads(value: Files, onChange: (value: Files) => void, picture: boolean): Queue {
  const { upload } = useKinds();
  const [waiting, setWaiting] = useState<Uploading[]>([]);
  const under = useRef(new Map<number, AbortController>());
  // What has left once leaves again only when asked to, however often this is drawn meanwhile.
  const begun = useRef(new Set<number>());
  // Several arrive while the form has not drawn the first of them yet.
  const latest = useRef({ value, onChange });
  latest.current = { value, onChange };

  // Small files overtake large ones; the order is that in which they were chosen.
  const places = useRef(new Map<number, number>());

  const change = (key: number, part: Partial<Uploading>) =>
    setWaiting((all) => all.map((one) => (one.key === key ? { ...one, ...part } : one)));
  const drop = (key: number) => setWaiting((all) => all.filter((one) => one.key !== key));

  const start = (key: number, file: File) => {
    const controller = new AbortController();
    under.current.set(key, controller);
    begun.current.add(key);
    upload(file, { picture, signal: controller.signal, onProgress: (part) => change(key, { part }) })
      .then((sent) => {
        drop(key);
        const { value: before, onChange: tell } = latest.current;
        places.current.set(sent.id, key);
        const place = (id: number) => places.current.get(id) ?? 0;
        latest.current.value = [...before, sent].sort((one, other) => place(one.id) - place(other.id));
        tell(latest.current.value);
      })
      .catch((thrown: unknown) => {
        if (!controller.signal.aborted) change(key, { problem: sentenceOf(thrown) });
      })
      .finally(() => {
        under.current.delete(key);
        setWaiting((all) => (all.length > 0 ? [...all] : all));
      });
  };

  useEffect(() => {
    for (const { key, file, problem } of waiting) {
      if (under.current.size >= AT_ONCE) break;
      if (problem === null && !begun.current.has(key)) start(key, file);
    }
  });
  useEffect(() => {
    const controllers = under.current;
    return () => {
      for (const controller of controllers.values()) controller.abort();
    };
  }, []);

  useTelling(waiting);

  return {
    waiting,
    add: (files) =>
      setWaiting((all) => [
        ...all,
        ...files.map((file) => {
          made += 1;
          return { key: made, file, part: 0, problem: null };
        }),
      ]),
    cancel: (key) => {
      under.current.get(key)?.abort();
      drop(key);
    },
    retry: (key) => {
      begun.current.delete(key);
      change(key, { problem: null, part: 0 });
    },
  };
}
