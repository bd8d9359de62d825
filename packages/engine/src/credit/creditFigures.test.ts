import fc from "fast-check";
import { expect, test } from "vitest";
import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { Decimal } from "../money/decimal.ts";
import { creditFigures } from "./creditFigures.ts";
import { type CreditRecord, isCurrent } from "./creditRecord.ts";
import { anyHistory, asOf, loan } from "./creditSamples.ts";

const limit = new Decimal(800_000);

const figuresOf = (history: readonly CreditRecord[], day: PlainDate = asOf) =>
  creditFigures({ history, approvedLimit: limit }, day);

test("counts a history by hand", () => {
  const history = [
    // Current, started this year: 15 February to 15 November are 10 due, 8 on time.
    loan({ paidOnTime: 8, principal: new Decimal("100000.25") }),
    // Ended, of 2021: 12 due, 12 on time.
    loan({
      startedOn: plainDate("2021-03-01"),
      endsOn: plainDate("2022-03-01"),
      tenorMonths: 12,
      paidOnTime: 12,
    }),
    // States 20 on time where 2 have fallen due (17 October, 17 November).
    loan({
      startedOn: plainDate("2026-09-17"),
      endsOn: plainDate("2028-09-17"),
      paidOnTime: 20,
      installment: new Decimal("4999.99"),
    }),
    // Starts tomorrow.
    loan({ startedOn: plainDate("2026-11-21"), endsOn: plainDate("2028-11-21"), paidOnTime: 0 }),
    // Closed early: the dates say current, but it is not. 10 due, 9 on time.
    loan({ closed: true, paidOnTime: 9 }),
  ];
  const figures = figuresOf(history);
  expect(figures).toMatchObject({
    loanCount: 4,
    loansThisYear: 3,
    installmentsDue: 10 + 12 + 2 + 10,
    paidOnTime: 8 + 12 + 2 + 9,
  });
  expect(figures.currentVolume.toFixed()).toBe("200000.25");
  expect(figures.currentInstallments.toFixed()).toBe("9999.99");
});

test("a loan is current from its start to its end, both days included", () => {
  const volumeOn = (day: string) => figuresOf([loan()], plainDate(day)).currentVolume.toNumber();
  expect(volumeOn("2026-01-14")).toBe(0);
  expect(volumeOn("2026-01-15")).toBe(100_000);
  expect(volumeOn("2028-01-15")).toBe(100_000);
  expect(volumeOn("2028-01-16")).toBe(0);
});

// 15 January 2026 to 15 January 2028, on three days: before, while and after it runs by its dates.
test.each<[outstanding: string | undefined, closed: boolean, byBalance: number[]]>([
  ["0.01", false, [0, 1, 1]],
  ["0", false, [0, 0, 0]],
  ["0.01", true, [0, 0, 0]],
  [undefined, false, [0, 1, 0]],
  [undefined, true, [0, 0, 0]],
])("with %s owed and closed %s a loan counts by balance on %j", (owed, closed, byBalance) => {
  const outstanding = owed === undefined ? {} : { outstanding: new Decimal(owed) };
  const record = loan({ closed, ...outstanding });
  const days = ["2026-01-14", "2026-01-15", "2028-01-16"].map((day) => plainDate(day));
  const counted = (by?: "byDate" | "byBalance") =>
    days.map((day) => {
      const subject = { history: [record], approvedLimit: limit };
      const { currentVolume, currentInstallments } = creditFigures(subject, day, by);
      // The whole principal and the stored installment, whatever is owed.
      expect(currentInstallments.times(20).eq(currentVolume)).toBe(true);
      return currentVolume.div(100_000).toNumber();
    });
  expect(counted("byBalance")).toEqual(byBalance);
  expect(counted("byDate")).toEqual(closed ? [0, 0, 0] : [0, 1, 0]);
  expect(counted()).toEqual(counted("byDate"));
});

test("a balance below zero is refused", () => {
  const record = loan({ outstanding: new Decimal("-0.01") });
  expect(() => figuresOf([record])).toThrow("history.0.outstanding is -0.01");
});

test("the year is that of the day asked about", () => {
  const first = loan({ startedOn: plainDate("2026-01-01") });
  const last = loan({ startedOn: plainDate("2025-12-31") });
  expect(figuresOf([first, last]).loansThisYear).toBe(1);
  expect(figuresOf([first, last], plainDate("2027-01-01")).loansThisYear).toBe(0);
});

test("sums are exact beyond 40 digits", () => {
  const history = ["1e45", "1e-45"].map((amount) => loan({ principal: new Decimal(amount) }));
  const expected = `1${"0".repeat(45)}.${"0".repeat(44)}1`;
  expect(figuresOf(history).currentVolume.toFixed()).toBe(expected);
});

test("amounts made with a host's own, narrower decimal.js lose nothing", () => {
  const Narrow = Decimal.clone({ precision: 3 });
  const history = [
    loan({ principal: new Narrow("100001.25") }),
    loan({ principal: new Narrow("200002.50") }),
  ];
  expect(figuresOf(history).currentVolume.toFixed()).toBe("300003.75");
});

test("the order of the loans does not matter, and later loans count for nothing", () => {
  fc.assert(
    fc.property(anyHistory, (history) => {
      const started = history.filter(({ startedOn }) => startedOn <= asOf);
      expect(figuresOf([...history].reverse())).toEqual(figuresOf(history));
      expect(figuresOf(started)).toEqual(figuresOf(history));
    }),
  );
});

test("the sums are those of the current loans in paise", () => {
  const paise = (amounts: Decimal[]) =>
    amounts.reduce((total, amount) => total + BigInt(amount.times(100).toFixed()), 0n);
  fc.assert(
    fc.property(anyHistory, (history) => {
      const current = history.filter((record) => isCurrent(record, asOf));
      const figures = figuresOf(history);
      expect(paise([figures.currentVolume])).toBe(paise(current.map((each) => each.principal)));
      expect(paise([figures.currentInstallments])).toBe(
        paise(current.map((each) => each.installment)),
      );
    }),
  );
});

test.each<[Partial<CreditRecord>, string]>([
  [{ principal: new Decimal(-1) }, "history.1.principal is -1"],
  [{ principal: new Decimal(Number.NaN) }, "history.1.principal is NaN"],
  [{ installment: new Decimal(Number.POSITIVE_INFINITY) }, "history.1.installment is Infinity"],
  [{ principal: new Decimal("1e5000") }, "history.1.principal"],
  [{ tenorMonths: 0 }, "history.1.tenorMonths is 0"],
  [{ tenorMonths: 1.5 }, "history.1.tenorMonths is 1.5"],
  [{ paidOnTime: -1 }, "history.1.paidOnTime is -1"],
  [{ paidOnTime: 25 }, "history.1.paidOnTime is 25"],
  [{ paidOnTime: Number.NaN }, "history.1.paidOnTime is NaN"],
  [{ endsOn: plainDate("2026-01-14") }, "history.1.endsOn is 2026-01-14"],
])("a record with %o is refused", (changes, message) => {
  const attempt = () => figuresOf([loan(), loan(changes)]);
  expect(attempt).toThrow(expect.objectContaining({ code: "CREDIT_VALUE_OUT_OF_RANGE" }));
  expect(attempt).toThrow(message);
});

test("a limit below zero and a day that is none are refused", () => {
  const approvedLimit = new Decimal(-1);
  expect(() => creditFigures({ history: [], approvedLimit }, asOf)).toThrow("approvedLimit is -1");
  // What a caller without types could send.
  const noDay = "2026-02-30" as PlainDate;
  expect(() => figuresOf([], noDay)).toThrow(expect.objectContaining({ code: "INVALID_DATE" }));
});
