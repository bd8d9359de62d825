import fc from "fast-check";
import { expect, test } from "vitest";
import type { LoanFact } from "../loan/facts.ts";
import { anyLife, live } from "../testing/randomLives.ts";
import { runs } from "../testing/runs.ts";
import { loanFact, readLoanFact } from "./loanFacts.ts";

test("every fact of random lives is read back as it was written", () => {
  const kinds = new Set<LoanFact["kind"]>();
  fc.assert(
    fc.property(anyLife, (life) => {
      for (const fact of live(life)?.facts ?? []) {
        kinds.add(fact.kind);
        expect(readLoanFact(JSON.parse(JSON.stringify(fact)))).toEqual(fact);
      }
    }),
    { numRuns: runs(100) },
  );
});

const voided = {
  kind: "voided",
  loanId: "L-1",
  sequence: 2,
  version: 1,
  effectiveOn: "2024-02-29",
  bookedOn: "2024-02-29",
  recordedAt: "2024-02-29T09:30:00.000Z",
  commandId: "void",
};

/** As it was written before loans were serviced. */
const openedBefore = {
  kind: "opened",
  loanId: "L-1",
  sequence: 1,
  version: 1,
  effectiveOn: "2021-11-08",
  recordedAt: "2021-11-08T09:30:00.000Z",
  commandId: "open",
  terms: {
    customerId: "C-1",
    currency: "INR",
    principal: "900000.00",
    annualRatePercent: "17.92",
    tenorMonths: 138,
    installment: "39978.00",
    startedOn: "2021-11-08",
    endsOn: "2033-05-08",
  },
  calculationVersion: 1,
};

test("facts of the version before keep reading", () => {
  expect(readLoanFact(openedBefore)).toEqual(openedBefore);
});

test.each([
  ["an unknown kind", { ...voided, kind: "forgotten" }],
  ["a version to come", { ...voided, version: 3 }],
  ["a day that does not exist", { ...voided, effectiveOn: "2023-02-29" }],
  ["a field that nobody knows", { ...voided, reason: "none" }],
  ["no day of booking", { ...voided, bookedOn: undefined }],
  ["an amount with an exponent", { ...voided, kind: "recovered", amount: "1e3" }],
  ["an amount below zero", { ...voided, kind: "recovered", amount: "-1.00" }],
  ["an amount as a number", { ...voided, kind: "recovered", amount: 1 }],
  [
    "a currency that does not exist",
    { ...openedBefore, terms: { ...openedBefore.terms, currency: "XXY" } },
  ],
  ["servicing in the version that had none", { ...openedBefore, servicing: {} }],
])("%s is refused", (_, fact) => {
  expect(() => readLoanFact(fact)).toThrow(expect.objectContaining({ code: "INVALID_INPUT" }));
  expect(loanFact.safeParse(fact).success).toBe(false);
});
