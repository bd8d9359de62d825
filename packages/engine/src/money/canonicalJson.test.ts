import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson } from "./canonicalJson.ts";

test("keys are sorted at every level, lists keep their order, nothing is added", () => {
  const value = { b: [{ z: 1, a: "ñ" }, 2], a: { d: null, c: true }, B: 0 };
  expect(canonicalJson(value)).toBe('{"B":0,"a":{"c":true,"d":null},"b":[{"a":"ñ","z":1},2]}');
});

test('a bigint is its decimal text, so that 50n and "50" are one', () => {
  expect(canonicalJson({ a: [50n], b: { c: -(2n ** 64n) } })).toBe(
    '{"a":["50"],"b":{"c":"-18446744073709551616"}}',
  );
});

test("it reads back as the same value, whatever order the keys came in", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const text = canonicalJson(value);
      const reversed = Object.fromEntries(Object.entries(value).reverse());
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(reversed)).toBe(text);
    }),
  );
});
