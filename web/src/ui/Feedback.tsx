/** Words that come and go over the page, and questions before something is done. What shows them comes with the first. */
import type { App, ModalFuncProps } from "antd";
import { useEffect, useState } from "react";
import { once, useOnce } from "./later";

type Told = ReturnType<typeof App.useApp>;
type Deeds = "success" | "error" | "info" | "warning";

let arrive: (told: Told) => void;
const told = new Promise<Told>((resolve) => {
  arrive = resolve;
});
const askers = new Set<() => void>();
let isAsked = false;

async function reach(): Promise<Told> {
  isAsked = true;
  for (const ask of askers) ask();
  return await told;
}

const saying =
  <Deed extends Deeds>(deed: Deed) =>
  async (...said: Parameters<Told["message"][Deed]>): Promise<void> => {
    (await reach()).message[deed](...(said as Parameters<Told["message"]["info"]>));
  };

const feedback = {
  /** Has it ready, for who will have to ask even where the server is gone by then. */
  prepare: (): void => {
    hosts().catch(() => undefined);
  },
  message: {
    success: saying("success"),
    error: saying("error"),
    info: saying("info"),
    warning: saying("warning"),
    /** Takes away what was said under a name. */
    destroy: (key: string): void => {
      if (isAsked) void told.then(({ message }) => message.destroy(key));
    },
  },
  modal: {
    confirm: (asked: ModalFuncProps): void => {
      void reach().then(({ modal }) => void modal.confirm(asked));
    },
  },
  notification: {
    error: (said: Parameters<Told["notification"]["error"]>[0]): void => {
      void reach().then(({ notification }) => notification.error(said));
    },
  },
};

/** The same for as long as the page is open. */
export function useFeedback(): typeof feedback {
  return feedback;
}

const hosts = once(async () => (await import("./FeedbackHost")).FeedbackHost);

/** To be drawn once, around nothing: where what is said stands. */
export function Feedback() {
  const [asked, setAsked] = useState(isAsked);
  useEffect(() => {
    const ask = () => setAsked(true);
    askers.add(ask);
    if (isAsked) ask();
    return () => {
      askers.delete(ask);
    };
  }, []);
  const Host = useOnce(hosts, asked);
  return Host ? <Host onReady={arrive} /> : null;
}
