import { render } from "@testing-library/react";
import { expect, test } from "vitest";
import { safeAddress } from "./addresses";
import { clockDuration, durationInWords, HOUR, MINUTE, readDuration } from "./durations";
import { hueOf } from "./fields/tag";
import { htmlOfText, textOfHtml } from "./htmlText";
import MarkdownDocument from "./MarkdownDocument";
import { dialled, readablePhone } from "./phoneNumbers";
import { RichDocument } from "./RichDocument";
import { boundsOf } from "./strokes";

test.each([
  ["1:30", 5400],
  ["１：３０：０５", 5405],
  ["90", 5400],
  ["1.5h", 5400],
  ["1小时30分", 5400],
  ["2d 3h", 183_600],
  ["-1 day", -86_400],
  ["  ", null],
  ["soon", undefined],
  ["1:75", undefined],
])("%s is a length of %s seconds", (written, seconds) => {
  expect(readDuration(written, MINUTE)).toBe(seconds);
});

test("a bare number counts what the field shows last", () => {
  expect([readDuration("2", 1), readDuration("2", HOUR)]).toEqual([2, 7200]);
});

test.each([93_784, -86_400, 0, 59, 3600])("what is written of %s seconds is read back", (seconds) => {
  expect(readDuration(clockDuration(seconds), MINUTE)).toBe(seconds);
  expect(readDuration(durationInWords(seconds, "zh-CN"), HOUR)).toBe(seconds);
  expect(readDuration(durationInWords(seconds, "en"), HOUR)).toBe(seconds);
});

test.each([
  ["+8613800138000", "138 0013 8000"],
  ["+862158881234;ext=805", "021 5888 1234-805"],
  ["+8675588881234", "0755 8888 1234"],
  ["+864008208820", "400 820 8820"],
  ["+16502530000", "+16502530000"],
  ["138****8000", "138****8000"],
  ["1380013", "1380013"],
])("%s is read as %s", (kept, shown) => {
  expect(readablePhone(kept)).toBe(shown);
});

test("only a whole number can be dialled", () => {
  expect([dialled("+8613800138000"), dialled("138****8000"), dialled("13800138000"), dialled(null)]).toEqual([
    "tel:+8613800138000",
    undefined,
    undefined,
    undefined,
  ]);
});

test("what a browser would run is no address", () => {
  const hostile = [
    "javascript:alert(1)",
    " javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "//example.com",
  ];
  expect(hostile.map(safeAddress)).toEqual(hostile.map(() => undefined));
  expect(safeAddress("HTTPS://example.com")).toBe("HTTPS://example.com");
});

test("a document draws what is allowed and nothing else", () => {
  const html =
    '<p onclick="x()" style="color:red">a<strong>b</strong><script>x()</script><img src="x" onerror="x()">' +
    '<a href="javascript:x()">c</a><a href="https://example.com" onclick="x()">d</a><svg onload="x()"></svg></p>';
  const { container } = render(<RichDocument html={html} />);

  expect(container.querySelectorAll("script, img, svg, [onclick], [style]")).toHaveLength(0);
  expect([...container.querySelectorAll("a")].map((link) => link.outerHTML)).toEqual([
    '<a href="https://example.com" target="_blank" rel="noopener noreferrer">d</a>',
  ]);
  expect(container.querySelector("strong")?.textContent).toBe("b");
});

test("a document and its text lead to each other", () => {
  expect(textOfHtml("<h2>会议</h2><p>a &lt; b &amp; c<br>d</p><ul><li><p>e</p></li></ul>")).toBe(
    "会议\na < b & c\nd\ne",
  );
  expect(textOfHtml(htmlOfText("a < b\n\n&amp;"))).toBe("a < b\n\n&amp;");
});

test("a word has the same colour whatever its case", () => {
  expect(hueOf("VIP")).toBe(hueOf("vip"));
});

test("Markdown is laid out without running or loading anything in it", () => {
  const text =
    '# a\n\n<img src=x onerror="x()"> **b**\n\n![c](https://example.com/c.png) [d](javascript:x())\n\n' +
    "| e |\n| --- |\n| f |\n\n- [x] g";
  const { container } = render(<MarkdownDocument text={text} />);

  expect(container.querySelectorAll("img, script, input, [onerror]")).toHaveLength(0);
  expect([...container.querySelectorAll("a")].map((link) => link.getAttribute("href"))).toEqual([
    "https://example.com/c.png",
  ]);
  expect(container.querySelector("h1")?.textContent).toBe("a");
  expect(container.querySelector("strong")?.textContent).toBe("b");
  expect([...container.querySelectorAll("th, td")].map((cell) => cell.textContent)).toEqual(["e", "f"]);
  expect(container.textContent).toContain('<img src=x onerror="x()">');
});

test("what was written by hand is cut out of the paper", () => {
  const strokes = [
    [
      { x: 40, y: 30 },
      { x: 100, y: 60 },
    ],
    [{ x: 70, y: 20 }],
  ];

  expect(boundsOf(strokes)).toEqual({ left: 28, top: 8, width: 84, height: 64 });
  expect(boundsOf([])).toBeNull();
});
