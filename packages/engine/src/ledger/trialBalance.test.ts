import { expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { MAX_MINOR_UNITS } from "../money/minorUnits.ts";
import type { LedgerAccount } from "./chartOfAccounts.ts";
import type { Posting } from "./posting.ts";
import { postingRows } from "./postingRows.ts";
import { trialBalance } from "./trialBalance.ts";

function posting(
  on: string,
  debit: LedgerAccount,
  credit: LedgerAccount,
  amount: number,
  currency: CurrencyCode = "INR",
): Posting {
  return {
    id: `L-1/${on}/1`,
    loanId: "L-1",
    currency,
    on: plainDate(on),
    debit,
    credit,
    amount,
    cause: { kind: "received", sequence: 3, dueId: null },
    adjusts: null,
  };
}

const postings = [
  posting("2024-01-15", "principal", "cash", 120_000),
  posting("2024-02-15", "interestReceivable", "interestIncome", 1_200),
  posting("2024-02-15", "cash", "suspense", 15_000),
  posting("2024-02-15", "suspense", "interestReceivable", 1_200),
  posting("2024-02-16", "waivers", "penaltiesReceivable", 5),
  posting("2024-02-20", "cash", "suspense", 7_000, "JPY"),
];

test("each account has its debits, its credits and its balance on its own side", () => {
  expect(trialBalance(postings)).toEqual({
    rows: [
      // 150.00 in, 1200.00 out
      ["INR", "cash", "asset", "150.00", "1200.00", "-1050.00"],
      ["INR", "principal", "asset", "1200.00", "0.00", "1200.00"],
      ["INR", "interestReceivable", "asset", "12.00", "12.00", "0.00"],
      ["INR", "penaltiesReceivable", "asset", "0.00", "0.05", "-0.05"],
      // 150.00 held, 12.00 of it used
      ["INR", "suspense", "liability", "12.00", "150.00", "138.00"],
      ["INR", "interestIncome", "income", "0.00", "12.00", "12.00"],
      ["INR", "waivers", "expense", "0.05", "0.00", "0.05"],
      ["JPY", "cash", "asset", "7000", "0", "7000"],
      ["JPY", "suspense", "liability", "0", "7000", "7000"],
    ].map(([currency, account, type, debit, credit, balance]) => ({
      currency,
      account,
      type,
      debit,
      credit,
      balance,
    })),
    totals: [
      // 1200 + 12 + 150 + 12 + 0.05
      { currency: "INR", debit: "1374.05", credit: "1374.05" },
      { currency: "JPY", debit: "7000", credit: "7000" },
    ],
  });
});

test("the last day counts", () => {
  const { totals } = trialBalance(postings, plainDate("2024-02-15"));
  expect(totals).toEqual([{ currency: "INR", debit: "1374.00", credit: "1374.00" }]);
  expect(trialBalance(postings, plainDate("2024-01-14"))).toEqual({ rows: [], totals: [] });
});

test("a sum beyond the largest amount is refused, not rounded", () => {
  const most = posting("2024-01-15", "principal", "cash", MAX_MINOR_UNITS);
  const one = posting("2024-01-16", "principal", "cash", 1);
  expect(trialBalance([most]).totals[0]?.debit).toBe("90071992547409.91");
  expect(() => trialBalance([most, one])).toThrow(
    expect.objectContaining({
      code: "AMOUNT_TOO_LARGE",
      details: { minorUnits: "9007199254740992", field: "A sum of postings" },
    }),
  );
});

test("a posting is a flat row", () => {
  const adjusting = {
    ...posting("2024-03-01", "cash", "suspense", 5, "KWD"),
    adjusts: { day: plainDate("2024-02-15"), because: 7 },
  };
  expect(postingRows([adjusting])).toEqual([
    {
      id: "L-1/2024-03-01/1",
      loanId: "L-1",
      on: "2024-03-01",
      debit: "cash",
      credit: "suspense",
      amount: "0.005",
      currency: "KWD",
      kind: "received",
      sequence: 3,
      dueId: null,
      adjustsDay: "2024-02-15",
      adjustedBecause: 7,
    },
  ]);
});
