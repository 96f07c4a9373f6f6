/** The sheet on which somebody signs with a finger, a pen or the mouse. */
import { Button, Modal } from "antd";
import { type PointerEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { usePhone } from "~/ui/phone";
import styles from "./SignaturePad.module.css";
import { draw, type Point, pictureOf, type Stroke } from "./strokes";

interface SignaturePadProps {
  title: string;
  onSigned: (picture: File) => void;
  onCancel: () => void;
}

export default function SignaturePad({ title, onSigned, onCancel }: SignaturePadProps) {
  const { t } = useTranslation("kind.signature");
  const phone = usePhone();
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const paper = useRef<HTMLCanvasElement>(null);
  const writing = useRef<number | null>(null);

  useEffect(() => {
    const canvas = paper.current;
    if (!canvas) return;
    const { clientWidth: width, clientHeight: height } = canvas;
    draw(canvas, strokes, { left: 0, top: 0, width, height }, window.devicePixelRatio || 1);
  }, [strokes]);

  const pointOf = (event: PointerEvent<HTMLCanvasElement>): Point => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };
  const onPointerDown = (event: PointerEvent<HTMLCanvasElement>) => {
    if (writing.current !== null || event.button !== 0) return;
    writing.current = event.pointerId;
    event.currentTarget.setPointerCapture(event.pointerId);
    const point = pointOf(event);
    setStrokes((all) => [...all, [point]]);
  };
  const onPointerMove = (event: PointerEvent<HTMLCanvasElement>) => {
    if (writing.current !== event.pointerId) return;
    const point = pointOf(event);
    setStrokes((all) => [...all.slice(0, -1), [...(all.at(-1) ?? []), point]]);
  };
  const onPointerEnd = (event: PointerEvent<HTMLCanvasElement>) => {
    if (writing.current === event.pointerId) writing.current = null;
  };
  const finish = async () => {
    const picture = await pictureOf(strokes, `${t("file")}.png`);
    if (picture) onSigned(picture);
  };
  return (
    <Modal
      open
      title={title}
      width={phone ? "100%" : 640}
      rootClassName={phone ? (styles.whole ?? "") : ""}
      onCancel={onCancel}
      footer={
        <div className={styles.row} style={{ justifyContent: "flex-end" }}>
          <Button
            disabled={strokes.length === 0}
            onClick={() => setStrokes((all) => all.slice(0, -1))}
            style={{ marginRight: "auto" }}
          >
            {t("undo")}
          </Button>
          <Button disabled={strokes.length === 0} onClick={() => setStrokes([])}>
            {t("again")}
          </Button>
          <Button type="primary" disabled={strokes.length === 0} onClick={() => void finish()}>
            {t("done")}
          </Button>
        </div>
      }
    >
      <div className={styles.pad}>
        <canvas
          ref={paper}
          className={styles.paper}
          role="img"
          aria-label={t("paper")}
          onPointerDown={onPointerDown}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerEnd}
          onPointerCancel={onPointerEnd}
        />
        <span className={styles.line} aria-hidden />
      </div>
    </Modal>
  );
}
