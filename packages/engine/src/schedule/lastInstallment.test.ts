import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { plainDate } from "../calendar/plainDate.ts";
import { type RoundingMode, roundingModes, roundRatio } from "../money/rounding.ts";
import { amortize } from "./amortize.ts";
import { checkLoanTerms } from "./checkLoanTerms.ts";
import { residueTooLarge } from "./lastInstallment.ts";
import type { LoanTerms } from "./loanTerms.ts";
import { negativeAmortization } from "./runs.ts";

/** Whole yen, so that amounts in these tests are minor units. */
const terms: LoanTerms = {
  currency: "JPY",
  principal: 100,
  annualRatePercent: 0,
  installments: 3,
  frequency: "P1M",
  disbursedOn: plainDate("2024-01-31"),
  method: "annuity",
  dayCount: "PLAIN_PERIOD",
  rounding: { mode: "halfEven" },
};

const unit = (installmentUnit: number): Pick<LoanTerms, "rounding"> => ({
  rounding: { mode: "halfEven", installmentUnit },
});

function outcome(changes: Partial<LoanTerms>): {
  payments: number[];
  emi: number;
  smoothed: boolean;
  endedEarly: boolean;
} {
  const schedule = amortize({ ...terms, ...changes });
  return {
    payments: [...schedule].map((row) => row.payment.toNumber()),
    emi: schedule.emi.toNumber(),
    smoothed: schedule.ending.smoothed,
    endedEarly: schedule.ending.endedEarly,
  };
}

/** 199 at 1 % a month: after one installment a year in which interest is added, and two more. */
const roundedTwelveTimes: Partial<LoanTerms> = {
  principal: 199,
  annualRatePercent: 12,
  installments: 15,
  moratorium: { installments: 12, fromInstallment: 2, interest: "capitalized" },
  onChange: "level",
  lastInstallment: "smooth",
};
const nothing = Array.from({ length: 12 }, () => 0);

// 100 over 3 at rate zero is 33.33…
test.each<[name: string, Partial<LoanTerms>, ReturnType<typeof outcome>]>([
  [
    "a residue within the bound is absorbed",
    {},
    { payments: [33, 33, 34], emi: 33, smoothed: false, endedEarly: false },
  ],
  [
    "also where the unit makes it large",
    unit(10),
    { payments: [30, 30, 40], emi: 30, smoothed: false, endedEarly: false },
  ],
  [
    "and where it makes the last one smaller",
    unit(5),
    { payments: [35, 35, 30], emi: 35, smoothed: false, endedEarly: false },
  ],
  [
    "a residue as large as the bound is within it",
    { ...unit(10), maxResidue: 10 },
    { payments: [30, 30, 40], emi: 30, smoothed: false, endedEarly: false },
  ],
  [
    // Rounded up to 50 the loan ends a row early, 50 short of 3 * 50. The one before, 0, never
    // repays and is 100 over: 50 is the nearer, and stays.
    "an installment that ends early stays where none is nearer",
    { rounding: { mode: "up", installmentUnit: 50 }, lastInstallment: "smooth" },
    { payments: [50, 50], emi: 50, smoothed: false, endedEarly: true },
  ],
  [
    // 40, 40, 20 is 20 short of 3 * 40; 30, 30, 40 is 10 over 3 * 30.
    "smooth moves an installment that was rounded up",
    { rounding: { mode: "up", installmentUnit: 10 }, lastInstallment: "smooth" },
    { payments: [30, 30, 40], emi: 30, smoothed: true, endedEarly: false },
  ],
  [
    "absorb leaves it",
    { rounding: { mode: "up", installmentUnit: 10 } },
    { payments: [40, 40, 20], emi: 40, smoothed: false, endedEarly: false },
  ],
  [
    // 30, 30, 40 would be the nearer, by 10 over, but 40 - 30 is more than 5; 35, 35, 30 is not.
    "absorb smooths what is beyond the bound",
    { rounding: { mode: "down", installmentUnit: 5 }, maxResidue: 5 },
    { payments: [35, 35, 30], emi: 35, smoothed: true, endedEarly: false },
  ],
  [
    // 1 / 480 rounds to nothing. One yen a month repays it at once.
    "an installment that rounds to zero becomes one unit",
    { principal: 1, installments: 480 },
    { payments: [1], emi: 1, smoothed: true, endedEarly: true },
  ],
  [
    // 500 / 480 → 1 leaves 21 for the last one; 2 repays in 250 rows, with nothing left over.
    "a long loan of few units ends early rather than with 21 times the installment",
    { principal: 500, installments: 480 },
    { payments: Array.from({ length: 250 }, () => 2), emi: 2, smoothed: true, endedEarly: true },
  ],
  [
    "unless the bound allows it",
    { principal: 500, installments: 480, maxResidue: 20 },
    {
      payments: [...Array.from({ length: 479 }, () => 1), 21],
      emi: 1,
      smoothed: false,
      endedEarly: false,
    },
  ],
  [
    // 20 % a month on 100 is 20, which 15 does not cover. Of 30 a month the interest leaves 90,
    // 78, 64 (15.6 → 16), 47 (12.8 → 13), 26 (9.4 → 9), 1 (5.2 → 5), and 0.2 → 0 on that.
    "an installment below the first interest is never taken, whatever the bound",
    {
      annualRatePercent: 240,
      installments: 12,
      rounding: { mode: "halfEven", installmentMode: "down", installmentUnit: 15 },
      maxResidue: 1000,
    },
    { payments: [30, 30, 30, 30, 30, 30, 1], emi: 30, smoothed: true, endedEarly: true },
  ],
  [
    // 10 * 1.01 = 10.1 → 10 in one payment; to a unit of 100 the installment is 0, and then 100.
    "a single payment below half the unit",
    { principal: 10, annualRatePercent: 12, installments: 1, ...unit(100) },
    { payments: [10], emi: 100, smoothed: true, endedEarly: false },
  ],
  [
    // 33 leaves 34, one over; 34 leaves 32, two short of 3 * 34. `lower` takes no 34 at the end.
    "lower takes the further one where only its last is not above the others",
    { lastInstallment: "lower" },
    { payments: [34, 34, 32], emi: 34, smoothed: true, endedEarly: false },
  ],
  [
    // 67 leaves 66, one short; 66 leaves 68, two over.
    "higher takes the further one where only its last is not below the others",
    { principal: 200, lastInstallment: "higher" },
    { payments: [66, 66, 68], emi: 66, smoothed: true, endedEarly: false },
  ],
  [
    "lower takes one without a residue",
    { principal: 99, lastInstallment: "lower" },
    { payments: [33, 33, 33], emi: 33, smoothed: false, endedEarly: false },
  ],
  [
    "and so does higher",
    { principal: 99, lastInstallment: "higher" },
    { payments: [33, 33, 33], emi: 33, smoothed: false, endedEarly: false },
  ],
  [
    // 73.12… of exact interest. Rounded up each time, 199 + 2 − 76 grows by 2 twelve times, to 149,
    // and 149 + 2 − 76 = 75 bears 1 more.
    "rounded interest moves it by more than one unit, up",
    { ...roundedTwelveTimes, rounding: { mode: "up", installmentMode: "halfEven" } },
    { payments: [76, ...nothing, 76, 76], emi: 76, smoothed: true, endedEarly: false },
  ],
  [
    // 37.11… of exact interest. 101 + 2 − 39 grows by 1 twelve times, to 76, and 76 + 1 − 39 = 38
    // bears 1 more.
    "also where none but it will do",
    {
      ...roundedTwelveTimes,
      principal: 101,
      rounding: { mode: "up", installmentMode: "halfEven" },
      lastInstallment: "higher",
    },
    { payments: [39, ...nothing, 39, 39], emi: 39, smoothed: true, endedEarly: false },
  ],
  [
    // Rounded down, 199 + 1 − 71 grows by 1 twelve times, to 141, and 141 + 1 − 71 = 71 bears none.
    "or down",
    { ...roundedTwelveTimes, rounding: { mode: "down", installmentMode: "halfEven" } },
    { payments: [71, ...nothing, 71, 71], emi: 71, smoothed: true, endedEarly: false },
  ],
  [
    // 120 % of 100, where the installment is rounded to nothing and the bound allows the rest.
    "a single payment is the last one, whatever the installment is",
    { annualRatePercent: 240, installments: 1, maxResidue: 200, ...unit(1000) },
    { payments: [120], emi: 0, smoothed: false, endedEarly: false },
  ],
])("%s", (_, changes, expected) => {
  expect(outcome(changes)).toEqual(expected);
});

test("higher is refused where the interest is covered by none that lasts", () => {
  // Of 100 at 20 % a month 15 does not cover the first 20, and 30 is repaid early, as above.
  const uncovered = negativeAmortization({
    installment: "15",
    interest: "20",
    dueOn: "2024-02-29",
  });
  const asked: LoanTerms = {
    ...terms,
    annualRatePercent: 240,
    installments: 12,
    rounding: { mode: "halfEven", installmentMode: "down", installmentUnit: 15 },
    lastInstallment: "higher",
  };
  expect(() => amortize(asked)).toThrow(uncovered);
});

describe("refused, with the best that there is", () => {
  test("no installment of 100 over 3 leaves no residue", () => {
    // 33 leaves 34 and 34 leaves 32.
    const refusal = residueTooLarge({ installment: "33", lastInstallment: "34", maxResidue: "0" });
    expect(() => amortize({ ...terms, maxResidue: 0 })).toThrow(refusal);
    expect(amortize({ ...terms, principal: 99, maxResidue: 0 }).ending.smoothed).toBe(false);
  });

  test("in the currency's own form", () => {
    // 1.00 over 3: 0.33 leaves 0.34; half a cent would be too precise, so the bound is 0.
    const usd = { ...terms, currency: "USD", principal: 1, maxResidue: "0.00" } as const;
    const refusal = residueTooLarge({
      installment: "0.33",
      lastInstallment: "0.34",
      maxResidue: "0.00",
    });
    expect(() => amortize(usd)).toThrow(refusal);
    expect(refusal.kind).toBe("refused");
  });

  test("interest that rounding keeps as high as the installment", () => {
    // 70 % a month on 3 yen: 2.1 → 2, and 3 * 0.7 / (1 − 1.7^-24) = 2.1… → 2 never repays.
    const stuck = { principal: 3, annualRatePercent: 840, installments: 24 };
    // 3 yen a month: 3 + 2 − 3 = 2, 2 + 1 − 3 = 0: two rows, none left over.
    expect(outcome(stuck)).toEqual({ payments: [3, 3], emi: 3, smoothed: true, endedEarly: true });
    // In steps of 2: 2 leaves 3 + 2 for the last row; 4 leaves 1 + 1 for the second.
    const inTwos = { ...stuck, ...unit(2) };
    expect(outcome(inTwos)).toEqual({ payments: [4, 2], emi: 4, smoothed: true, endedEarly: true });
    const refusal = residueTooLarge({ installment: "2", lastInstallment: "5", maxResidue: "1" });
    expect(() => amortize({ ...terms, ...inTwos, maxResidue: 1 })).toThrow(refusal);
  });
});

interface Followed {
  readonly installment: number;
  readonly last: number;
  /** Paid in all, less the asked number of installments. */
  readonly excess: number;
  /** The first interest is more than the installment. */
  readonly grows: boolean;
}

/** What an installment leads to, row by row in bigints. */
function follow(asked: LoanTerms, installment: number): Followed {
  const { rates, principal, installments } = checkLoanTerms(asked);
  const annual = rates[0]?.annual ?? { numerator: 0, denominator: 1 };
  const [numerator, denominator] = [BigInt(annual.numerator), 12n * BigInt(annual.denominator)];
  let balance = BigInt(principal);
  let [paid, last, grows] = [0, 0, false];
  for (let row = 1; row <= installments && balance > 0n; row += 1) {
    const interest = roundRatio(balance * numerator, denominator, asked.rounding.mode);
    grows ||= row < installments && interest > BigInt(installment);
    const due = Number(balance + interest);
    last = row === installments ? due : Math.min(due, installment);
    balance += interest - BigInt(last);
    paid += last;
  }
  return { installment, last, excess: paid - installments * installment, grows };
}

/** Every installment there could be, up to one that pays all at once. */
function followAll(asked: LoanTerms): Followed[] {
  const step = checkLoanTerms(asked).installmentUnit;
  const allAtOnce = follow(asked, 1e9).last;
  const count = Math.ceil(allAtOnce / step) + 2;
  return Array.from({ length: count }, (_, index) => follow(asked, index * step));
}

const anyMode: fc.Arbitrary<RoundingMode> = fc.constantFrom(...roundingModes);
const anyLoan = fc
  .record({
    principal: fc.integer({ min: 1, max: 3000 }),
    annualRatePercent: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 600 })),
    installments: fc.integer({ min: 1, max: 60 }),
    lastInstallment: fc.constantFrom("absorb", "smooth"),
    rounding: fc.record({
      mode: anyMode,
      installmentMode: anyMode,
      installmentUnit: fc.constantFrom(1, 2, 5, 10, 100),
    }),
  })
  .map((changes): LoanTerms => ({ ...terms, ...changes }));

test("smooth finds the least difference that any installment has", () => {
  fc.assert(
    fc.property(anyLoan, (loan) => {
      const asked: LoanTerms = { ...loan, lastInstallment: "smooth", maxResidue: 1_000_000 };
      const schedule = amortize(asked);
      const found = follow(asked, schedule.emi.toNumber());
      const others = followAll(asked).filter(({ grows }) => !grows);
      expect(Math.abs(found.excess)).toBe(Math.min(...others.map((o) => Math.abs(o.excess))));
      expect(schedule.row(schedule.length).payment.toNumber()).toBe(found.last);
    }),
    { numRuns: 300 },
  );
});

test("the bound holds, or both candidates are beyond it", () => {
  const seen = { held: 0, refused: 0 };
  fc.assert(
    fc.property(anyLoan, fc.integer({ min: 0, max: 40 }), (loan, maxResidue) => {
      const asked: LoanTerms = { ...loan, maxResidue };
      try {
        const schedule = amortize(asked);
        const last = schedule.row(schedule.length).payment;
        expect(last.minus(schedule.emi).abs().toNumber()).toBeLessThanOrEqual(maxResidue);
        seen.held += 1;
      } catch (error) {
        if (!residueTooLarge.is(error)) throw error;
        const all = followAll(asked);
        const lasting = all.findLastIndex(({ grows, excess }) => grows || excess >= 0);
        const candidates = all.slice(lasting, lasting + 2).filter(({ grows }) => !grows);
        for (const { installment, last } of candidates) {
          expect(Math.abs(last - installment)).toBeGreaterThan(maxResidue);
        }
        const named = candidates.find(
          (each) => each.installment === Number(error.details.installment),
        );
        expect(named?.last).toBe(Number(error.details.lastInstallment));
        seen.refused += 1;
      }
    }),
    { numRuns: 1000 },
  );
  expect(seen.held).toBeGreaterThan(100);
  expect(seen.refused).toBeGreaterThan(100);
});
