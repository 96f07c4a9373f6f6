/** How wide a text is drawn in the grid. */
import { fontFamily } from "~/ui/tokens";

let pen: CanvasRenderingContext2D | null = null;

export function textWidth(text: string): number {
  pen ??= document.createElement("canvas").getContext("2d");
  if (!pen) return text.length * 8;
  pen.font = `14px ${fontFamily}`;
  return pen.measureText(text).width;
}
