import { Decimal } from "@lendkit/engine";
import { z } from "zod";
import { type CaseResult, equal, notApplicable, type RunFile, runCase } from "../caseResult.ts";
import type { AbsentFeature } from "../notApplicable.ts";
import { type Line, lastBill, type Told } from "./revolving/billedLine.ts";

const revolvingFile = z.object({ cases: z.array(z.looseObject({ id: z.string() })) });

const amount = z.number();
type RunCase = (given: unknown) => CaseResult | undefined;

/** Runs cases that have these fields. */
function having<Fields>(
  fields: z.ZodType<Fields>,
  run: (id: string, given: Fields) => CaseResult,
): RunCase {
  const schema = z.object({ id: z.string() });
  return (given) => {
    const [{ data: named }, { data }] = [schema.safeParse(given), fields.safeParse(given)];
    return named && data && run(named.id, data);
  };
}

/** Cases that need what LendKit does not have. */
function absent(fields: z.ZodType<unknown>, feature: AbsentFeature): RunCase {
  return having(fields, (id) => notApplicable(id, feature));
}

const dayCounts: Readonly<Record<number, Line["dayCount"]>> = {
  360: "ACT/360",
  365: "ACT/365.FIXED",
};

const counted = z.object({ amount, daysCounted: z.number().int() });

const shapes: readonly RunCase[] = [
  having(
    z.object({ amount, days: amount, annualRatePct: amount, expected: amount }),
    (id, { amount: drawn, days, annualRatePct, expected }) =>
      inCents(id, expected, () => {
        const annualRatePercent = String(annualRatePct);
        return Number(lastBill({ days, annualRatePercent, cycles: [[["draw", drawn]]] }).interest);
      }),
  ),
  having(
    z.object({ amount, days: amount, dailyRatePct: amount, expected: amount }),
    (id, { amount: drawn, days, dailyRatePct, expected }) =>
      inCents(id, expected, () => {
        const line = { days, ...daily(dailyRatePct), cycles: [[["draw", drawn]]] } as const;
        return Number(lastBill(line).interest);
      }),
  ),
  having(
    z.object({
      advance: amount,
      days: amount,
      dailyRatePct: amount,
      annualFee: amount,
      lateFee: amount,
      expectedTotal: amount,
    }),
    (id, { advance: drawn, days, dailyRatePct, annualFee, lateFee, expectedTotal }) =>
      inCents(id, expectedTotal, () => {
        const cycle: readonly Told[] = [
          ["draw", drawn],
          ["charge", annualFee],
          ["charge", lateFee],
        ];
        return Number(lastBill({ days, ...daily(dailyRatePct), cycles: [cycle] }).closing);
      }),
  ),
  having(
    z.object({
      monthlyRatePct: amount,
      yearDays: amount,
      transactions: z.array(counted),
      expectedParts: z.array(amount),
      expectedTotal: amount.optional(),
    }),
    (id, { monthlyRatePct, yearDays, transactions, expectedParts, expectedTotal }) => {
      const expected = [...expectedParts, expectedTotal ?? null];
      return runCase(
        id,
        expected,
        () => {
          const dayCount = dayCounts[yearDays];
          if (dayCount === undefined) throw new Error(`A year of ${yearDays} days is not known.`);
          const annualRatePercent = new Decimal(String(monthlyRatePct)).times(12).toString();
          const parts = transactions.map(({ amount: drawn, daysCounted: days }) =>
            Number(
              lastBill({ days, dayCount, annualRatePercent, cycles: [[["draw", drawn]]] }).interest,
            ),
          );
          const total = parts.reduce((sum, part) => sum.plus(part), new Decimal(0)).toNumber();
          return [...parts, expectedTotal === undefined ? null : total];
        },
        equal,
      );
    },
  ),
  having(
    z.object({
      taxes: amount,
      fees: amount,
      spend: amount,
      rule: z.string().regex(/^taxes \+ fees \+ [\d.]+% of remaining spend$/),
      expectedMAD: amount,
    }),
    (id, { taxes, fees, spend, rule, expectedMAD }) =>
      inCents(id, expectedMAD, () => {
        const [percent = ""] = /[\d.]+(?=%)/.exec(rule) ?? [];
        const cycle: readonly Told[] = [
          ["draw", spend],
          ["charge", taxes],
          ["charge", fees],
        ];
        return Number(lastBill({ percent, cycles: [cycle] }).minimumDue);
      }),
  ),
  having(
    z.object({
      previousBalance: amount,
      purchases: amount,
      fees: amount,
      financeCharge: amount,
      payments: amount,
      expectedNewBalance: amount,
    }),
    (id, { previousBalance, purchases, fees, financeCharge, payments, expectedNewBalance }) =>
      inCents(id, expectedNewBalance, () => {
        const second: readonly Told[] = [
          ["draw", purchases],
          ["charge", fees],
          // The case states it, and not how it comes about.
          ["charge", financeCharge],
          ["pay", payments],
        ];
        return Number(lastBill({ cycles: [[["draw", previousBalance]], second] }).closing);
      }),
  ),
  absent(
    z.object({ expectedFinanceCharge: amount, monthlyRatePct: amount }),
    "averageDailyBalance",
  ),
  absent(z.object({ raw: amount, expectedMAD: amount }), "roundedMinimumDue"),
  absent(z.object({ expectedAprPct: amount }), "openEndRate"),
  absent(z.object({ kind: z.literal("minimum due rule (no number)") }), "greatestOfMinimums"),
  absent(z.object({ kind: z.literal("payment allocation rule") }), "balancesAtSeveralRates"),
];

/** Every case is run by the fields that it has. */
export const runRevolving: RunFile = (file) =>
  revolvingFile.parse(file).cases.map((given) => {
    const [result] = shapes.flatMap((run) => run(given) ?? []);
    return result ?? runCase(given.id, "a known shape", () => "another shape", equal);
  });

function inCents(id: string, expected: number, compute: () => number): CaseResult {
  return runCase(id, expected.toFixed(2), () => compute().toFixed(2), equal);
}

/** An annual rate of which each day bears the daily one. */
function daily(percent: number): Pick<Line, "annualRatePercent" | "dailyRatePlaces"> {
  const rate = new Decimal(String(percent));
  return {
    annualRatePercent: rate.times(365).toString(),
    dailyRatePlaces: rate.decimalPlaces(),
  };
}
