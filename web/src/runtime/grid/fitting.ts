/** How wide a text is drawn in the grid. */
import { fontFamily } from "~/ui/tokens";

let pen: CanvasRenderingContext2D | null = null;

export function textWidth(text: string): number {
  pen ??= document.createElement("canvas").getContext("2d");
  if (!pen) return text.length * 8;
  pen.font = `14px ${fontFamily}`;
  return pen.measureText(text).width;
}

/** A chip is written smaller than a cell, and has its padding and the cell's beside it. */
const CHIP = { scale: 0.87, beside: 40 };

export function chipWidth(words: readonly string[]): number {
  return Math.ceil(Math.max(0, ...words.map(textWidth)) * CHIP.scale) + CHIP.beside;
}

/** A heading is smaller and bolder than a cell, and has its padding and the arrow of the order beside it. */
const HEADING = { scale: 0.9, beside: 34 };

export function headingWidth(text: string): number {
  return Math.ceil(textWidth(text) * HEADING.scale) + HEADING.beside;
}
