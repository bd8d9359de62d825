import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { Decimal } from "../money/decimal.ts";
import type { ImportLoan, LoanCommandTerms, OpenLoan } from "./commands.ts";
import { decide } from "./decide.ts";
import { evolve } from "./evolve.ts";
import { replay } from "./replay.ts";

const terms: LoanCommandTerms = {
  customerId: "C-1",
  currency: "INR",
  principal: new Decimal("900000"),
  annualRatePercent: "17.920",
  tenorMonths: 138,
  installment: 39978,
  startedOn: plainDate("2021-11-08"),
  endsOn: plainDate("2033-05-08"),
};

const openLoan: OpenLoan = {
  kind: "openLoan",
  loanId: "L-1",
  commandId: "open 1",
  effectiveOn: plainDate("2021-11-08"),
  recordedAt: "2021-11-08T09:30:00.000Z",
  calculationVersion: 1,
  terms,
};

const importLoan: ImportLoan = {
  kind: "importLoan",
  loanId: "L-1",
  commandId: "import 1",
  effectiveOn: plainDate("2026-11-20"),
  recordedAt: "2026-11-20T09:30:00.000Z",
  sourceNumber: 7798,
  paidOnTime: 86,
  terms,
};

const factTerms = {
  ...terms,
  principal: "900000.00",
  annualRatePercent: "17.92",
  installment: "39978.00",
};

test("a loan opens with one fact, its amounts as text", () => {
  expect(decide(undefined, openLoan)).toEqual([
    {
      kind: "opened",
      loanId: "L-1",
      sequence: 1,
      version: 1,
      effectiveOn: "2021-11-08",
      recordedAt: "2021-11-08T09:30:00.000Z",
      commandId: "open 1",
      terms: factTerms,
      calculationVersion: 1,
    },
  ]);
});

test("a loan is taken over with one fact that speaks up to its date", () => {
  expect(decide(undefined, importLoan)).toEqual([
    {
      kind: "imported",
      loanId: "L-1",
      sequence: 1,
      version: 1,
      effectiveOn: "2026-11-20",
      recordedAt: "2026-11-20T09:30:00.000Z",
      commandId: "import 1",
      terms: factTerms,
      sourceNumber: 7798,
      paidOnTime: 86,
      cutoverOn: "2026-11-20",
    },
  ]);
});

test("a further statement of an imported loan is the next fact", () => {
  const state = replay(decide(undefined, importLoan));
  const [again] = decide(state, { ...importLoan, paidOnTime: 87 });
  expect(again).toMatchObject({ kind: "imported", sequence: 2, paidOnTime: 87 });
});

describe("refusals", () => {
  const opened = replay(decide(undefined, openLoan));
  const imported = replay(decide(undefined, importLoan));
  const refusal = (code: string, details: object): unknown =>
    expect.objectContaining({ name: "LendkitError", code, details });

  test("a loan that is there is not opened again", () => {
    for (const state of [opened, imported]) {
      expect(() => decide(state, openLoan)).toThrow(
        refusal("LOAN_ALREADY_OPEN", { loanId: "L-1" }),
      );
    }
  });

  test("a loan with a fact of its own is not stated anew", () => {
    const [fact] = decide(undefined, openLoan);
    if (fact === undefined) throw new Error("No fact to live on with.");
    const livedOn = evolve(imported, { ...fact, sequence: 2 });
    for (const state of [opened, livedOn]) {
      expect(() => decide(state, importLoan)).toThrow(
        refusal("LOAN_HAS_LIVED_ON", { loanId: "L-1" }),
      );
    }
  });

  test.each<[string, Partial<LoanCommandTerms>]>([
    ["AMOUNT_TOO_PRECISE", { principal: "900000.001" }],
    ["AMOUNT_TOO_LARGE", { principal: "90071992547409.92" }],
    ["NOT_A_NUMBER", { principal: "lots" }],
    ["INVALID_LOAN_TERMS", { principal: 0 }],
    ["INVALID_LOAN_TERMS", { principal: "-0.01" }],
    ["INVALID_LOAN_TERMS", { installment: 0 }],
    ["AMOUNT_TOO_PRECISE", { currency: "JPY", installment: "0.5" }],
    ["RATE_OUT_OF_RANGE", { annualRatePercent: -1 }],
    ["RATE_TOO_PRECISE", { annualRatePercent: "8.1234567890123" }],
    ["INSTALLMENTS_OUT_OF_RANGE", { tenorMonths: 0 }],
    ["DATES_OUT_OF_ORDER", { endsOn: plainDate("2021-11-07") }],
  ])("%s for %o", (code, changes) => {
    for (const command of [openLoan, importLoan]) {
      const asked = { ...command, terms: { ...terms, ...changes } };
      expect(() => decide(undefined, asked)).toThrow(expect.objectContaining({ code }));
    }
  });

  test.each([
    [
      { paidOnTime: 139 },
      { field: "paidOnTime", found: "139", expected: "a whole number from 0 to 138" },
    ],
    [
      { paidOnTime: -1 },
      { field: "paidOnTime", found: "-1", expected: "a whole number from 0 to 138" },
    ],
    [
      { paidOnTime: 1.5 },
      { field: "paidOnTime", found: "1.5", expected: "a whole number from 0 to 138" },
    ],
    [
      { sourceNumber: 0 },
      { field: "sourceNumber", found: "0", expected: "a whole number from 1 to 9007199254740991" },
    ],
  ])("of a statement with %o", (changes, details) => {
    expect(() => decide(undefined, { ...importLoan, ...changes })).toThrow(
      refusal("INVALID_LOAN_TERMS", details),
    );
  });

  test("the least and the most that pass", () => {
    const tiny = { ...terms, principal: "0.01", installment: "0.01", endsOn: terms.startedOn };
    for (const paidOnTime of [0, 138]) {
      expect(decide(undefined, { ...importLoan, paidOnTime, terms: tiny })).toHaveLength(1);
    }
  });
});
