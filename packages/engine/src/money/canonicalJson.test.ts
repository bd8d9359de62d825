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

test.each<[what: string, value: object, text: string]>([
  ["in order already", { a: [{ b: 1, c: 2 }], b: null }, '{"a":[{"b":1,"c":2}],"b":null}'],
  ["out of order within a list", { a: [1, { c: 2, b: 1 }] }, '{"a":[1,{"b":1,"c":2}]}'],
  ["a bigint where all is in order", { a: 1n, b: { c: [2n] } }, '{"a":"1","b":{"c":["2"]}}'],
  [
    "what says itself how it is written",
    { b: new Date(0), a: 1 },
    '{"a":1,"b":"1970-01-01T00:00:00.000Z"}',
  ],
  ["and says it out of order", { a: { toJSON: () => ({ c: 1, b: 2 }) } }, '{"a":{"b":2,"c":1}}'],
  ["nothing said", { b: undefined, a: [undefined] }, '{"a":[null]}'],
  [
    "a key of JavaScript's own",
    JSON.parse('{"b":1,"__proto__":{"d":1,"c":2}}'),
    '{"__proto__":{"c":2,"d":1},"b":1}',
  ],
  [
    "the same in order",
    JSON.parse('{"__proto__":{"d":1,"c":2},"b":1}'),
    '{"__proto__":{"c":2,"d":1},"b":1}',
  ],
])("%s", (_what, value, text) => {
  const before = JSON.stringify(value, (_key, part) =>
    typeof part === "bigint" ? `${part}n` : part,
  );
  expect(canonicalJson(value)).toBe(text);
  // What was given is left as it was.
  expect(
    JSON.stringify(value, (_key, part) => (typeof part === "bigint" ? `${part}n` : part)),
  ).toBe(before);
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
