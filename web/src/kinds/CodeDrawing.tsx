/** A code for scanners, drawn as lines or squares; it is loaded when the first one is shown. */
import { QRCode } from "antd";
import JsBarcode from "jsbarcode";
import { useEffect, useRef } from "react";
import styles from "./field.module.css";

/** What a bar code of the usual kind can hold, and a scanner can still read. */
const BARS = /^[ -~]{1,48}$/;
const SIZE = 132;
const HEIGHT = 64;
/** Above this a QR code of this size has squares too small for a telephone. */
const MOST = 1000;

export interface CodeDrawingProps {
  text: string;
  shape: "qr" | "code128";
  label: string;
  /** Said instead of a code that cannot be. */
  refusal: string;
}

function Bars({ text, label }: { text: string; label: string }) {
  const drawing = useRef<SVGSVGElement>(null);
  useEffect(() => {
    if (!drawing.current) return;
    JsBarcode(drawing.current, text, {
      format: "CODE128",
      width: 1.6,
      height: HEIGHT,
      margin: 10,
      displayValue: false,
      background: "#ffffff",
      lineColor: "#000000",
    });
  }, [text]);
  return <svg ref={drawing} role="img" aria-label={label} className={styles.scanned} />;
}

export default function CodeDrawing({ text, shape, label, refusal }: CodeDrawingProps) {
  if (shape === "code128" ? !BARS.test(text) : text.length > MOST) {
    return <span className={styles.quiet}>{refusal}</span>;
  }
  if (shape === "code128") return <Bars text={text} label={label} />;
  return (
    <span role="img" aria-label={label} className={styles.scanned}>
      {/* What draws it calls itself a picture as well, without a name. */}
      <span aria-hidden>
        <QRCode
          type="svg"
          value={text}
          size={SIZE}
          bordered={false}
          color="#000000"
          bgColor="#ffffff"
          errorLevel="M"
          marginSize={2}
        />
      </span>
    </span>
  );
}
