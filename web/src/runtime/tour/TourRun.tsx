/** A tour under way: each step points at what it speaks of, is read aloud, and is left by Escape. */
import { Tour, type TourProps } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePhone } from "~/ui/phone";
import styles from "./Tour.module.css";
import { endTour, type TourName } from "./tours";

interface TourRunProps {
  name: TourName;
  stops: readonly string[];
}

/** Beside what is as high as the page; below, or above, everything else. */
const BESIDE: Readonly<Record<string, "rightTop" | "leftTop">> = {
  side: "rightTop",
  palette: "rightTop",
  canvas: "rightTop",
  settings: "leftTop",
};

const standing = (stop: string): HTMLElement | null => {
  const found = document.querySelector<HTMLElement>(`[data-tour="${stop}"]`);
  return found && found.getClientRects().length > 0 ? found : null;
};

export function TourRun({ name, stops }: TourRunProps) {
  const { t } = useTranslation("tour");
  const phone = usePhone();
  const [current, setCurrent] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const before = useRef(document.activeElement);
  // What stands on the page when the tour begins is what it leads through.
  const [found] = useState(() => stops.filter((stop) => standing(stop) !== null));
  const device = phone ? "phone" : "desk";

  useEffect(() => {
    const from = before.current;
    return () => {
      const isThere = from instanceof HTMLElement && from !== document.body && from.isConnected;
      (isThere ? from : document.getElementById("content"))?.focus();
    };
  }, []);
  // The keyboard is where the step is, so that Enter goes on.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each step takes the keyboard anew
  useEffect(() => {
    const frame = requestAnimationFrame(() =>
      box.current?.closest(".ant-tour")?.querySelector<HTMLElement>(".ant-tour-next-btn")?.focus(),
    );
    return () => cancelAnimationFrame(frame);
  }, [current]);

  const steps = useMemo(
    (): NonNullable<TourProps["steps"]> =>
      found.map((stop, at) => {
        const title = t(`tour:${name}.${stop}.title`);
        const text = t(`tour:${name}.${stop}.${device}`, { defaultValue: t(`tour:${name}.${stop}.text`) });
        return {
          title,
          description: (
            <div ref={box}>
              <p className={styles.text}>{text}</p>
              <p className="visually-hidden" role="status">
                {t("step", { number: at + 1, count: found.length, title, text })}
              </p>
            </div>
          ),
          ...(BESIDE[stop] ? { placement: BESIDE[stop] } : {}),
          target: () => standing(stop) as HTMLElement,
          nextButtonProps: { children: t(at === found.length - 1 ? "finish" : "next") },
          prevButtonProps: { children: t("previous") },
        };
      }),
    [found, name, device, t],
  );
  const end = (): void => void endTour(name);
  return (
    <Tour
      open={steps.length > 0}
      steps={steps}
      current={current}
      onChange={setCurrent}
      onClose={end}
      onFinish={end}
      closable={{ "aria-label": t("leave") }}
      scrollIntoViewOptions={{ block: "nearest" }}
      indicatorsRender={(at, total) => (
        <span className={styles.count}>{t("count", { number: at + 1, count: total })}</span>
      )}
    />
  );
}
