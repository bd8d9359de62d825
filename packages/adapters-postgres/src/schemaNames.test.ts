import { expect, test } from "vitest";
import { badSchemaName } from "./errors.ts";
import { schemaNames } from "./schemaNames.ts";

test.each(["lendkit", "Lender_2", "_", "a".repeat(63), "select"])("%s is a name", (schema) => {
  expect(schemaNames(schema).customers).toBe(`"${schema}".customers`);
});

test.each([
  "",
  "2nd",
  "two words",
  'quo"te',
  "semi;colon",
  "dash-ed",
  "dotted.name",
  "ñ",
  "new\nline",
  "lendkit\n",
  "pg_lendkit",
  "a".repeat(64),
])("%j is refused", (schema) => {
  expect(() => schemaNames(schema)).toThrow(badSchemaName({ found: schema }));
});
