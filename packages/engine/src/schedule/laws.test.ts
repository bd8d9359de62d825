import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayCounts } from "../calendar/dayCount.ts";
import { satSun } from "../calendar/holidayCalendar.ts";
import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { isLendkitError } from "../errors.ts";
import { recompute } from "../money/explanation.ts";
import { roundingModes } from "../money/rounding.ts";
import { countsMatter, runs } from "../testing/runs.ts";
import { amortize } from "./amortize.ts";
import type { ExplainedAmount } from "./explainedRow.ts";
import { explainSchedule } from "./explainSchedule.ts";
import type { LoanTerms } from "./loanTerms.ts";
import type { AmortizationMethod } from "./method.ts";
import { reschedule } from "./reschedule.ts";
import type { Schedule } from "./schedule.ts";

const methods: readonly AmortizationMethod[] = [
  "annuity",
  "equalPrincipal",
  "flat",
  "interestOnly",
  "bullet",
  { name: "balloon", balloon: 500 },
  {
    name: "stepped",
    steps: [
      { fromInstallment: 1, times: 1 },
      { fromInstallment: 3, times: "1.25" },
    ],
  },
  { name: "minimumDue", percentOfBalance: 5, least: 20 },
];

const nameOf = (method: AmortizationMethod): string =>
  typeof method === "string" ? method : method.name;

const frequencies = ["P1M", "P2W", "P30D", "SEMI_MONTHLY", "P3M", "P1Y"] as const;

const dayAfter = (start: PlainDate, days: number): PlainDate =>
  plainDate(new Date(Date.parse(start) + days * 86_400_000).toISOString().slice(0, 10));

const anyDate = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => dayAfter(plainDate("1990-01-01"), days));

/** Terms that may hold everything at once, with days counted from the loan's first. */
const anyLoan = fc
  .record({
    principal: fc.integer({ min: 1000_00, max: 1_000_000_00 }).map((cents) => `${cents}e-2`),
    annualRatePercent: fc.integer({ min: 0, max: 3600 }).map((hundredths) => `${hundredths}e-2`),
    installments: fc.integer({ min: 4, max: 60 }),
    frequency: fc.constantFrom(...frequencies),
    disbursedOn: anyDate,
    dayCount: fc.constantFrom(...dayCounts),
    rounding: fc.record({
      mode: fc.constantFrom(...roundingModes),
      installmentMode: fc.constantFrom(...roundingModes),
      installmentUnit: fc.constantFrom("0.01", "0.05", "1"),
    }),
    lastInstallment: fc.constantFrom("absorb", "smooth", "lower", "higher"),
    onChange: fc.constantFrom("recompute", "level"),
    negativeAmortization: fc.constantFrom("refuse", "capitalize"),
    firstDueAfter: fc.option(fc.integer({ min: 5, max: 70 }), { nil: undefined }),
    rateAfter: fc.option(fc.integer({ min: 1, max: 400 }), { nil: undefined }),
    trancheAfter: fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
    moratorium: fc.option(
      fc.record({
        installments: fc.integer({ min: 1, max: 2 }),
        fromInstallment: fc.integer({ min: 1, max: 2 }),
        interest: fc.constantFrom("paid", "capitalized", "waived"),
      }),
      { nil: undefined },
    ),
    downPaymentPercent: fc.constantFrom(undefined, undefined, "10"),
    withFees: fc.boolean(),
    businessDay: fc.option(
      fc.record({
        convention: fc.constantFrom("following", "modifiedFollowing", "preceding"),
        calendar: fc.constant(satSun),
        interestUntil: fc.constantFrom("unadjusted", "adjusted"),
      }),
      { nil: undefined },
    ),
  })
  .map(({ firstDueAfter, rateAfter, trancheAfter, withFees, ...loan }) => {
    const on = (days: number): PlainDate => dayAfter(loan.disbursedOn, days);
    const fees = [
      { name: "service", due: "everyInstallment", percent: "0.5", of: "openingBalance" },
      { name: "file", due: "disbursement", amount: 10 },
      { name: "survey", due: { installment: 2 }, amount: "7.50" },
    ] as const;
    return given({
      ...loan,
      currency: "USD",
      firstDueOn: firstDueAfter === undefined ? undefined : on(firstDueAfter),
      rates:
        rateAfter === undefined ? undefined : [{ from: on(rateAfter), annualRatePercent: "24.5" }],
      tranches:
        trancheAfter === undefined ? undefined : [{ on: on(trancheAfter), amount: "200.00" }],
      fees: withFees ? fees : undefined,
    });
  });

/** Fields that a method has no rule for; that they are refused is tested elsewhere. */
const without: Readonly<Record<string, readonly (keyof LoanTerms)[]>> = {
  flat: ["moratorium", "tranches"],
  bullet: ["moratorium", "downPaymentPercent"],
};

function termsOf(fields: Partial<LoanTerms>, method: AmortizationMethod): LoanTerms {
  const dropped = without[nameOf(method)] ?? [];
  const kept = Object.entries({ ...fields, method }).filter(
    ([name]) => !dropped.some((each) => each === name),
  );
  return Object.fromEntries(kept) as unknown as LoanTerms;
}

/** Without what is undefined, which the terms' type does not allow. */
function given<Fields extends object>(fields: Fields): Partial<LoanTerms> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

const minor = (text: string): number => Number(text.replace(".", ""));

/** Every law of a schedule that this one breaks. */
function brokenLaws(schedule: Schedule, lent: number): string[] {
  const broken: string[] = [];
  const { rows, totals } = schedule.toJSON();
  const sums = { payment: 0, principal: 0, interest: 0, fees: 0, disbursed: 0, added: 0, early: 0 };
  for (const [index, json] of rows.entries()) {
    const amounts = Object.entries(json).filter(([, value]) => /\.\d\d$/.test(String(value)));
    const row = Object.fromEntries(amounts.map(([name, value]) => [name, minor(String(value))]));
    const of = (name: string): number => row[name] ?? Number.NaN;
    const law = (holds: boolean, what: string): void => {
      if (!holds) broken.push(`row ${json.number}: ${what}`);
    };
    law(amounts.length === 9, "has nine amounts");
    law(
      amounts.every(([, value]) => minor(String(value)) >= 0),
      "nothing is negative",
    );
    law(of("payment") === of("principal") + of("interest") + of("fees"), "the payment adds up");
    law(
      of("closingBalance") ===
        of("openingBalance") +
          of("disbursed") +
          of("capitalized") -
          of("prepaid") -
          of("principal"),
      "the balance follows",
    );
    const before = rows[index - 1];
    law(before === undefined || before.closingBalance === json.openingBalance, "opens as closed");
    law(before === undefined || before.dueOn <= json.dueOn, "is due after the one before");
    law(json.periodStart <= json.dueOn, "starts before it is due");
    sums.payment += of("payment");
    sums.principal += of("principal");
    sums.interest += of("interest");
    sums.fees += of("fees");
    sums.disbursed += of("disbursed");
    sums.added += of("capitalized");
    sums.early += of("prepaid");
  }
  const [first, last] = [rows[0], rows.at(-1)];
  if (minor(last?.closingBalance ?? "1") !== 0) broken.push("the last balance is not zero");
  if (minor(first?.openingBalance ?? "") + sums.disbursed !== lent) broken.push("all is lent");
  if (sums.principal !== lent + sums.added - sums.early) broken.push("principal parts sum to it");
  for (const name of ["payment", "principal", "interest", "fees"] as const) {
    if (minor(totals[name]) !== sums[name]) broken.push(`the total of ${name} is not the sum`);
  }
  return broken;
}

const explainedAmounts: readonly ExplainedAmount[] = [
  "installment",
  "interest",
  "capitalized",
  "principal",
  "fees",
  "payment",
  "closingBalance",
];

/** Amounts whose explanation does not come to the amount. */
function wronglyExplained(schedule: Schedule): string[] {
  const rows = new Set([1, 2, 3, schedule.length - 1, schedule.length]);
  return [...rows]
    .filter((number) => number >= 1 && number <= schedule.length)
    .flatMap((number) =>
      explainedAmounts.flatMap((amount) => {
        const why = explainSchedule(schedule, { row: number, amount });
        const row = schedule.row(number);
        const wanted = amount === "installment" ? undefined : row[amount].toFixed(2);
        const found = recompute(why.expression).toFixed(2);
        const right = found === why.amount && (wanted === undefined || wanted === found);
        return right ? [] : [`row ${number} ${amount}: ${found}, not ${wanted ?? why.amount}`];
      }),
    );
}

/** By default the last payment may differ by one installment from what was planned. */
function residueBeyondBound(schedule: Schedule): boolean {
  const { amount } = explainSchedule(schedule, { row: schedule.length, amount: "installment" });
  return schedule.ending.residue.abs().gt(amount);
}

const refusals = new Set([
  "NOT_COMBINABLE",
  "NEGATIVE_AMORTIZATION",
  "RESIDUE_TOO_LARGE",
  "CHANGE_OUT_OF_ORDER",
  "INVALID_DATE",
  "RATIO_TOO_LARGE",
]);

/** The schedule, or nothing where the terms are refused with one of the documented codes. */
function attempt<Value>(compute: () => Value): Value | undefined {
  try {
    return compute();
  } catch (error) {
    if (isLendkitError(error) && refusals.has(error.code)) return undefined;
    throw error;
  }
}

describe.each(methods.map((method) => [nameOf(method), method] as const))("%s", (_, method) => {
  test("balances with every day count, frequency, rounding and feature, and explains itself", () => {
    const seen = { computed: 0, refused: 0 };
    fc.assert(
      fc.property(anyLoan, (fields) => {
        const terms = termsOf(fields, method);
        const schedule = attempt(() => amortize(terms));
        seen[schedule === undefined ? "refused" : "computed"] += 1;
        if (schedule === undefined) return;
        expect(brokenLaws(schedule, Math.round(Number(terms.principal) * 100))).toEqual([]);
        expect(wronglyExplained(schedule)).toEqual([]);
        expect(residueBeyondBound(schedule)).toBe(false);
        expect(amortize(terms).toJSON()).toEqual(schedule.toJSON());
      }),
      { numRuns: runs(400, 20_000) },
    );
    if (countsMatter) expect(seen.computed).toBeGreaterThan(100);
  });

  test("still does after a prepayment and a new rate, and keeps what came before", () => {
    fc.assert(
      fc.property(
        anyLoan,
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom("reduceTenor", "reduceInstallment"),
        (fields, days, percent, policy) => {
          const terms = termsOf(fields, method);
          const before = attempt(() => amortize(terms));
          if (before === undefined) return;
          const on = dayAfter(terms.disbursedOn, days);
          const changes = [
            { kind: "prepayment", on, amount: 50 },
            { kind: "rate", from: on, annualRatePercent: percent },
          ] as const;
          for (const change of changes) {
            const after = attempt(() => reschedule(before, change, policy));
            if (after === undefined) continue;
            const { schedule, saves } = after;
            expect(brokenLaws(schedule, Math.round(Number(terms.principal) * 100))).toEqual([]);
            expect(wronglyExplained(schedule)).toEqual([]);
            const due = (of: Schedule): unknown[] =>
              of.toJSON().rows.filter((row) => row.dueOn < on);
            expect(due(schedule)).toEqual(due(before));
            const { interest } = before.totals;
            expect(saves.interest.eq(interest.minus(schedule.totals.interest))).toBe(true);
          }
        },
      ),
      { numRuns: runs(150, 5000) },
    );
  });
});
