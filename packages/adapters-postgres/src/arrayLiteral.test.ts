import { expect, test } from "vitest";
import { arrayLiteral } from "./arrayLiteral.ts";

// Rules: https://www.postgresql.org/docs/18/arrays.html#ARRAYS-IO. What a server makes of these
// texts is asked through every client in clientValues.test.ts.
test.each<[readonly (string | null)[], string]>([
  [[], "{}"],
  [["a"], '{"a"}'],
  [["a", "b"], '{"a","b"}'],
  [[null, "NULL"], '{NULL,"NULL"}'],
  [[""], '{""}'],
  [["{1,2}"], '{"{1,2}"}'],
  [['say "b"'], String.raw`{"say \"b\""}`],
  [["back\\slash"], String.raw`{"back\\slash"}`],
  [["two\nlines"], '{"two\nlines"}'],
])("%j is %s", (items, literal) => {
  expect(arrayLiteral(items)).toBe(literal);
});
