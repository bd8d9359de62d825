import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { amortize } from "./amortize.ts";
import type { LoanTerms } from "./loanTerms.ts";

/** 1,200 at 12 %: 144 for a year, 12 for a month of one twelfth. */
const base: LoanTerms = {
  currency: "USD",
  principal: 1200,
  annualRatePercent: 12,
  installments: 3,
  frequency: "P1M",
  disbursedOn: plainDate("2023-11-30"),
  method: "interestOnly",
  dayCount: "ACT/365.FIXED",
  rounding: { mode: "halfEven" },
};

const interest = (changes: Partial<LoanTerms>): string[] =>
  [...amortize({ ...base, ...changes })].map((row) => row.interest.toFixed(2));

describe("what a day count looks at", () => {
  test.each<[what: string, changes: Partial<LoanTerms>, expected: readonly string[]]>([
    // 31, 31 and 29 days of 144/365
    ["days", { roll: 31 }, ["12.23", "12.23", "11.44"]],
    // 30 each but for the end: 29 February is the loan's last day, 29 days of 144/360.
    ["the loan's last day", { dayCount: "30E/360.ISDA", roll: 31 }, ["12.00", "12.00", "11.60"]],
    [
      "which is another if it lasts longer",
      { dayCount: "30E/360.ISDA", roll: 31, installments: 4 },
      ["12.00", "12.00", "12.00", "12.00"],
    ],
    [
      // Over 366 where 29 February lies in the year: 365/365, 366/366.
      "years",
      {
        dayCount: "ACT/365L",
        frequency: "P1Y",
        disbursedOn: plainDate("2022-03-01"),
        installments: 2,
      },
      ["144.00", "144.00"],
    ],
    [
      // Half-years over their end's year: 184/365, 182/366.
      "the frequency",
      {
        dayCount: "ACT/365L",
        frequency: "P6M",
        disbursedOn: plainDate("2023-03-01"),
        installments: 2,
      },
      ["72.59", "71.61"],
    ],
    ["whole periods", { dayCount: "PLAIN_PERIOD" }, ["12.00", "12.00", "12.00"]],
    ["nothing at all", { dayCount: "1/1" }, ["144.00", "144.00", "144.00"]],
    [
      // 30 January to 29 February, where months end on the 31st: a month and one day of another's 31.
      "the regular periods beside a stub",
      {
        dayCount: "ACT/ACT.ICMA",
        disbursedOn: plainDate("2024-01-30"),
        firstDueOn: plainDate("2024-02-29"),
        roll: 31,
      },
      ["12.39", "12.00", "12.00"],
    ],
    [
      "which on the 30th it is one of",
      {
        dayCount: "ACT/ACT.ICMA",
        disbursedOn: plainDate("2024-01-30"),
        firstDueOn: plainDate("2024-02-29"),
        roll: 30,
      },
      ["12.00", "12.00", "12.00"],
    ],
    [
      "by the month's end in every fourth year",
      { dayCount: "ACT/ACT.ICMA", frequency: "P1Y", disbursedOn: plainDate("2024-02-29") },
      ["144.00", "144.00", "144.00"],
    ],
    [
      // On 28 February thrice, and on the 29th of 2024: each is one whole year.
      "also where the leap day comes later",
      {
        dayCount: "ACT/ACT.ICMA",
        frequency: "P1Y",
        disbursedOn: plainDate("2021-02-28"),
        roll: 29,
        installments: 4,
      },
      ["144.00", "144.00", "144.00", "144.00"],
    ],
    [
      // To 30 April: 62 days of 2023 over 365 and 120 of 2024 over 366.
      "calendar years",
      {
        dayCount: "ACT/ACT.ISDA",
        frequency: "P6M",
        disbursedOn: plainDate("2023-10-31"),
        installments: 1,
      },
      ["71.67"],
    ],
  ])("%s", (_, changes, expected) => {
    expect(interest(changes)).toEqual(expected);
  });

  test("before the first installment a down payment bears nothing by any", () => {
    for (const dayCount of ["PLAIN_PERIOD", "30E/360", "ACT/ACT.ICMA", "1/1"] as const) {
      const disbursedOn = plainDate("2024-01-01");
      const found = interest({ dayCount, disbursedOn, downPaymentPercent: 50 });
      const each = dayCount === "1/1" ? "72.00" : "6.00";
      expect([dayCount, ...found]).toEqual([dayCount, "0.00", each, each, each]);
    }
  });
});

describe("a part of a period", () => {
  const disbursedOn = plainDate("2024-02-01");
  const lent = { principal: 1800, tranches: [{ on: plainDate("2024-03-11"), amount: 600 }] };

  test.each([
    // 600 from the 11th to the end of March: 21 days of 31, 20 of 30, 21 of 365.
    ["PLAIN_PERIOD", ["12.00", "16.06", "18.00"]], // 12 + 6 · 21/31
    ["30E/360", ["12.00", "16.00", "18.00"]],
    ["ACT/365.FIXED", ["11.44", "16.37", "17.75"]], // 29, 31 and 30 days; 144 · 31/365 + 72 · 21/365
  ] as const)("is counted by %s as its periods are", (dayCount, expected) => {
    expect(interest({ dayCount, disbursedOn, ...lent })).toEqual(expected);
  });

  test.each([
    // 10 of 31 days at 12 %, 21 at 24 %
    ["PLAIN_PERIOD", ["12.00", "20.13", "24.00"]], // 12 · 10/31 + 24 · 21/31
    ["30E/360", ["12.00", "20.00", "24.00"]],
    ["ACT/365.FIXED", ["11.44", "20.52", "23.67"]], // (144 · 10 + 288 · 21) / 365
  ] as const)("at each of two rates by %s", (dayCount, expected) => {
    const rates = [{ from: plainDate("2024-03-11"), annualRatePercent: 24 }];
    expect(interest({ dayCount, disbursedOn, rates })).toEqual(expected);
  });

  test("with both, what was lent bears each rate from its own day", () => {
    // 1200 at 12 % for ten days of 30 and 24 % for 20; 600 from the 21st, ten days at 24 %.
    const rates = [{ from: plainDate("2024-03-11"), annualRatePercent: 24 }];
    const tranches = [{ on: plainDate("2024-03-21"), amount: 600 }];
    const both = { dayCount: "30E/360", disbursedOn, principal: 1800, rates, tranches } as const;
    expect(interest(both)).toEqual(["12.00", "24.00", "36.00"]);
  });
});

test("one payment bears the interest of all periods, each counted on its own", () => {
  // Whole periods of a year's twelfth, whatever the days in them.
  expect(interest({ method: "bullet", dayCount: "PLAIN_PERIOD" })).toEqual(["36.00"]);
  // 15 of 29 days of February at 24 %, the rest at 12 %
  const rates = [{ from: plainDate("2024-02-15"), annualRatePercent: 24 }];
  const dated = { disbursedOn: plainDate("2024-01-01"), rates };
  // 12 + 12 · 14/29 + 24 · 15/29 + 24
  expect(interest({ method: "bullet", dayCount: "PLAIN_PERIOD", ...dated })).toEqual(["54.21"]);
});
