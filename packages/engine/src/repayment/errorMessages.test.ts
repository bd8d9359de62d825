/** What a caller is told: each refusal as it is provoked, with the sentence word for word. */
import { expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { dueKinds } from "../due/due.ts";
import { allocate } from "./allocate.ts";
import type { Waterfall } from "./waterfall.ts";

const waterfall: Waterfall = { direction: "vertical", kinds: dueKinds };
const due = { id: "installment 1", dueOn: plainDate("2024-01-31"), unpaid: { interest: 40 } };
const options = {
  currency: "INR",
  dues: [due],
  amount: 10,
  waterfall,
  asOf: plainDate("2024-03-01"),
} as const;

/** Patches as callers without types send them. */
const withOptions = (patch: object): unknown => allocate(Object.assign({}, options, patch));
const withWaterfall = (patch: object): unknown =>
  allocate({ ...options, waterfall: Object.assign({}, waterfall, patch) });
const withDue = (patch: object): unknown =>
  allocate({ ...options, dues: [Object.assign({}, due, patch)] });

test.each<[code: string, cause: () => unknown, details: object, message: string]>([
  [
    "UNKNOWN_CURRENCY",
    () => withOptions({ currency: "Rs" }),
    { found: "Rs" },
    '"Rs" is not an ISO 4217 currency code, expected one such as "INR".',
  ],
  [
    "UNKNOWN_OPTION",
    () => withWaterfall({ direction: "diagonal" }),
    {
      field: "waterfall.direction",
      found: "diagonal",
      expected: ["vertical", "horizontal"],
    },
    'waterfall.direction is "diagonal", expected one of vertical, horizontal.',
  ],
  [
    "INVALID_WATERFALL",
    () => withWaterfall({ kinds: ["penalty", "fee", "interest", "capital"] }),
    { found: ["penalty", "fee", "interest", "capital"] },
    "The waterfall pays [penalty, fee, interest, capital], expected each of penalty, fee, " +
      "interest, principal once.",
  ],
  [
    "INVALID_WATERFALL",
    () => withWaterfall({ kinds: [...dueKinds, "fee"] }),
    { found: ["penalty", "fee", "interest", "principal", "fee"] },
    "The waterfall pays [penalty, fee, interest, principal, fee], expected each of penalty, fee, " +
      "interest, principal once.",
  ],
  [
    "UNKNOWN_OPTION",
    () => withDue({ unpaid: { interest: 40, intrest: 5 } }),
    { field: "unpaid of installment 1", found: "intrest", expected: dueKinds },
    'unpaid of installment 1 is "intrest", expected one of penalty, fee, interest, principal.',
  ],
  [
    "DUPLICATE_DUE",
    () => withOptions({ dues: [due, { ...due, id: "installment 2" }, due] }),
    { dueId: "installment 1" },
    "Two dues are called installment 1, expected an id of its own for each.",
  ],
  [
    "CANNOT_ALLOCATE",
    () => withOptions({ amount: "-0.01" }),
    { field: "amount", found: "-0.01" },
    "amount is -0.01, expected an amount of zero or more.",
  ],
  [
    "CANNOT_ALLOCATE",
    () => withDue({ unpaid: { principal: -5 } }),
    { field: "principal of installment 1", found: "-5" },
    "principal of installment 1 is -5, expected an amount of zero or more.",
  ],
  [
    "NOT_A_NUMBER",
    () => withOptions({ amount: "ten" }),
    { field: "amount", found: "ten" },
    'amount is "ten", expected a plain decimal such as "1234.56", without separators, symbols or ' +
      "spaces.",
  ],
  [
    "AMOUNT_TOO_PRECISE",
    () => withDue({ unpaid: { fee: "0.001" } }),
    { field: "fee of installment 1", found: "0.001", places: 2 },
    "fee of installment 1 is 0.001, expected at most 2 decimal places. Round it first, with a mode " +
      "you choose; it is not rounded in silence.",
  ],
  [
    "AMOUNT_TOO_LARGE",
    () => withOptions({ amount: "90071992547409.92" }),
    { field: "amount", minorUnits: "9007199254740992" },
    "amount comes to 9007199254740992 minor units, beyond the largest that is computed exactly, " +
      "9007199254740991 (2^53 - 1). Split it, or use a larger currency unit.",
  ],
  [
    "INVALID_DATE",
    () => withDue({ dueOn: "2024-1-31" }),
    { field: "dueOn", found: "2024-1-31" },
    'dueOn is "2024-1-31", expected a calendar date as YYYY-MM-DD from 1900-01-01 to 9999-12-31.',
  ],
  [
    "INVALID_DATE",
    () => withOptions({ asOf: "today" }),
    { field: "asOf", found: "today" },
    'asOf is "today", expected a calendar date as YYYY-MM-DD from 1900-01-01 to 9999-12-31.',
  ],
])("%s", (code, cause, details, message) => {
  const error = thrownBy(cause);
  expect(error).toMatchObject({ code, message, kind: "invalid", retryable: false });
  expect(error).toHaveProperty("details", details);
});

function thrownBy(cause: () => unknown): unknown {
  try {
    return cause();
  } catch (error) {
    return error;
  }
}
