/** Amounts in Chinese capitals, as engines/expression/functions/capitals.py says them. */
import type { Definitions } from "../types";
import { Decimal } from "../values";

const LIMIT = new Decimal(10).pow(16);
const FIGURES = "零壹贰叁肆伍陆柒捌玖";
const UNITS = ["仟", "佰", "拾", ""];
const GROUPS = ["万", "亿", "万", ""];

/** Four figures with their units, still as figures: one zero for several, and none at the end. */
function four(figures: string): string {
  const said = Array.from(figures, (figure, place) => (figure === "0" ? "0" : figure + UNITS[place]));
  return said.join("").replace(/0+/g, "0").replace(/0$/, "");
}

function yuanText(figures: string): string {
  let said = "";
  let skipped = false;
  GROUPS.forEach((unit, place) => {
    const group = four(figures.slice(place * 4, place * 4 + 4));
    if (group) {
      said += (skipped && !group.startsWith("0") ? "0" : "") + group + (unit === "亿" ? "" : unit);
    }
    if (unit === "亿" && said) said += unit;
    skipped = said !== "" && !group;
  });
  return said.replace(/^0/, "");
}

function capitals(value: Decimal): string | null {
  const amount = value.toDecimalPlaces(2);
  if (amount.abs().gte(LIMIT)) return null;
  const [whole = "", fen = "00"] = amount.abs().toFixed(2).split(".");
  const said = yuanText(whole.padStart(16, "0"));
  const [tenths = "0", hundredths = "0"] = fen;
  let tail = tenths !== "0" ? `${tenths}角` : said && hundredths !== "0" ? "0" : "";
  if (hundredths !== "0") tail += `${hundredths}分`;
  const yuan = said ? `${said}元${whole.endsWith("0") && tenths !== "0" ? "0" : ""}` : "";
  const shown = tail ? yuan + tail : `${yuan || "0元"}整`;
  const sign = amount.isNegative() && !amount.isZero() ? "负" : "";
  return sign + shown.replace(/\d/g, (figure) => FIGURES[Number(figure)] ?? "");
}

export const amounts: Definitions = { RMBCAP: { run: capitals } };
