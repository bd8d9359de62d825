/** Which term a refusal is about, where its rule is not the schedule's own. */
import { expect, test } from "vitest";
import { fee, loan, newRate, onDue, prepaid, steps } from "../testing/refusedLoans.ts";
import { withArrears } from "./arrears.ts";
import { emi } from "./emi.ts";

function thrownBy(cause: () => unknown): unknown {
  try {
    return cause();
  } catch (error) {
    return error;
  }
}

test.each<[code: string, field: string, cause: () => unknown, details: object]>([
  ["INVALID_DATE", "disbursedOn", () => loan({ disbursedOn: "x" }), {}],
  ["INVALID_DATE", "firstDueOn", () => loan({ firstDueOn: "x" }), {}],
  [
    "INVALID_DATE",
    "installments",
    () => loan({ disbursedOn: "9998-12-31", installments: 13 }),
    { found: "13 periods, the last of them due after 9999-12-31" },
  ],
  [
    "INVALID_DATE",
    "rates.0.from",
    () => loan({ rates: [{ from: "x", annualRatePercent: 9 }] }),
    {},
  ],
  ["INVALID_DATE", "tranches.0.on", () => loan({ tranches: [{ on: "x", amount: 9 }] }), {}],
  ["INVALID_DATE", "change.on", () => prepaid(loan({}), 1, JSON.parse('"x"')), {}],
  ["INVALID_DATE", "change.from", () => newRate(loan({}), 1, JSON.parse('"x"')), {}],
  ["INVALID_DATE", "unpaidUntil", () => withArrears(loan({}), JSON.parse('"x"')), {}],
  ["NOT_A_NUMBER", "principal", () => loan({ principal: "x" }), {}],
  ["NOT_A_NUMBER", "annualRatePercent", () => loan({ annualRatePercent: "x" }), {}],
  ["NOT_A_NUMBER", "maxResidue", () => loan({ maxResidue: "x" }), {}],
  [
    "NOT_A_NUMBER",
    "rounding.installmentUnit",
    () => loan({ rounding: { mode: "up", installmentUnit: "x" } }),
    {},
  ],
  [
    "NOT_A_NUMBER",
    "rates.0.annualRatePercent",
    () => loan({ rates: [{ from: onDue, annualRatePercent: "x" }] }),
    {},
  ],
  ["NOT_A_NUMBER", "tranches.0.amount", () => loan({ tranches: [{ on: onDue, amount: "x" }] }), {}],
  ["NOT_A_NUMBER", "downPaymentPercent", () => loan({ downPaymentPercent: "x" }), {}],
  ["NOT_A_NUMBER", "method.balloon", () => loan({ method: { name: "balloon", balloon: "x" } }), {}],
  ["NOT_A_NUMBER", "method.steps.1.times", () => loan(steps([1, 1], [2, "x"])), {}],
  [
    "NOT_A_NUMBER",
    "method.least",
    () => loan({ method: { name: "minimumDue", percentOfBalance: 3, least: "x" } }),
    {},
  ],
  ["NOT_A_NUMBER", "fees.1.amount", () => loan(fee({ amount: "x" })), {}],
  ["NOT_A_NUMBER", "change.amount", () => prepaid(loan({}), "x"), {}],
  ["NOT_A_NUMBER", "change.annualRatePercent", () => newRate(loan({}), "x"), {}],
  [
    "NOT_A_NUMBER",
    "rounding.unit",
    () =>
      emi({
        principal: 5,
        annualRatePercent: 1,
        tenorMonths: 1,
        rounding: { mode: "up", unit: "x" },
      }),
    {},
  ],
  [
    "NOT_A_NUMBER",
    "principal",
    () => emi({ principal: "x", annualRatePercent: 1, tenorMonths: 1 }),
    {},
  ],
  [
    "AMOUNT_TOO_LARGE",
    "principal",
    () => emi({ principal: "9007199254740992", annualRatePercent: 1, tenorMonths: 1 }),
    {},
  ],
  [
    "AMOUNT_TOO_LARGE",
    "rounding.unit",
    () =>
      emi({
        principal: 1,
        annualRatePercent: 1,
        tenorMonths: 1,
        rounding: { mode: "up", unit: "9007199254740992" },
      }),
    {},
  ],
  [
    "UNKNOWN_OPTION",
    "method",
    () => loan({ method: "balloon" }),
    { found: "balloon", expected: ["annuity", "equalPrincipal", "flat", "interestOnly", "bullet"] },
  ],
  [
    "UNKNOWN_OPTION",
    "method.name",
    () => loan({ method: { name: "annuity" } }),
    { found: "annuity", expected: ["balloon", "stepped", "minimumDue"] },
  ],
  ["UNKNOWN_OPTION", "dayCount", () => loan({ dayCount: "x" }), {}],
  ["UNKNOWN_OPTION", "rounding.mode", () => loan({ rounding: { mode: "x" } }), {}],
  [
    "UNKNOWN_OPTION",
    "rounding.mode",
    () =>
      emi({
        principal: 1,
        annualRatePercent: 1,
        tenorMonths: 1,
        rounding: JSON.parse('{"mode":"x","unit":1}'),
      }),
    {},
  ],
  [
    "UNKNOWN_OPTION",
    "rounding.installmentMode",
    () => loan({ rounding: { mode: "up", installmentMode: "x" } }),
    {},
  ],
  [
    "UNKNOWN_OPTION",
    "lastInstallment",
    () => loan({ lastInstallment: "x" }),
    { expected: ["absorb", "smooth", "lower", "higher"] },
  ],
  [
    "UNKNOWN_OPTION",
    "onChange",
    () => loan({ onChange: "x" }),
    { expected: ["recompute", "level"] },
  ],
  [
    "UNKNOWN_OPTION",
    "negativeAmortization",
    () => loan({ negativeAmortization: "x" }),
    { expected: ["refuse", "capitalize"] },
  ],
  [
    "UNKNOWN_OPTION",
    "moratorium.interest",
    () => loan({ moratorium: { installments: 1, interest: "x" } }),
    { expected: ["paid", "capitalized", "waived"] },
  ],
  [
    "UNKNOWN_OPTION",
    "businessDay.interestUntil",
    () => loan({ businessDay: { interestUntil: "x" } }),
    { expected: ["unadjusted", "adjusted"] },
  ],
  [
    "UNKNOWN_OPTION",
    "fees.1.due",
    () => loan(fee({ due: "x", amount: 1 })),
    { expected: ["everyInstallment", "disbursement"] },
  ],
  [
    "UNKNOWN_OPTION",
    "fees.1.of",
    () => loan(fee({ percent: 1, of: "x" })),
    { expected: ["principal", "interest", "installment", "openingBalance", "loan"] },
  ],
])("%s names %s", (code, field, cause, details) => {
  expect(thrownBy(cause)).toMatchObject({ code, details: { field, ...details } });
});

test("dates out of order are both named", () => {
  const early = thrownBy(() => loan({ firstDueOn: "2024-01-30" }));
  expect(early).toMatchObject({
    code: "DATES_OUT_OF_ORDER",
    details: { start: "2024-01-31", end: "2024-01-30" },
  });
});
