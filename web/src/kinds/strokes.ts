/** What is drawn by hand: strokes of points, drawn as one line each, and cut out of the paper as a picture. */

export interface Point {
  x: number;
  y: number;
}

export type Stroke = readonly Point[];

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export const INK = 3;
/** White left around what was written. */
const MARGIN = 12;
/** Dots to a pixel of the page, so that a line is smooth on paper too. */
const DENSITY = 2;

/** The part of the paper that has been written on. */
export function boundsOf(strokes: readonly Stroke[]): Box | null {
  const points = strokes.flat();
  if (points.length === 0) return null;
  const [left, top] = [Math.min(...points.map(({ x }) => x)), Math.min(...points.map(({ y }) => y))];
  const [right, bottom] = [Math.max(...points.map(({ x }) => x)), Math.max(...points.map(({ y }) => y))];
  return {
    left: left - MARGIN,
    top: top - MARGIN,
    width: right - left + 2 * MARGIN,
    height: bottom - top + 2 * MARGIN,
  };
}

/** Through the middles between points, so that a hand's line has no corners. */
function trace(paper: CanvasRenderingContext2D, stroke: Stroke): void {
  const [first, ...rest] = stroke;
  if (!first) return;
  paper.beginPath();
  paper.moveTo(first.x, first.y);
  if (rest.length === 0) paper.lineTo(first.x + 0.1, first.y);
  rest.forEach((point, place) => {
    const next = rest[place + 1];
    if (next) paper.quadraticCurveTo(point.x, point.y, (point.x + next.x) / 2, (point.y + next.y) / 2);
    else paper.lineTo(point.x, point.y);
  });
  paper.stroke();
}

/** Draws all strokes on a canvas that shows a box of the paper. */
export function draw(canvas: HTMLCanvasElement, strokes: readonly Stroke[], box: Box, density: number): void {
  canvas.width = Math.ceil(box.width * density);
  canvas.height = Math.ceil(box.height * density);
  const paper = canvas.getContext("2d");
  if (!paper) return;
  paper.fillStyle = "#fff";
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.setTransform(density, 0, 0, density, -box.left * density, -box.top * density);
  paper.strokeStyle = "#111";
  paper.lineWidth = INK;
  paper.lineCap = "round";
  paper.lineJoin = "round";
  for (const stroke of strokes) trace(paper, stroke);
}

/** What was written, without the blank paper around it. */
export async function pictureOf(strokes: readonly Stroke[], name: string): Promise<File | null> {
  const box = boundsOf(strokes);
  if (!box) return null;
  const canvas = document.createElement("canvas");
  draw(canvas, strokes, box, DENSITY);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, "image/png");
  });
  return blob && new File([blob], name, { type: "image/png" });
}
