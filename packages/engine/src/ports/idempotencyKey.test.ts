import { expect, test } from "vitest";
import { badIdempotencyKey } from "./errors.ts";
import { isIdempotencyKey } from "./idempotencyKey.ts";

// U+1F642 is one character and two UTF-16 code units; \ud83d alone is half of it.
test.each<[what: string, key: string, allowed: boolean]>([
  ["nothing", "", false],
  ["one character", "k", true],
  ["200 characters", "k".repeat(200), true],
  ["201 characters", "k".repeat(201), false],
  ["200 characters of two code units", "\u{1f642}".repeat(200), true],
  ["201 characters of two code units", "\u{1f642}".repeat(201), false],
  ["spaces, quotes and line feeds", " '\"\\\n", true],
  ["half of a pair", "a\ud83db", false],
  ["the other half of a pair", "a\ude42b", false],
  ["U+0000", "a\0b", false],
])("%s", (_what, key, allowed) => {
  expect(isIdempotencyKey(key)).toBe(allowed);
});

test("the error says what was found and what is expected", () => {
  expect(badIdempotencyKey({ found: 'a\0"' })).toMatchObject({
    code: "BAD_IDEMPOTENCY_KEY",
    kind: "invalid",
    retryable: false,
    message:
      'The idempotency key is "a\\u0000\\"", expected 1 to 200 characters, none of them U+0000 or ' +
      "half of a surrogate pair.",
  });
});
