/** China's regions as a tree, loaded when the first field of theirs is drawn. */
import { useQuery } from "@tanstack/react-query";
import type { Branch } from "./tree";

export type Level = "province" | "city" | "district";

const DIGITS: Readonly<Record<Level, number>> = { province: 2, city: 4, district: 6 };

/** What people leave away: 广东, 深圳, 南山. */
const ENDINGS = /(?:壮族|回族|维吾尔)?自治区$|特别行政区$|[省市区县盟]$|地区$/;

type Names = Readonly<Record<string, string>>;

let loaded: Promise<Names> | null = null;
let names: Names = {};

export function loadRegions(): Promise<Names> {
  loaded ??= import("./regions.json").then((file) => {
    names = file.default;
    return names;
  });
  return loaded;
}

const trees = new Map<Level, Branch[]>();

/** Provinces with what is below them, down to a level. */
function treeOf(level: Level): Branch[] {
  const known = trees.get(level);
  if (known) return known;
  const found: Branch[] = [];
  const byCode = new Map<string, Branch>();
  for (const [code, label] of Object.entries(names).sort(([one], [other]) => one.localeCompare(other))) {
    const own = code.endsWith("0000") ? 2 : code.endsWith("00") ? 4 : 6;
    if (own > DIGITS[level]) continue;
    const branch: Branch = { value: code, label, short: label.replace(ENDINGS, "") || label };
    byCode.set(code, branch);
    const above = byCode.get(code.slice(0, own - 2).padEnd(6, "0"));
    if (own === 2 || !above) found.push(branch);
    else {
      above.children ??= [];
      above.children.push(branch);
    }
  }
  trees.set(level, found);
  return found;
}

/** The tree down to a level; empty until it is there. */
export function useRegions(level: Level): Branch[] {
  const { data } = useQuery({
    queryKey: ["regions"],
    queryFn: loadRegions,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return data ? treeOf(level) : [];
}

/** The names on the way to a code, a city that is its province said once; the code itself until they are there. */
export function regionText(code: string): string {
  const way = [code.slice(0, 2), code.slice(0, 4), code]
    .map((part) => part.padEnd(6, "0"))
    .filter((part, at, all) => all.indexOf(part) === at)
    .map((part) => names[part]);
  const [province, city] = way;
  const said = province !== undefined && province === city ? way.slice(1) : way;
  return said.every((name) => name !== undefined) ? said.join("") : code;
}

/** The code of that level which a written name ends with, if only one does. */
export async function readRegion(text: string, level: Level): Promise<string | "unknown" | "several"> {
  await loadRegions();
  const plain = text.replaceAll(/[\s/／\\,，、·>＞-]+/g, "");
  const fits = Object.keys(names).filter(
    (code) =>
      (code.endsWith("0000") ? "province" : code.endsWith("00") ? "city" : "district") === level &&
      (code === plain || regionText(code) === plain || regionText(code).endsWith(plain)),
  );
  const exact = fits.filter((code) => code === plain || regionText(code) === plain);
  const [only] = exact.length > 0 ? exact : fits;
  if (!only) return "unknown";
  return (exact.length > 0 ? exact : fits).length > 1 ? "several" : only;
}
