import { describe, expect, test } from "vitest";

import { satSun } from "../calendar/holidayCalendar.ts";
import { plainDate } from "../calendar/plainDate.ts";
import { currencyPlaces } from "../money/currency.ts";
import { Decimal } from "../money/decimal.ts";
import { amountTooLarge } from "../money/minorUnits.ts";
import { amortize } from "./amortize.ts";
import type { LoanTerms } from "./loanTerms.ts";
import { reschedule } from "./reschedule.ts";
import { plannedRowOf, rowOutOfRange, type Schedule, type ScheduleTotals } from "./schedule.ts";

const terms: LoanTerms = {
  currency: "USD",
  principal: 100,
  annualRatePercent: 12,
  installments: 3,
  frequency: "P1M",
  disbursedOn: plainDate("2024-01-31"),
  method: "annuity",
  dayCount: "PLAIN_PERIOD",
  rounding: { mode: "halfEven" },
};

/**
 * By hand: 100 * 0.01 * 1.030301 / 0.030301 = 34.0022… → 34.00. Interest 1.00; 1 % of 67.00 is
 * 0.67; 1 % of 33.67 is 0.3367 → 0.34. The last row pays 33.67 + 0.34.
 */
const byHand = {
  currency: "USD",
  emi: "34.00",
  totals: { payment: "102.01", principal: "100.00", interest: "2.01", fees: "0.00" },
  rows: [
    {
      number: 1,
      periodStart: "2024-01-31",
      dueOn: "2024-02-29",
      openingBalance: "100.00",
      disbursed: "0.00",
      prepaid: "0.00",
      payment: "34.00",
      principal: "33.00",
      interest: "1.00",
      fees: "0.00",
      capitalized: "0.00",
      closingBalance: "67.00",
    },
    {
      number: 2,
      periodStart: "2024-02-29",
      dueOn: "2024-03-31",
      openingBalance: "67.00",
      disbursed: "0.00",
      prepaid: "0.00",
      payment: "34.00",
      principal: "33.33",
      interest: "0.67",
      fees: "0.00",
      capitalized: "0.00",
      closingBalance: "33.67",
    },
    {
      number: 3,
      periodStart: "2024-03-31",
      dueOn: "2024-04-30",
      openingBalance: "33.67",
      disbursed: "0.00",
      prepaid: "0.00",
      payment: "34.01",
      principal: "33.67",
      interest: "0.34",
      fees: "0.00",
      capitalized: "0.00",
      closingBalance: "0.00",
    },
  ],
};

test("a schedule as JSON, worked by hand", () => {
  expect(amortize(terms).toJSON()).toEqual(byHand);
  expect(JSON.stringify(amortize(terms))).toBe(JSON.stringify(byHand));
});

test("rows, emi and totals carry the same amounts as decimals", () => {
  const schedule = amortize(terms);
  const amounts = [
    "openingBalance",
    "payment",
    "principal",
    "interest",
    "fees",
    "closingBalance",
  ] as const;
  for (const json of byHand.rows) {
    const row = schedule.row(json.number);
    expect(row).toMatchObject({
      number: json.number,
      periodStart: json.periodStart,
      dueOn: json.dueOn,
    });
    expect(amounts.map((field) => row[field].toFixed(2))).toEqual(amounts.map((f) => json[f]));
  }
  expect(schedule.currency).toBe("USD");
  expect(schedule.length).toBe(3);
  expect(schedule.emi.toFixed(2)).toBe(byHand.emi);
  expect(
    Object.entries(schedule.totals).map(([field, total]) => [field, total.toFixed(2)]),
  ).toEqual(Object.entries(byHand.totals));
});

test("reading a schedule from first to last gives its rows, as often as one likes", () => {
  const schedule = amortize(terms);
  const rows = [schedule.row(1), schedule.row(2), schedule.row(3)];
  expect([...schedule]).toEqual(rows);
  expect([...schedule]).toEqual(rows);
});

test("how it ended", () => {
  const { residue, smoothed, endedEarly } = amortize(terms).ending;
  expect(residue.toFixed(2)).toBe("0.01"); // 34.01 against 34.00
  expect([smoothed, endedEarly]).toEqual([false, false]);
});

test.each([0, 4, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("there is no row %d", (number) => {
  const refusal = rowOutOfRange({ found: String(number), length: 3 });
  expect(() => amortize(terms).row(number)).toThrow(refusal);
});

describe("places of the currency", () => {
  test("JPY has none", () => {
    // 100000 / 3 = 33333.3 → 33333, and 33334 at the end
    const { emi, rows } = amortize({
      ...terms,
      currency: "JPY",
      principal: 100_000,
      annualRatePercent: 0,
    }).toJSON();
    expect(emi).toBe("33333");
    expect(rows.map((row) => row.payment)).toEqual(["33333", "33333", "33334"]);
    expect(rows.map((row) => row.closingBalance)).toEqual(["66667", "33334", "0"]);
  });

  test("KWD has three", () => {
    // 1 / 3 = 0.3333 → 0.333, and 0.334 at the end
    const kwd = { ...terms, currency: "KWD", principal: 1, annualRatePercent: 0 } as const;
    const { rows } = amortize(kwd).toJSON();
    expect(rows.map((row) => row.payment)).toEqual(["0.333", "0.333", "0.334"]);
  });
});

describe("a first due date of its own", () => {
  test("sets the day for all that follow and changes no plain period's interest", () => {
    const own = amortize({ ...terms, firstDueOn: plainDate("2024-03-31") }).toJSON();
    expect(own.rows.map((row) => row.dueOn)).toEqual(["2024-03-31", "2024-04-30", "2024-05-31"]);
    expect(own.rows.map((row) => row.periodStart)).toEqual([
      "2024-01-31",
      "2024-03-31",
      "2024-04-30",
    ]);
    expect(own.totals).toEqual(byHand.totals);
  });

  test("the day after disbursal is the earliest", () => {
    const next = amortize({ ...terms, firstDueOn: plainDate("2024-02-01") });
    expect(next.row(1).dueOn).toBe("2024-02-01");
    expect(next.row(3).dueOn).toBe("2024-04-01");
  });
});

describe("as data, a row says the same as when it is read", () => {
  const monthly: LoanTerms = { ...terms, principal: 1200, installments: 6, dayCount: "30E/360" };
  const tranches = [{ on: plainDate("2024-03-15"), amount: 300 }];
  const fees = [{ name: "service", due: "everyInstallment", amount: "1.50" }] as const;
  const moratorium = { installments: 2, interest: "capitalized" } as const;
  const businessDay = { convention: "following", calendar: satSun } as const;
  const prepayment = { kind: "prepayment", on: plainDate("2024-03-20"), amount: 50 } as const;

  test.each<[what: string, schedule: Schedule]>([
    ["with nothing but interest", amortize(monthly)],
    ["with fees", amortize({ ...monthly, currency: "KWD", fees })],
    ["with tranches", amortize({ ...monthly, tranches })],
    ["with tranches and fees", amortize({ ...monthly, tranches, fees })],
    [
      "with a moratorium and a down payment",
      amortize({ ...monthly, moratorium, downPaymentPercent: 10 }),
    ],
    ["on business days", amortize({ ...monthly, businessDay })],
    [
      "repaid early",
      reschedule(amortize({ ...monthly, tranches }), prepayment, "reduceTenor").schedule,
    ],
    ["in yen", amortize({ ...monthly, currency: "JPY", tranches, fees: [] })],
  ])("%s", (_, schedule) => {
    const { rows, totals, currency } = schedule.toJSON();
    const places = currencyPlaces(currency);
    const text = (value: unknown): unknown =>
      Decimal.isDecimal(value) ? value.toFixed(places) : value;
    const asRead = [...schedule].map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, text(value)])),
    );
    expect(rows).toEqual(asRead);
    expect(JSON.stringify(rows)).toBe(JSON.stringify(asRead));
    expect(totals).toEqual(
      Object.fromEntries(
        Object.entries(schedule.totals).map(([name, total]) => [name, text(total)]),
      ),
    );
    const sum = (field: keyof ScheduleTotals): string =>
      Decimal.sum(...[...schedule].map((row) => row[field])).toFixed(places);
    expect(totals).toEqual({
      payment: sum("payment"),
      principal: sum("principal"),
      interest: sum("interest"),
      fees: sum("fees"),
    });
  });

  test("what moves the balance stands in the row in which it does", () => {
    const { schedule } = reschedule(amortize({ ...monthly, tranches }), prepayment, "reduceTenor");
    expect(schedule.toJSON().rows[1]).toMatchObject({ disbursed: "300.00", prepaid: "50.00" });
    expect(schedule.toJSON().rows[2]).toMatchObject({ disbursed: "0.00", prepaid: "0.00" });
    // 900 of the 1,200 for 29 days of 30: 8.70
    const grown = amortize({ ...monthly, tranches, moratorium });
    expect(grown.toJSON().rows[0]).toMatchObject({ capitalized: "8.70", closingBalance: "908.70" });
    // All 1,200 for the same days: 11.60
    const resting = amortize({ ...monthly, moratorium }).toJSON();
    expect(resting.rows[0]).toMatchObject({ principal: "0.00", capitalized: "11.60" });
  });
});

test("a planned row is the same in whole minor units", () => {
  expect(plannedRowOf(amortize(terms), 1)).toEqual({
    periodStart: "2024-02-29",
    dueOn: "2024-03-31",
    openingBalance: 6700,
    disbursed: 0,
    prepaid: 0,
    payment: 3400,
    principal: 3333,
    interest: 67,
    fees: 0,
    capitalized: 0,
    closingBalance: 3367,
  });
});

test("fees may make the payments sum to more than is computed exactly", () => {
  const fees = [{ name: "service", due: "everyInstallment", amount: 4 }] as const;
  const largest = {
    ...terms,
    currency: "JPY",
    principal: "9007199254740980",
    annualRatePercent: 0,
    fees,
  } as const;
  // Three times 4 more
  const refusal = amountTooLarge({ minorUnits: "9007199254740992", field: "The sum of payments" });
  expect(() => amortize(largest).totals).toThrow(refusal);
  expect(amortize({ ...largest, principal: "9007199254740979" }).totals.payment.toFixed()).toBe(
    "9007199254740991",
  );
});
