import { expect, test } from "vitest";
import { currencyInWords, zoneInWords } from "./facts";

test("zones and currencies are told by name, and by the code that other programs know", () => {
  expect(zoneInWords("Asia/Shanghai", "zh-CN")).toBe("中国标准时间（Asia/Shanghai）");
  expect(zoneInWords("Europe/Berlin", "en")).toBe("Central European Time (Europe/Berlin)");
  expect(currencyInWords("CNY", "zh-CN")).toBe("人民币（CNY）");
  expect(currencyInWords("EUR", "en")).toBe("Euro (EUR)");
});

test("a code without a name stays as it is", () => {
  expect(currencyInWords("QQQ", "en")).toBe("QQQ");
});
