import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { amountTooLarge, multiplier } from "../money/minorUnits.ts";
import { type RoundingMode, roundingModes } from "../money/rounding.ts";
import { amortize } from "./amortize.ts";
import { type LevelRows, levelInstallment } from "./levelInstallment.ts";
import type { LoanTerms } from "./loanTerms.ts";
import { reschedule } from "./reschedule.ts";
import { rowKinds } from "./rows.ts";
import type { Schedule } from "./schedule.ts";

/**
 * Whole yen at 100 % a year, so that what is owed doubles from row to row and the installment comes
 * out whole: the case that no guess can settle, since the least error would round it the other way.
 */
const doubling: LoanTerms = {
  currency: "JPY",
  principal: 70,
  annualRatePercent: 100,
  installments: 3,
  frequency: "P1Y",
  disbursedOn: plainDate("2024-01-15"),
  method: "annuity",
  dayCount: "30E/360",
  rounding: { mode: "halfEven" },
};

/** Payment and closing balance of each row. */
function rows(schedule: Schedule): string[] {
  return schedule.toJSON().rows.map((row) => `${row.payment} ${row.closingBalance}`);
}

const steps = [
  { fromInstallment: 1, times: 1 },
  { fromInstallment: 3, times: "0.5" },
];
const balloon = (amount: number): LoanTerms["method"] => ({ name: "balloon", balloon: amount });
const onSecondDue = { on: plainDate("2026-01-15"), amount: 50 };
const onFirstDue = { on: plainDate("2025-01-15"), amount: 50 };

const whole: ReadonlyArray<
  readonly [what: string, changes: Partial<LoanTerms>, expected: readonly string[]]
> = [
  [
    // 8 · 70 = (4 + 2 + 1) · 80
    "an annuity of 80",
    {},
    ["80 60", "80 40", "80 0"],
  ],
  [
    // 8 · 75 − 40 = 7 · 80
    "a balloon of 40 after 80 each time",
    { principal: 75, method: balloon(40) },
    ["80 70", "80 60", "120 0"],
  ],
  [
    // 8 · 130 = (4 + 2 + 0.5) · 160
    "steps of 160, 160 and 80",
    { principal: 130, method: { name: "stepped", steps } },
    ["160 100", "160 40", "80 0"],
  ],
  [
    // 100 doubles four times, 50 twice; payments in rows 1, 3 and 4 grow to 8 + 2 + 1:
    // 1600 + 200 − 40 = 11 · 160
    "160 around a year that is added to the balance, with 50 more lent from the third on",
    {
      principal: 150,
      installments: 4,
      method: balloon(40),
      onChange: "level",
      moratorium: { installments: 1, fromInstallment: 2, interest: "capitalized" },
      tranches: [onSecondDue],
    },
    ["160 40", "0 80", "160 100", "200 0"],
  ],
  [
    // The second row does not double: (2 · 100 + 50) · 4 − 20 = (4 + 2 + 1) · 140
    "140 around a year of interest alone, with 50 more lent from it on",
    {
      principal: 150,
      installments: 4,
      method: balloon(20),
      onChange: "level",
      moratorium: { installments: 1, fromInstallment: 2, interest: "paid" },
      tranches: [onFirstDue],
    },
    ["140 60", "110 110", "140 80", "160 0"],
  ],
  [
    // 16 · 100 + 8 · 50 + 4 · 30 − 20 = (8 + 4 + 2 + 1) · 140
    "140 with 50 more lent from the second on, and 30 from the third",
    {
      principal: 180,
      installments: 4,
      method: balloon(20),
      onChange: "level",
      tranches: [onFirstDue, { on: plainDate("2026-01-15"), amount: 30 }],
    },
    ["140 60", "140 80", "140 80", "160 0"],
  ],
  [
    // 4 · 90 + 40 · 1.5 = (2 + 1) · 140
    "140 with 40 more lent at half of the second year",
    {
      principal: 130,
      installments: 2,
      onChange: "level",
      tranches: [{ on: plainDate("2025-07-15"), amount: 40 }],
    },
    ["140 40", "140 0"],
  ],
  [
    // Of the 70 lent first, 8 · 70 = 7 · 80. Of 60 and 30 more, 4 · 90 = (2 + 1) · 120.
    "set anew when 30 more are lent",
    {
      principal: 100,
      tranches: [{ on: plainDate("2025-01-15"), amount: 30 }],
    },
    ["80 60", "120 60", "120 0"],
  ],
];

describe.each(roundingModes)("a whole installment is itself, also rounded %s", (mode) => {
  test.each(whole)("%s", (_, changes, expected) => {
    expect(rows(amortize({ ...doubling, ...changes, rounding: { mode } }))).toEqual(expected);
  });

  test("and after 20 is repaid at half of a year: 60 · 4 − 20 · 1.5 · 2 = 3 · 60", () => {
    const { schedule } = reschedule(
      amortize({ ...doubling, rounding: { mode } }),
      { kind: "prepayment", on: plainDate("2025-07-15"), amount: 20 },
      "reduceInstallment",
    );
    // Interest of the second row: 60 − 20 / 2 = 50.
    expect(rows(schedule)).toEqual(["80 60", "60 30", "60 0"]);
  });
});

describe.each(roundingModes)("so where doubles are off by a little, rounded %s", (mode) => {
  const rounding = { mode } as const;

  test("at 90 %: 460458810 · 0.9 · 1.9^6 / (1.9^6 − 1), with 1.9^6 = 47.045881", () => {
    const years = { principal: 460458810, annualRatePercent: 90, installments: 6, rounding };
    expect(amortize({ ...doubling, ...years }).emi.toFixed()).toBe("423412929");
  });

  test("at 90 % with 5510 lent a year after 2900: (2900 · 3.61 + 5510 · 1.9) / 2.9 = 7220", () => {
    for (let times = 1; times <= 40; times += 1) {
      const asked: LoanTerms = {
        ...doubling,
        principal: times * (2900 + 5510),
        annualRatePercent: 90,
        installments: 2,
        tranches: [{ on: onFirstDue.on, amount: times * 5510 }],
        onChange: "level",
        rounding,
      };
      expect(amortize(asked).emi.toNumber()).toBe(times * 7220);
    }
  });
});

// 8 · 75 − 33 = 7 · 81: halfway between 80 and 82.
test.each<[mode: RoundingMode, installment: string]>([
  ["halfEven", "80"],
  ["halfUp", "82"],
  ["halfDown", "80"],
  ["up", "82"],
  ["down", "80"],
])("a tie between two multiples of the unit, rounded %s, is %s", (installmentMode, installment) => {
  const rounding = { mode: "halfEven", installmentMode, installmentUnit: 2 } as const;
  const schedule = amortize({ ...doubling, principal: 75, method: balloon(33), rounding });
  expect(schedule.emi.toFixed()).toBe(installment);
});

test("an installment beyond 2^53 - 1 minor units is refused by its name", () => {
  // 9 · 10^15 and its interest of 10 times as much, in one payment.
  const largest = {
    ...doubling,
    principal: "9000000000000000",
    annualRatePercent: 1000,
    installments: 1,
  };
  const refusal = amountTooLarge({ minorUnits: "99000000000000000", field: "The installment" });
  expect(() => amortize(largest)).toThrow(refusal);
  const withBalloon = amountTooLarge({ minorUnits: "98999999999999999", field: "The installment" });
  expect(() => amortize({ ...largest, method: balloon(1) })).toThrow(withBalloon);
});

describe("rows on their own", () => {
  /** One row that doubles a balance. */
  const row: LevelRows = {
    from: 0,
    to: 1,
    balance: 100,
    balloon: 0,
    factors: { same: multiplier(1, 1, "down") },
    kinds: undefined,
    times: undefined,
    scale: 1,
    changes: [],
    unit: 1,
    mode: "down",
  };

  test("pay all that is owed after them", () => {
    expect(levelInstallment(row)).toBe(200);
    expect(levelInstallment({ ...row, balloon: 30 })).toBe(170);
  });

  test("of which none pays an installment have none", () => {
    expect(levelInstallment({ ...row, kinds: Uint8Array.of(rowKinds.interest) })).toBe(0);
  });

  test("refuse one that the unit rounds beyond 2^53 - 1", () => {
    // Twice 2^52 + 64 is 2^53 + 128, down to a multiple of 256.
    expect(() => levelInstallment({ ...row, balance: 2 ** 52 + 64, unit: 256 })).toThrow(
      amountTooLarge({ minorUnits: "9007199254740992", field: "The installment" }),
    );
  });
});
