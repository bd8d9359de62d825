import { describe, expect, test } from "vitest";

import { type ErrorType, errorType, isLendkitError, LendkitError } from "./errors.ts";

const accountFrozen: ErrorType<{ readonly account: string }> = errorType("ACCOUNT_FROZEN", {
  kind: "refused",
  message: ({ account }) => `Account ${account} is frozen.`,
});

const storeBusy: ErrorType<{ readonly waitedMs: number }> = errorType("STORE_BUSY", {
  kind: "unavailable",
  retryable: true,
  message: ({ waitedMs }) => `No answer in ${waitedMs} ms.`,
});

test("an error carries its code, details, message and kind", () => {
  const error = accountFrozen({ account: "A-1" });
  expect(error).toBeInstanceOf(LendkitError);
  expect(error).toBeInstanceOf(Error);
  expect(error.name).toBe("LendkitError");
  expect(error.code).toBe("ACCOUNT_FROZEN");
  expect(error.details).toEqual({ account: "A-1" });
  expect(error.message).toBe("Account A-1 is frozen.");
  expect(error.kind).toBe("refused");
});

test("an error says whether a retry can help, and does not unless told", () => {
  expect(accountFrozen({ account: "A-1" }).retryable).toBe(false);
  expect(storeBusy({ waitedMs: 5 }).retryable).toBe(true);
});

test("an error type shows its code and keeps the cause", () => {
  expect(accountFrozen.code).toBe("ACCOUNT_FROZEN");
  const cause = new Error("socket closed");
  expect(storeBusy({ waitedMs: 5 }, { cause }).cause).toBe(cause);
});

describe("recognizing an error", () => {
  const fromAnotherCopy = Object.assign(new Error("Account A-2 is frozen."), {
    name: "LendkitError",
    code: "ACCOUNT_FROZEN",
  });
  const withoutCode = Object.assign(new Error("?"), { name: "LendkitError" });
  const lookalike = { name: "LendkitError", code: "ACCOUNT_FROZEN", message: "?" };
  const foreign = Object.assign(new Error("?"), { code: "ACCOUNT_FROZEN" });

  test.each<[string, unknown, boolean, boolean]>([
    ["of the code", accountFrozen({ account: "A-1" }), true, true],
    ["of the code, made by another copy", fromAnotherCopy, true, true],
    ["of another code", storeBusy({ waitedMs: 5 }), true, false],
    ["without a code", withoutCode, false, false],
    ["of another library with the same code", foreign, false, false],
    ["that is no Error", lookalike, false, false],
    ["that is text", "ACCOUNT_FROZEN", false, false],
    ["that is null", null, false, false],
  ])("one %s", (_, error, ours, ofTheCode) => {
    expect(isLendkitError(error)).toBe(ours);
    expect(accountFrozen.is(error)).toBe(ofTheCode);
  });
});
