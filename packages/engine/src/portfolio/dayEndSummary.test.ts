import fc from "fast-check";
import { expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { addBigRatios, bigRatio } from "../money/bigRatio.ts";
import { Decimal } from "../money/decimal.ts";
import { dayEndColumns } from "./dayEndColumns.ts";
import { exactInterest } from "./dayEndInterest.ts";
import type { PortfolioColumns } from "./dayEndPortfolio.ts";
import { anyPortfolio, daysAfter, portfolioOf } from "./dayEndSamples.ts";
import { stressColumns } from "./dayEndStress.ts";
import { type BucketTotals, type ColumnsSummary, summarizeColumns } from "./dayEndSummary.ts";

const figures = ({ buckets }: ColumnsSummary): readonly (readonly (string | number)[])[] =>
  buckets.map((of) => [
    of.bucket,
    of.loans,
    of.balance.toFixed(2),
    of.interestAccrued.toFixed(4),
    of.principalDue.toFixed(2),
    of.interestDue.toFixed(2),
    of.principalPaid.toFixed(2),
    of.interestPaid.toFixed(2),
  ]);

test("three loans by bucket", () => {
  const installments = { amount: "500", nextDueOn: plainDate("2024-02-01") };
  const columns = portfolioOf("2024-01-02", [
    // Pays 5000 · 0.18 · 30 / 365 = 73.97 and 426.03 on 1 February; a day of 4573.97 then is 2.25565….
    { balance: "5000", annualRatePercent: "18", installments },
    // Owes the same since; a day of 5000 is 2.46575….
    { balance: "5000", annualRatePercent: "18", installments, paying: false },
    // 31 days of 1000 at 36.5 % are 31; 90 days on 2 February.
    {
      balance: "1000",
      annualRatePercent: "36.5",
      unpaid: { oldestDueOn: plainDate("2023-11-04"), principal: "400", interest: "20.5" },
    },
  ]);
  dayEndColumns(columns, plainDate("2024-02-02"));
  const summary = summarizeColumns(columns);
  expect([summary.asOf, summary.currency]).toEqual(["2024-02-02", "INR"]);
  expect(figures(summary)).toEqual([
    ["Standard", 1, "4573.97", "2.2557", "0.00", "0.00", "426.03", "73.97"],
    ["SMA-0", 1, "5000.00", "2.4658", "426.03", "73.97", "0.00", "0.00"],
    ["SMA-1", 0, "0.00", "0.0000", "0.00", "0.00", "0.00", "0.00"],
    ["SMA-2", 0, "0.00", "0.0000", "0.00", "0.00", "0.00", "0.00"],
    ["NPA", 1, "1000.00", "31.0000", "400.00", "20.50", "0.00", "0.00"],
  ]);
  const { total } = summary;
  expect([total.loans, total.balance.toFixed(2)]).toEqual([3, "10573.97"]);
  // 2.25565… + 2.46575… + 31 = 35.7214: 9573.97 · 0.18 / 365 + 31
  expect(total.interestAccrued.toFixed(4)).toBe("35.7214");
});

test("sums beyond 2^53 are exact, in amounts and in interest", () => {
  const most = "90071992547409.91";
  const loan = { balance: most, annualRatePercent: "1000" };
  const columns = portfolioOf("2024-01-01", [loan, loan, loan], { dayCount: "ACT/360" });
  dayEndColumns(columns, plainDate("2024-01-04"));
  const { total } = summarizeColumns(columns);
  expect(total.balance.toString()).toBe("270215977642229.73");
  // 3 · 10 · 3 / 360 of one of them = 90071992547409.91 / 4
  expect(total.interestAccrued.toString()).toBe("22517998136852.4775");
});

test("no loans are rows of zeros", () => {
  const { buckets, total } = summarizeColumns(portfolioOf("2024-01-01", []));
  expect(buckets).toHaveLength(5);
  expect(total).toEqual({ ...withoutName(buckets[0]), loans: 0, balance: new Decimal(0) });
});

function withoutName(totals: BucketTotals | undefined): Partial<BucketTotals> {
  const { bucket: _, ...amounts } = totals ?? {};
  return amounts;
}

test("buckets add up to the total, and the total to the loans", () => {
  const anyStress = fc.option(fc.record({ rateShiftBasisPoints: fc.constantFrom(0, -50) }));
  fc.assert(
    fc.property(anyPortfolio, fc.nat(200), anyStress, (start, days, stress) => {
      dayEndColumns(start, daysAfter(start.asOf, days));
      const columns = stress === null ? start : stressColumns(start, stress);
      dayEndColumns(columns, daysAfter(columns.asOf, days % 7));
      const { buckets, total } = summarizeColumns(columns);
      expect(total.loans).toBe(columns.length);
      for (const name of ["balance", "principalDue", "interestDue", "principalPaid"] as const) {
        const sum = Decimal.sum(...buckets.map((of) => of[name]));
        expect(sum.toString()).toBe(total[name].toString());
        const ofLoans = columns[name].reduce((all, each) => all + each, 0);
        expect(total[name].toString()).toBe(new Decimal(`${ofLoans}e-2`).toString());
      }
      expect(total.interestAccrued.toString()).toBe(interestOf(columns).toString());
    }),
  );
});

function interestOf(columns: PortfolioColumns): Decimal {
  const { numerator, denominator } = [...columns.balance.keys()]
    .map((index) => exactInterest(columns, index))
    .reduce(addBigRatios, bigRatio(0n, BigInt(columns.dayRateScale)));
  return new Decimal(`${numerator}e-2`).div(denominator.toString());
}
