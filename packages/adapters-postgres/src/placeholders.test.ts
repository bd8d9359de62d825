import { expect, test } from "vitest";
import { knexStatement } from "./fromKnex.ts";
import { migrations } from "./migrations.ts";
import { splitAtPlaceholders } from "./placeholders.ts";

const params = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];

test.each<[string, string, readonly string[], readonly unknown[]]>([
  ["nothing", "SELECT 1", ["SELECT 1"], []],
  ["one", "SELECT $1::text", ["SELECT ", "::text"], ["a"]],
  ["another order", "SELECT $2, $1", ["SELECT ", ", ", ""], ["b", "a"]],
  ["the same twice", "$1 = $1", ["", " = ", ""], ["a", "a"]],
  ["two digits", "$10 $1", ["", " ", ""], ["j", "a"]],
  ["a text", "SELECT '$1', $1", ["SELECT '$1', ", ""], ["a"]],
  ["a text with a quote", "'it''s $1' $1", ["'it''s $1' ", ""], ["a"]],
  ["a name", 'SELECT "$1", $1', ['SELECT "$1", ', ""], ["a"]],
  ["a dollar quote", "$$ $1 $$ $1", ["$$ $1 $$ ", ""], ["a"]],
  ["a named dollar quote", "$x$ $$ $1 $y$ $x$ $1", ["$x$ $$ $1 $y$ $x$ ", ""], ["a"]],
  ["a comment to the end of the line", "-- it's $1\n$1", ["-- it's $1\n", ""], ["a"]],
  ["a comment", "/* it's\n$1 */ $1", ["/* it's\n$1 */ ", ""], ["a"]],
])("a statement with %s", (_what, text, parts, values) => {
  expect(splitAtPlaceholders(text, params)).toEqual({ parts, values });
});

test("Knex is told apart a value and a question mark", () => {
  const asKnex = knexStatement("SELECT '?', doc ? $1, a ?? b", ["key"]);
  expect(asKnex).toEqual({ text: "SELECT '\\?', doc \\? ?, a \\?\\? b", values: ["key"] });
});

// Knex has no word for it: it takes the backslash away.
test("no migration has a question mark after a backslash", () => {
  expect(migrations.filter(({ sql }) => sql.includes("\\?"))).toEqual([]);
});
