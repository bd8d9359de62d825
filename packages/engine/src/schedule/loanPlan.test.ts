import { describe, expect, test } from "vitest";
import { satSun } from "../calendar/holidayCalendar.ts";
import { plainDate } from "../calendar/plainDate.ts";
import { amortize } from "./amortize.ts";
import type { ChangePolicy, LoanTerms } from "./loanTerms.ts";
import { reschedule } from "./reschedule.ts";
import type { Schedule } from "./schedule.ts";

/** 1,200 at 1 % a month of 30 days, 207.06 each time: 1004.94, 807.93 and 608.95 are left. */
const base: LoanTerms = {
  currency: "USD",
  principal: 1200,
  annualRatePercent: 12,
  installments: 6,
  frequency: "P1M",
  disbursedOn: plainDate("2024-01-01"),
  method: "annuity",
  dayCount: "30E/360",
  rounding: { mode: "halfEven" },
};

const loan = (changes: Partial<LoanTerms>): Schedule => amortize({ ...base, ...changes });

const payments = (schedule: Schedule): number[] =>
  [...schedule].map(({ payment }) => payment.toNumber());

const interest = (schedule: Schedule): number[] =>
  [...schedule].map((row) => row.interest.toNumber());

describe("where the installment is set anew", () => {
  /** To tens of yen without interest, so that what each setting rounds away is seen. */
  const inTens = (changes: Partial<LoanTerms>): number[] =>
    payments(
      loan({
        currency: "JPY",
        principal: 100,
        annualRatePercent: 0,
        installments: 5,
        rounding: { mode: "halfEven", installmentUnit: 10 },
        ...changes,
      }),
    );
  const tranche = { on: plainDate("2024-03-01"), amount: 30 };
  const noRate = { from: plainDate("2024-04-15"), annualRatePercent: 0 };

  test.each<[what: string, changes: Partial<LoanTerms>, expected: readonly number[]]>([
    // 100 / 4 = 25 → 20; then 60 / 2
    [
      "after a moratorium",
      { moratorium: { installments: 1, fromInstallment: 3, interest: "paid" } },
      [20, 20, 0, 30, 30],
    ],
    [
      "unless one installment is for the whole loan",
      {
        moratorium: { installments: 1, fromInstallment: 3, interest: "paid" },
        onChange: "level",
      },
      [20, 20, 0, 20, 40],
    ],
    // 70 / 5 = 14 → 10; then (50 + 30) / 3 = 26.67 → 30
    ["in the period of a tranche", { tranches: [tranche] }, [10, 10, 30, 30, 20]],
    // 100 / 5
    [
      "or once for all that is lent",
      { tranches: [tranche], onChange: "level" },
      [20, 20, 20, 20, 20],
    ],
    // 110 / 7 = 15.71 → 20; then 50 / 4 = 12.5 → 10
    [
      "from the first installment due after a rate changed",
      { installments: 7, principal: 110, rates: [noRate] },
      [20, 20, 20, 10, 10, 10, 20],
    ],
    [
      "not for a rate from after the end",
      { installments: 4, rates: [{ from: plainDate("2024-05-01"), annualRatePercent: 24 }] },
      [20, 20, 20, 40],
    ],
    [
      "for a rate and a tranche of one period once",
      {
        tranches: [tranche],
        rates: [{ from: plainDate("2024-03-15"), annualRatePercent: 0 }],
      },
      [10, 10, 30, 30, 20],
    ],
    [
      // 60 / 5 = 12 → 10; (50 + 20) / 4 = 17.5 → 20; (50 + 20) / 3 = 23.3 → 20
      "for each of more tranches",
      {
        tranches: [
          { on: plainDate("2024-02-01"), amount: 20 },
          { on: plainDate("2024-03-10"), amount: 20 },
        ],
      },
      [10, 20, 20, 20, 30],
    ],
    // 90 / 5 = 18 → 20 from the second row on
    ["after a down payment", { downPaymentPercent: 10 }, [10, 20, 20, 20, 20, 10]],
  ])("%s", (_, changes, expected) => {
    expect(inTens(changes)).toEqual(expected);
  });

  test("after a first moratorium for what really was added: 154 rather than 157.76", () => {
    // 140 bears 1.4 → 1 ten times, then 1.5 → 2 and 1.52 → 2. 154 · 0.50751 = 78.16; of the exact
    // 140 · 1.01^12 it would be 80.06.
    for (const onChange of ["recompute", "level"] satisfies ChangePolicy[]) {
      const schedule = loan({
        currency: "JPY",
        principal: 140,
        installments: 14,
        moratorium: { installments: 12, interest: "capitalized" },
        onChange,
      });
      expect(schedule.row(12).closingBalance.toNumber()).toBe(154);
      expect(payments(schedule).slice(12)).toEqual([78, 79]);
    }
  });
});

test("a rate that changes on the last day of a period sets its installment", () => {
  // 608.95 for 29 days at 12 % and one at 24 %, and from there 2 % a month: 6.292…, 209.155…
  const schedule = loan({ rates: [{ from: plainDate("2024-04-30"), annualRatePercent: 24 }] });
  expect(payments(schedule).slice(0, 4)).toEqual([207.06, 207.06, 207.06, 209.16]);
  expect(interest(schedule).slice(2, 4)).toEqual([8.08, 6.29]);
});

test("one that changes on a due date leaves what is due then", () => {
  const atOnce = loan({ rates: [{ from: plainDate("2024-02-01"), annualRatePercent: 24 }] });
  // 1004.94 over five at 2 %: 213.206…
  expect(payments(atOnce).slice(0, 3)).toEqual([207.06, 213.21, 213.21]);
  // 608.95 and 200 more over three at 1 %: 275.060…
  const afterTranche = loan({
    principal: 1400,
    tranches: [{ on: plainDate("2024-04-01"), amount: 200 }],
    rates: [{ from: plainDate("2024-05-01"), annualRatePercent: 24 }],
  });
  expect(payments(afterTranche).slice(2, 4)).toEqual([207.06, 275.06]);
});

test("or one installment takes every rate into account: 209.057…", () => {
  const rates = [{ from: plainDate("2024-04-01"), annualRatePercent: 24 }];
  const schedule = loan({ rates, onChange: "level" });
  expect(payments(schedule).slice(0, 5)).toEqual([209.06, 209.06, 209.06, 209.06, 209.06]);
  expect(interest(schedule).slice(2, 4)).toEqual([8.04, 12.06]);
});

test("and every tranche: 600, 400 more for four months and 200 for two, 204.351…", () => {
  const tranches = [
    { on: plainDate("2024-03-01"), amount: 400 },
    { on: plainDate("2024-05-01"), amount: 200 },
  ];
  const schedule = loan({ tranches, onChange: "level" });
  expect(schedule.emi.toFixed(2)).toBe("204.35");
  expect([...schedule].map((row) => row.disbursed.toNumber())).toEqual([0, 0, 400, 0, 200, 0]);
});

test("of two rates the later one counts from its day on", () => {
  const rates = [
    { from: plainDate("2024-02-16"), annualRatePercent: 24 },
    { from: plainDate("2024-04-16"), annualRatePercent: 0 },
  ];
  // 1200 · (1 %; 0.5 % + 1 %; 2 %; 1 %; 0 %; 0 %)
  expect(interest(loan({ method: "interestOnly", rates }))).toEqual([12, 18, 24, 12, 0, 0]);
});

test("money lent on a due date, and repaid on it, counts in the next period and in this one", () => {
  const tranches = [{ on: plainDate("2024-03-01"), amount: 300 }];
  const { schedule } = reschedule(
    loan({ method: "equalPrincipal", principal: 1500, tranches }),
    { kind: "prepayment", on: plainDate("2024-03-01"), amount: 100 },
    "reduceInstallment",
  );
  // 800 − 100 is left, and 300 more from there on: (700 + 300) / 4, and 1 % of 1000.
  expect(schedule.row(2).prepaid.toNumber()).toBe(100);
  expect(schedule.row(2).closingBalance.toNumber()).toBe(700);
  expect(schedule.row(3).disbursed.toNumber()).toBe(300);
  expect(payments(schedule).slice(2)).toEqual([260, 257.5, 255, 252.5]);
});

describe("a moratorium in the middle, of level principal: 300 in the four rows that are left", () => {
  test.each([
    ["paid", [312, 309, 6, 6, 306, 303], [0, 0]],
    ["waived", [312, 309, 0, 0, 306, 303], [0, 0]],
    // 600 grows to 612.06: 306.03 from there on.
    ["capitalized", [312, 309, 0, 0, 312.15, 309.09], [6, 6.06]],
  ] as const)("interest %s", (kind, expected, capitalized) => {
    const moratorium = { installments: 2, fromInstallment: 3, interest: kind };
    const schedule = loan({ method: "equalPrincipal", moratorium });
    expect(payments(schedule)).toEqual(expected);
    expect([3, 4].map((row) => schedule.row(row).capitalized.toNumber())).toEqual(capitalized);
  });

  test("after a down payment it is counted from the first installment", () => {
    const moratorium = { installments: 2, fromInstallment: 1, interest: "paid" } as const;
    const schedule = loan({ method: "equalPrincipal", moratorium, downPaymentPercent: 50 });
    // 600 bears 6 twice, and is repaid in four parts of 150.
    expect(payments(schedule)).toEqual([600, 6, 6, 156, 154.5, 153, 151.5]);
  });
});

describe("due dates on business days", () => {
  // 1 June 2024 is a Saturday: due on Monday the third. The days of a period are 30, as counted.
  const businessDay = { convention: "following", calendar: satSun } as const;
  const method = "interestOnly";

  test("leave interest as it is where it runs to the day as counted", () => {
    const schedule = loan({ method, businessDay });
    expect(schedule.row(5).dueOn).toBe("2024-06-03");
    expect(schedule.row(6).periodStart).toBe("2024-06-01");
    expect(interest(schedule)).toEqual([12, 12, 12, 12, 12, 12]);
  });

  test("and move it where it runs to the day as moved: two days of 0.40 more, and less", () => {
    const schedule = loan({ method, businessDay: { ...businessDay, interestUntil: "adjusted" } });
    expect(schedule.row(6).periodStart).toBe("2024-06-03");
    expect(interest(schedule)).toEqual([12, 12, 12, 12, 12.8, 11.2]);
  });

  test("a bullet is due on one", () => {
    // Until Saturday 1 June, or until Monday.
    const bullet = { method: "bullet", installments: 5, businessDay } as const;
    expect(loan(bullet).row(1)).toMatchObject({ periodStart: "2024-01-01", dueOn: "2024-06-03" });
    expect(interest(loan(bullet))).toEqual([60]);
    const adjusted = { ...businessDay, interestUntil: "adjusted" } as const;
    expect(interest(loan({ ...bullet, businessDay: adjusted }))).toEqual([60.8]);
  });
});
