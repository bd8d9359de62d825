/**
 * What a caller is told: each refusal of a schedule as it is provoked, with its code, whose turn it
 * is, what was found, and the sentence word for word.
 */
import { expect, test } from "vitest";
import { satSun } from "../calendar/holidayCalendar.ts";
import { plainDate } from "../calendar/plainDate.ts";
import type { ErrorKind } from "../errors.ts";
import { fee, loan, newRate, onDue, prepaid, steps } from "../testing/refusedLoans.ts";
import { withArrears } from "./arrears.ts";
import { emi } from "./emi.ts";
import { factorOf } from "./periodInterest.ts";
import { reschedule } from "./reschedule.ts";
import type { Schedule } from "./schedule.ts";

const flat = (): Schedule => loan({ method: "flat" });
const moratorium = { installments: 1, interest: "paid" };
const tranches = [{ on: "2024-03-01", amount: 100 }];

function thrownBy(cause: () => unknown): unknown {
  try {
    return cause();
  } catch (error) {
    return error;
  }
}

interface Refusal {
  readonly code: string;
  readonly kind?: ErrorKind;
  readonly details: object;
  readonly message: string;
}

const outOfOrder = (field: string, found: string, after: string, before: string): Refusal => ({
  code: "CHANGE_OUT_OF_ORDER",
  details: { field, found, after, before },
  message: `${field} is ${found}, expected a day after ${after} and before ${before}.`,
});
const tranchesTooLarge = (found: string): Refusal => ({
  code: "TRANCHES_TOO_LARGE",
  details: { field: "tranches", found },
  message:
    `tranches is ${found}, expected amounts above zero that are together less than the ` +
    "principal: what is lent on disbursedOn is the rest.",
});
const moratoriumOutOfRange = (found: string): Refusal => ({
  code: "MORATORIUM_OUT_OF_RANGE",
  details: { found, most: 5 },
  message:
    `The moratorium is ${found}, expected whole numbers from 1 that leave at least one ` +
    "installment after it: it may end with number 5 at the latest.",
});
const installmentsOutOfRange = (found: string, field: string): Refusal => ({
  code: "INSTALLMENTS_OUT_OF_RANGE",
  details: { found, field },
  message: `${field} is ${found}, expected a whole number from 1 to 36600.`,
});
const principalNotPositive = (found: string): Refusal => ({
  code: "PRINCIPAL_NOT_POSITIVE",
  details: { found },
  message: `principal is ${found}, expected an amount above zero.`,
});
const unitNotPositive = (found: string): Refusal => ({
  code: "UNIT_NOT_POSITIVE",
  details: { found },
  message: `The rounding unit is ${found}, expected an amount above zero.`,
});
const residueTooLarge = (installment: string, lastInstallment: string): Refusal => ({
  code: "RESIDUE_TOO_LARGE",
  kind: "refused",
  details: { installment, lastInstallment, maxResidue: "0.00" },
  message:
    `With the best level installment, ${installment}, the last one would be ${lastInstallment}; ` +
    "they may differ by 0.00 at most. Allow a larger maxResidue, or round installments to a " +
    "smaller unit.",
});
const notCombinable = (method: string, feature: string): Refusal => ({
  code: "NOT_COMBINABLE",
  details: { method, feature },
  message: `The method ${method} has no rule for ${feature}. Leave it out, or take another method.`,
});
const balloonOutOfRange = (found: string): Refusal => ({
  code: "BALLOON_OUT_OF_RANGE",
  details: { found, principal: "1200.00" },
  message: `The balloon is ${found}, expected zero or more and at most the principal, 1200.00.`,
});
const invalidSteps = (found: string, expected: string): Refusal => ({
  code: "INVALID_STEPS",
  details: { found, expected },
  message: `method.steps has ${found}, expected ${expected}.`,
});
const wrongNumbers = (found: string): Refusal =>
  invalidSteps(`fromInstallment ${found}`, "numbers that rise from 1 to at most 6");
const wrongTimes = (found: string): Refusal =>
  invalidSteps(`times ${found}`, "zero or more, and above zero in the last step");
const notMillionths = (found: string): Refusal =>
  invalidSteps(`times ${found}`, "at most 1000, with at most six decimals");
const percentOutOfRange = (found: string, field: string): Refusal => ({
  code: "PERCENT_OUT_OF_RANGE",
  details: { found, field },
  message: `${field} is ${found}, expected a percentage from 0 to 100 with at most six decimals.`,
});
const invalidFee = (field: string, found: string): Refusal => ({
  code: "INVALID_FEE",
  details: { field, found },
  message:
    `${field} is ${found}, expected an amount of zero or more, due with every installment, with ` +
    "one of its numbers, or at disbursement; of what is lent, if it is a percentage then.",
});
const prepaymentOutOfRange = (found: string, most: string): Refusal => ({
  code: "PREPAYMENT_OUT_OF_RANGE",
  kind: "refused",
  details: { found, most },
  message:
    `The prepayment is ${found}, expected an amount above zero and at most the balance of ` +
    `that day, ${most}.`,
});
const negativeAmortization = (installment: string, interest: string, dueOn: string): Refusal => ({
  code: "NEGATIVE_AMORTIZATION",
  kind: "refused",
  details: { installment, interest, dueOn },
  message:
    `The installment of ${dueOn}, ${installment}, does not cover its interest, ${interest}. Take ` +
    'more or higher installments, an earlier first due date, or negativeAmortization: "capitalize".',
});
const rowOutOfRange = (found: string): Refusal => ({
  code: "ROW_OUT_OF_RANGE",
  details: { found, length: 6 },
  message: `There is no row ${found}, expected a whole number from 1 to 6.`,
});

test.each<[what: string, cause: () => unknown, refusal: Refusal]>([
  [
    "a bound below zero",
    () => loan({ maxResidue: "-0.01" }),
    {
      code: "MAX_RESIDUE_NEGATIVE",
      details: { found: "-0.01" },
      message: "maxResidue is -0.01, expected an amount of zero or more.",
    },
  ],
  [
    "two rates from one day",
    () =>
      loan({
        rates: [
          { from: "2024-03-10", annualRatePercent: 9 },
          { from: "2024-03-10", annualRatePercent: 8 },
        ],
      }),
    outOfOrder("rates.1.from", "2024-03-10", "2024-03-10", "10000-01-01"),
  ],
  [
    "a rate from the first day",
    () => loan({ rates: [{ from: "2024-01-31", annualRatePercent: 9 }] }),
    outOfOrder("rates.0.from", "2024-01-31", "2024-01-31", "10000-01-01"),
  ],
  [
    "a tranche on the last due date",
    () => loan({ tranches: [{ on: "2024-07-31", amount: 1 }] }),
    outOfOrder("tranches.0.on", "2024-07-31", "2024-01-31", "2024-07-31"),
  ],
  [
    "a tranche on the last day that there is",
    () =>
      loan({
        disbursedOn: "9999-06-30",
        roll: "EOM",
        tranches: [{ on: "9999-12-31", amount: 1 }],
      }),
    outOfOrder("tranches.0.on", "9999-12-31", "9999-06-30", "9999-12-31"),
  ],
  [
    // The last due date, Sunday 30 June 2024, is moved back to Friday.
    "a tranche after a last due date that was moved",
    () =>
      loan({
        disbursedOn: "2023-12-30",
        tranches: [{ on: "2024-06-29", amount: 100 }],
        businessDay: { convention: "preceding", calendar: satSun, interestUntil: "adjusted" },
      }),
    outOfOrder("tranches", "2024-06-29", "2023-12-30", "2024-06-28"),
  ],
  [
    "tranches of the whole principal",
    () => loan({ tranches: [...tranches, { on: "2024-04-01", amount: "1100.00" }] }),
    tranchesTooLarge("100 + 1100.00"),
  ],
  [
    "a tranche of nothing",
    () => loan({ tranches: [...tranches, { on: "2024-04-01", amount: 0 }] }),
    tranchesTooLarge("100 + 0"),
  ],
  [
    "a first tranche below zero",
    () => loan({ tranches: [{ on: "2024-04-01", amount: "-0.01" }] }),
    tranchesTooLarge("-0.01"),
  ],
  [
    "a moratorium to the end",
    () => loan({ moratorium: { installments: 4, fromInstallment: 3, interest: "paid" } }),
    moratoriumOutOfRange("4 installments from number 3"),
  ],
  [
    "a moratorium of nothing",
    () => loan({ moratorium: { installments: 0, interest: "paid" } }),
    moratoriumOutOfRange("0 installments from number 1"),
  ],
  [
    "a moratorium of a part of a period",
    () => loan({ moratorium: { installments: 1.5, interest: "paid" } }),
    moratoriumOutOfRange("1.5 installments from number 1"),
  ],
  [
    "a moratorium from number 0",
    () => loan({ moratorium: { installments: 1, fromInstallment: 0, interest: "paid" } }),
    moratoriumOutOfRange("1 installments from number 0"),
  ],
  [
    "a moratorium from within a period",
    () => loan({ moratorium: { installments: 1, fromInstallment: 2.5, interest: "paid" } }),
    moratoriumOutOfRange("1 installments from number 2.5"),
  ],
  ["no installment", () => loan({ installments: 0 }), installmentsOutOfRange("0", "installments")],
  [
    "too many months",
    () => emi({ principal: 1, annualRatePercent: 1, tenorMonths: 36_601 }),
    installmentsOutOfRange("36601", "tenorMonths"),
  ],
  ["no principal", () => loan({ principal: 0 }), principalNotPositive("0")],
  [
    "an EMI of no principal",
    () => emi({ principal: "-5.00", annualRatePercent: 1, tenorMonths: 1 }),
    principalNotPositive("-5.00"),
  ],
  [
    "no unit",
    () => loan({ rounding: { mode: "up", installmentUnit: "0.00" } }),
    unitNotPositive("0.00"),
  ],
  [
    "an EMI to no unit",
    () =>
      emi({
        principal: 5,
        annualRatePercent: 1,
        tenorMonths: 1,
        rounding: { mode: "up", unit: "-1" },
      }),
    unitNotPositive("-1"),
  ],
  [
    // 12.00 over 7 is 1.714…: 1.71 leaves 1.74 for the last, 1.72 leaves 1.68.
    "a bound that no installment keeps to",
    () => loan({ principal: 12, annualRatePercent: 0, installments: 7, maxResidue: 0 }),
    residueTooLarge("1.71", "1.74"),
  ],
  [
    "flat, nothing repaid",
    () => loan({ method: "flat", moratorium }),
    notCombinable("flat", "moratorium"),
  ],
  [
    "flat, lent in parts",
    () => loan({ method: "flat", tranches }),
    notCombinable("flat", "tranches"),
  ],
  ["flat, repaid early", () => prepaid(flat(), 1), notCombinable("flat", "prepayment")],
  ["flat at a new rate", () => newRate(flat(), 9), notCombinable("flat", "newRate")],
  ["flat in arrears", () => withArrears(flat(), onDue), notCombinable("flat", "arrears")],
  [
    "bullet, nothing repaid",
    () => loan({ method: "bullet", moratorium }),
    notCombinable("bullet", "moratorium"),
  ],
  [
    "bullet, a down payment",
    () => loan({ method: "bullet", downPaymentPercent: 10 }),
    notCombinable("bullet", "downPaymentPercent"),
  ],
  [
    "bullet in arrears",
    () => withArrears(loan({ method: "bullet" }), onDue),
    notCombinable("bullet", "arrears"),
  ],
  [
    "a balloon above the principal",
    () => loan({ method: { name: "balloon", balloon: "1200.01" } }),
    balloonOutOfRange("1200.01"),
  ],
  [
    "a balloon below zero",
    () => loan({ method: { name: "balloon", balloon: "-0.01" } }),
    balloonOutOfRange("-0.01"),
  ],
  ["no steps", () => loan(steps()), wrongNumbers("nowhere")],
  ["steps from number 2", () => loan(steps([2, 1], [4, 2])), wrongNumbers("2, 4")],
  ["steps that do not rise", () => loan(steps([1, 1], [4, 2], [4, 3])), wrongNumbers("1, 4, 4")],
  ["steps beyond the end", () => loan(steps([1, 1], [7, 2])), wrongNumbers("1, 7")],
  ["a step within a period", () => loan(steps([1, 1], [2.5, 2])), wrongNumbers("1, 2.5")],
  ["a last step of nothing", () => loan(steps([1, 1], [4, "0.0"])), wrongTimes("1, 0.0")],
  ["a step below zero", () => loan(steps([1, "-0.5"], [4, 1])), wrongTimes("-0.5, 1")],
  ["seven decimals", () => loan(steps([1, "1.0000001"])), notMillionths("1.0000001")],
  ["above a thousand times", () => loan(steps([1, "1000.000001"])), notMillionths("1000.000001")],
  ["as far below zero", () => loan(steps([1, "-1000.000001"])), notMillionths("-1000.000001")],
  [
    "a percentage above 100",
    () => loan({ method: { name: "minimumDue", percentOfBalance: "100.000001" } }),
    percentOutOfRange("100.000001", "method.percentOfBalance"),
  ],
  [
    "a percentage below 0",
    () => loan({ downPaymentPercent: "-0.000001" }),
    percentOutOfRange("-0.000001", "downPaymentPercent"),
  ],
  [
    "a percentage of seven decimals",
    () => loan(fee({ percent: "0.0000001", of: "interest" })),
    percentOutOfRange("0.0000001", "fees.1.percent"),
  ],
  [
    "a least payment below zero",
    () => loan({ method: { name: "minimumDue", percentOfBalance: 3, least: "-0.01" } }),
    {
      code: "LEAST_PAYMENT_NEGATIVE",
      details: { found: "-0.01" },
      message: "method.least is -0.01, expected an amount of zero or more.",
    },
  ],
  [
    "a fee with number 0",
    () => loan(fee({ due: { installment: 0 }, amount: 1 })),
    invalidFee("fees.1.due.installment", "0"),
  ],
  [
    "a fee with number 7",
    () => loan(fee({ due: { installment: 7 }, amount: 1 })),
    invalidFee("fees.1.due.installment", "7"),
  ],
  [
    "a fee within a period",
    () => loan(fee({ due: { installment: 1.5 }, amount: 1 })),
    invalidFee("fees.1.due.installment", "1.5"),
  ],
  [
    "a fee of interest that is not yet there",
    () => loan(fee({ due: "disbursement", percent: 1, of: "interest" })),
    invalidFee("fees.1.of", "interest"),
  ],
  ["a fee below zero", () => loan(fee({ amount: "-0.01" })), invalidFee("fees.1.amount", "-0.01")],
  // 1200 − 195.06 − 197.01 = 807.93 is left after the second installment.
  [
    "more than is owed",
    () => prepaid(loan({}), "807.94"),
    prepaymentOutOfRange("807.94", "807.93"),
  ],
  ["a prepayment of nothing", () => prepaid(loan({}), 0), prepaymentOutOfRange("0", "807.93")],
  [
    // A first period of 2 years, 6 months and 15 days of 30: 1200 · 12 % · 915/360 = 366. The
    // annuity of 1566 from there on: 1566 · 1.01^5 · 0.01 / (1.01^6 − 1) = 267.535…
    "a long first period",
    () => loan({ dayCount: "30E/360", firstDueOn: "2026-08-15" }),
    negativeAmortization("267.54", "366.00", "2026-08-15"),
  ],
  [
    // 40 % of 807.93 is 323.172.
    "a rate that the kept installment does not cover",
    () => newRate(loan({}), 480),
    negativeAmortization("207.06", "323.17", "2024-04-30"),
  ],
  ["a row too many", () => loan({}).row(7), rowOutOfRange("7")],
  [
    "an unknown policy",
    () => reschedule(loan({}), JSON.parse('{"kind":"rate"}'), JSON.parse('"keep"')),
    {
      code: "UNKNOWN_OPTION",
      details: { field: "policy", found: "keep", expected: ["reduceTenor", "reduceInstallment"] },
      message: 'policy is "keep", expected one of reduceTenor, reduceInstallment.',
    },
  ],
  [
    "an unknown change",
    () => reschedule(loan({}), JSON.parse('{"kind":"holiday"}'), "reduceTenor"),
    {
      code: "UNKNOWN_OPTION",
      details: { field: "change.kind", found: "holiday", expected: ["prepayment", "rate"] },
      message: 'change.kind is "holiday", expected one of prepayment, rate.',
    },
  ],
  [
    "a change on the first day",
    () => prepaid(loan({}), 1, plainDate("2024-01-31")),
    outOfOrder("change.on", "2024-01-31", "2024-01-31", "2024-08-01"),
  ],
  [
    "a rate from the last due date on",
    () => newRate(loan({}), 9, plainDate("2024-07-31")),
    outOfOrder("change.from", "2024-07-31", "2024-01-31", "2024-07-31"),
  ],
])("%s", (_, cause, { code, kind = "invalid", details, message }) => {
  const error = thrownBy(cause);
  expect(error).toMatchObject({ code, kind, retryable: false, message });
  expect(error).toHaveProperty("details", details);
});

test("a period that is not there is a mistake of ours, not of the caller", () => {
  expect(() => factorOf({ each: [] }, 3)).toThrow(new RangeError("There is no period 3."));
});
