/** What a caller is told: each refusal as it is provoked, with the sentence word for word. */
import { expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { assessPenalty, type PenaltyRule } from "./penalty.ts";

const rule: PenaltyRule = {
  kind: "annualDaily",
  annualRatePercent: 10,
  graceDays: 0,
  graceDaysCount: true,
  on: "principalAndInterest",
  rounding: "halfEven",
};
const due = { id: "installment 1", dueOn: plainDate("2024-01-31"), amount: 100 };
const options = { currency: "INR", rule, overdue: [due], asOf: plainDate("2024-03-01") } as const;

/** Patches as callers without types send them. */
const withRule = (patch: object): unknown =>
  assessPenalty({ ...options, rule: Object.assign({}, rule, patch) });
const withDue = (patch: object): unknown =>
  assessPenalty({ ...options, overdue: [due, Object.assign({}, due, patch)] });
const withOptions = (patch: object): unknown => assessPenalty(Object.assign({}, options, patch));

test.each<[code: string, cause: () => unknown, details: object, message: string]>([
  [
    "UNKNOWN_CURRENCY",
    () => withOptions({ currency: "inr" }),
    { found: "inr" },
    '"inr" is not an ISO 4217 currency code, expected one such as "INR".',
  ],
  [
    "UNKNOWN_OPTION",
    () => withRule({ kind: "percent" }),
    {
      field: "penalty.kind",
      found: "percent",
      expected: ["flat", "percentOnce", "percentMonthly", "annualDaily"],
    },
    'penalty.kind is "percent", expected one of flat, percentOnce, percentMonthly, annualDaily.',
  ],
  [
    "UNKNOWN_OPTION",
    () => withRule({ on: "interest" }),
    {
      field: "penalty.on",
      found: "interest",
      expected: ["principal", "principalAndInterest"],
    },
    'penalty.on is "interest", expected one of principal, principalAndInterest.',
  ],
  [
    "UNKNOWN_OPTION",
    () => withRule({ rounding: "HALF_UP" }),
    {
      field: "penalty.rounding",
      found: "HALF_UP",
      expected: ["halfEven", "halfUp", "halfDown", "up", "down", "ceiling", "floor"],
    },
    'penalty.rounding is "HALF_UP", expected one of halfEven, halfUp, halfDown, up, down, ceiling, ' +
      "floor.",
  ],
  [
    "INVALID_GRACE_DAYS",
    () => withRule({ graceDays: 1.5 }),
    { found: "1.5" },
    "graceDays is 1.5, expected a whole number of zero or more.",
  ],
  [
    "NEGATIVE_PENALTY",
    () => withRule({ kind: "flat", amount: "-0.01" }),
    { field: "penalty.amount", found: "-0.01" },
    "penalty.amount is -0.01, expected zero or more.",
  ],
  [
    "NEGATIVE_PENALTY",
    () => withRule({ mostPerDue: -1 }),
    { field: "penalty.mostPerDue", found: "-1" },
    "penalty.mostPerDue is -1, expected zero or more.",
  ],
  [
    "NEGATIVE_PENALTY",
    () => withRule({ mostPerLoan: -5 }),
    { field: "penalty.mostPerLoan", found: "-5" },
    "penalty.mostPerLoan is -5, expected zero or more.",
  ],
  [
    "NEGATIVE_PENALTY",
    () => withDue({ id: "installment 2", amount: -100 }),
    { field: "overdue installment 2", found: "-100" },
    "overdue installment 2 is -100, expected zero or more.",
  ],
  [
    "NOT_A_NUMBER",
    () => withDue({ amount: "1,000" }),
    { field: "overdue installment 1", found: "1,000" },
    'overdue installment 1 is "1,000", expected a plain decimal such as "1234.56", without ' +
      "separators, symbols or spaces.",
  ],
  [
    "AMOUNT_TOO_PRECISE",
    () => withRule({ kind: "flat", amount: "1.005" }),
    { field: "penalty.amount", found: "1.005", places: 2 },
    "penalty.amount is 1.005, expected at most 2 decimal places. Round it first, with a mode you " +
      "choose; it is not rounded in silence.",
  ],
  [
    "AMOUNT_TOO_LARGE",
    // 2^53 - 1 minor units, 30 times
    () => withDue({ amount: "90071992547409.91" }),
    { field: "The overdue amount", minorUnits: "270215977642229730" },
    "The overdue amount comes to 270215977642229730 minor units, beyond the largest that is " +
      "computed exactly, 9007199254740991 (2^53 - 1). Split it, or use a larger currency unit.",
  ],
  [
    "RATE_OUT_OF_RANGE",
    () => withRule({ annualRatePercent: -1 }),
    { field: "penalty.annualRatePercent", found: "-1" },
    "penalty.annualRatePercent is -1, expected percent a year from 0 to 1000, both included: " +
      'write 10.5 % as "10.5", not 0.105.',
  ],
  [
    "RATE_TOO_PRECISE",
    () => withRule({ kind: "percentOnce", percent: "0.0000000000001" }),
    { field: "penalty.percent", found: "0.0000000000001" },
    "penalty.percent is 0.0000000000001, expected at most 12 decimal places. Round it first, with " +
      "a mode you choose.",
  ],
  [
    "INVALID_DATE",
    () => withOptions({ asOf: "2024-02-30" }),
    { field: "asOf", found: "2024-02-30" },
    'asOf is "2024-02-30", expected a calendar date as YYYY-MM-DD from 1900-01-01 to 9999-12-31.',
  ],
  [
    "INVALID_DATE",
    () => withDue({ dueOn: "" }),
    { field: "dueOn", found: "" },
    'dueOn is "", expected a calendar date as YYYY-MM-DD from 1900-01-01 to 9999-12-31.',
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
