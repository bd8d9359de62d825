import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { agingBuckets } from "../delinquency/bucket.ts";
import { invalidPortfolioLoan } from "./dayEndLoan.ts";
import { NO_DAY, type PortfolioLoan, type PortfolioTerms } from "./dayEndPortfolio.ts";
import { portfolioOf } from "./dayEndSamples.ts";

const loan: PortfolioLoan = { balance: "1234.56", annualRatePercent: "10.5" };
const unpaid = { oldestDueOn: plainDate("2024-01-01"), principal: "100", interest: "1.5" };
const installments = { amount: "50", nextDueOn: plainDate("2024-02-29") };

test("columns are whole numbers", () => {
  const columns = portfolioOf("2024-02-15", [loan, { ...loan, unpaid, installments }]);
  expect(columns).toMatchObject({
    length: 2,
    asOf: "2024-02-15",
    balance: Float64Array.of(123_456, 123_456),
    annualRate: Int32Array.of(105_000, 105_000),
    principalDue: Float64Array.of(0, 10_000),
    interestDue: Float64Array.of(0, 150),
    // 1 January 2024 is 54 · 365 + 13 leap days after 1970; 45 days before 15 February.
    oldestDueOn: Int32Array.of(NO_DAY, 19_723),
    daysPastDue: Int32Array.of(-1, 45),
    bucket: Uint8Array.of(0, 2),
    installment: Float64Array.of(0, 5_000),
    nextDueOn: Int32Array.of(NO_DAY, 19_723 + 59),
    dayOfMonth: Uint8Array.of(0, 29),
    // One who owes something does not pay, unless said so.
    paying: Uint8Array.of(1, 0),
  });
});

test("the row that a loan was in counts where it is kept, and something is past due", () => {
  const columns = portfolioOf("2024-01-10", [
    { ...loan, bucket: "NPA" },
    { ...loan, bucket: "NPA", unpaid },
    { ...loan, bucket: "SMA-2", unpaid },
    { ...loan, bucket: "Standard", unpaid },
  ]);
  expect(columns.bucket).toEqual(Uint8Array.of(0, 4, 1, 1));
});

test.each<[what: string, PortfolioLoan, field: string, found: string, expected: string]>([
  ["a negative balance", { ...loan, balance: -1 }, "balance", "-1", "zero or more"],
  [
    "negative interest",
    { ...loan, unpaid: { ...unpaid, interest: "-0.01" } },
    "unpaid.interest",
    "-0.01",
    "zero or more",
  ],
  [
    "more due than owed",
    { ...loan, unpaid: { ...unpaid, principal: "1234.57" } },
    "unpaid.principal",
    "1234.57",
    "at most the balance, a part of which it is",
  ],
  [
    "dues of nothing",
    { ...loan, unpaid: { ...unpaid, principal: 0, interest: 0 } },
    "unpaid",
    "nothing",
    "an amount above zero, or the field left out",
  ],
  [
    "installments of nothing",
    { ...loan, installments: { ...installments, amount: 0 } },
    "installments.amount",
    "0",
    "an amount above zero",
  ],
  [
    "a due date that is over",
    { ...loan, installments: { amount: 50, nextDueOn: plainDate("2024-02-15") } },
    "installments.nextDueOn",
    "2024-02-15",
    "a day after 2024-02-15",
  ],
  [
    "another day of the month",
    { ...loan, installments: { ...installments, dayOfMonth: 28 } },
    "installments.dayOfMonth",
    "28",
    "a day from 1 to 31 that gives 2024-02-29",
  ],
  [
    "a 32nd",
    { ...loan, installments: { ...installments, dayOfMonth: 32 } },
    "installments.dayOfMonth",
    "32",
    "a day from 1 to 31 that gives 2024-02-29",
  ],
  [
    "a row of another set",
    { ...loan, bucket: "1-30" },
    "bucket",
    '"1-30"',
    "one of Standard, SMA-0, SMA-1, SMA-2, NPA",
  ],
])("%s is refused", (_, bad, field, found, expected) => {
  const refusal = invalidPortfolioLoan({ field: `loans.1.${field}`, found, expected });
  expect(() => portfolioOf("2024-02-15", [loan, bad])).toThrow(refusal);
});

describe("refused as elsewhere, by field", () => {
  test.each<[PortfolioLoan, code: string, field: string]>([
    [{ ...loan, balance: "1.234" }, "AMOUNT_TOO_PRECISE", "loans.0.balance"],
    [{ ...loan, annualRatePercent: "1.00001" }, "AMOUNT_TOO_PRECISE", "loans.0.annualRatePercent"],
    [{ ...loan, annualRatePercent: "1000.0001" }, "RATE_OUT_OF_RANGE", "loans.0.annualRatePercent"],
    [{ ...loan, annualRatePercent: "-1" }, "RATE_OUT_OF_RANGE", "loans.0.annualRatePercent"],
  ])("%j", (bad, code, field) => {
    const details: unknown = expect.objectContaining({ field });
    expect(() => portfolioOf("2024-02-15", [bad])).toThrow(
      expect.objectContaining({ code, details }),
    );
  });

  const later = plainDate("2024-02-16");
  test.each<PortfolioLoan>([
    { ...loan, interestFrom: later },
    { ...loan, unpaid: { ...unpaid, oldestDueOn: later } },
  ])("a day after the first: %j", (bad) => {
    expect(() => portfolioOf("2024-02-15", [bad])).toThrow(
      expect.objectContaining({
        code: "DATES_OUT_OF_ORDER",
        details: { start: "2024-02-16", end: "2024-02-15" },
      }),
    );
  });

  const rows = Array.from({ length: 256 }, (_, index) => ({
    name: `from ${index}`,
    fromDays: index + 1,
    leftBy: "fewerDays" as const,
  }));
  test.each<[Partial<PortfolioTerms>, code: string]>([
    [{ dailyRatePlaces: 13 }, "DAILY_RATE_PLACES_OUT_OF_RANGE"],
    [{ dailyRatePlaces: 0.5 }, "DAILY_RATE_PLACES_OUT_OF_RANGE"],
    [{ graceDays: -1 }, "INVALID_GRACE_DAYS"],
    [{ buckets: { ...agingBuckets, buckets: [] } }, "INVALID_BUCKETS"],
    [{ buckets: { ...agingBuckets, buckets: rows } }, "INVALID_BUCKETS"],
  ])("%j", (terms, code) => {
    expect(() => portfolioOf("2024-02-15", [], terms)).toThrow(expect.objectContaining({ code }));
  });

  test("255 rows are not too many, and one that no calendar reaches is none too far", () => {
    const far = { name: "far", fromDays: 2 ** 50, leftBy: "fewerDays" as const };
    const buckets = { ...agingBuckets, buckets: [...rows.slice(0, 254), far] };
    const columns = portfolioOf("2025-02-15", [{ ...loan, unpaid }], { buckets });
    expect(columns.bucket).toEqual(Uint8Array.of(254));
  });
});
