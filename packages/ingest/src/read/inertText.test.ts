import fc from "fast-check";
import { expect, test } from "vitest";
import { inertText, isUnprintable, maskDigits } from "./inertText.ts";

const x = (count: number): string => "x".repeat(count);

test.each([
  ["plain", "plain"],
  [x(60), x(60)],
  [x(61), `${x(59)}…`],
  ["😀".repeat(60), "😀".repeat(60)],
  ["😀".repeat(61), `${"😀".repeat(59)}…`],
  ["a\u0000b\nc\u0085", "a\ufffdb\ufffdc\ufffd"],
  ["half \ud83d of a pair", "half \ufffd of a pair"],
  ["=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"],
])("%j is shown as %j", (text, shown) => {
  expect(inertText(text)).toBe(shown);
});

test.each([
  ["9629317944", "******7944"],
  ["+91 98765-43210", "+** *****-*3210"],
  ["4321", "****"],
  ["54321", "*4321"],
  ["none", "none"],
  // Devanagari digits
  ["९६२९३१७९४४", "******७९४४"],
])("the digits of %j are hidden as %j", (text, masked) => {
  expect(maskDigits(text)).toBe(masked);
});

test("what is shown is short, printable, and stays as it is when shown again", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      const shown = inertText(text);
      expect([...shown].length).toBeLessThanOrEqual(60);
      expect(isUnprintable(shown)).toBe(false);
      expect(inertText(shown)).toBe(shown);
    }),
  );
});
