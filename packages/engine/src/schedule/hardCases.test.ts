/** Terms at the edge of what is lent, each of which once came out wrong. */
import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { amortize } from "./amortize.ts";
import { withArrears } from "./arrears.ts";
import type { LoanTerms } from "./loanTerms.ts";
import { reschedule } from "./reschedule.ts";

const terms: LoanTerms = {
  currency: "INR",
  principal: 1200,
  annualRatePercent: 12,
  installments: 6,
  frequency: "P1M",
  disbursedOn: plainDate("2024-01-01"),
  method: "annuity",
  dayCount: "30E/360",
  rounding: { mode: "halfEven" },
};

const principals = (of: ReturnType<typeof amortize>): string[] =>
  [...of].map(({ principal }) => principal.toFixed(2));

test("an installment is the same by days as by plain periods over 383 years", () => {
  const long = { ...terms, principal: 100_000, annualRatePercent: 100, installments: 4600 };
  // The balance would grow to 2^531 times the principal; each month's interest is 8333.33.
  const byDays = amortize(long).emi.toFixed(2);
  expect(byDays).toBe(amortize({ ...long, dayCount: "PLAIN_PERIOD" }).emi.toFixed(2));
  expect(byDays).toBe("8333.34");
});

test("prepaying all within a period leaves one row, of its interest", () => {
  const all = { kind: "prepayment", on: plainDate("2024-01-16"), amount: 1200 } as const;
  for (const policy of ["reduceTenor", "reduceInstallment"] as const) {
    const { schedule } = reschedule(amortize(terms), all, policy);
    // 15 of 360 days of 12 % on 1200
    expect(schedule.length).toBe(1);
    expect(schedule.row(1)).toMatchObject({ number: 1 });
    expect(schedule.row(1).interest.toFixed(2)).toBe("6.00");
    expect(principals(schedule)).toEqual(["0.00"]);
    expect(schedule.row(1).closingBalance.toFixed(2)).toBe("0.00");
  }
});

test("arrears before a tranche leave the installments after it as they are", () => {
  const late = withArrears(
    amortize({
      ...terms,
      principal: 1500,
      method: "equalPrincipal",
      tranches: [{ on: plainDate("2024-05-01"), amount: 300 }],
    }),
    plainDate("2024-03-16"),
  );
  // 1200 over 6; then the 400 that is left and 300 more over the last 2
  expect(principals(late)).toEqual(["200.00", "200.00", "200.00", "200.00", "350.00", "350.00"]);
});

describe("steps that do not cover their interest are refused as such", () => {
  test.each(["0", "0.01"])("a first step of %s", (times) => {
    const steps = [
      { fromInstallment: 1, times },
      { fromInstallment: 4, times: 1 },
    ];
    expect(() => amortize({ ...terms, method: { name: "stepped", steps } })).toThrow(
      expect.objectContaining({ code: "NEGATIVE_AMORTIZATION" }),
    );
  });
});

test("the level installment after a moratorium is the one that is paid", () => {
  const schedule = amortize({
    ...terms,
    principal: "1000.40",
    installments: 12,
    moratorium: { installments: 6, interest: "capitalized" },
  });
  expect(schedule.emi.toFixed(2)).toBe(schedule.row(7).payment.toFixed(2));
});

test("due dates of the 15th follow no month ends, whatever the roll says", () => {
  const dates = { disbursedOn: plainDate("2023-02-28"), firstDueOn: plainDate("2023-03-15") };
  const first = (roll: LoanTerms["roll"]): string =>
    amortize({ ...terms, ...dates, dayCount: "30U/360", ...(roll === undefined ? {} : { roll }) })
      .row(1)
      .interest.toFixed(2);
  // 28 February to 15 March: 17 days of 360, 12 % of 1200
  expect(first("EOM")).toBe("6.80");
  expect(first(undefined)).toBe("6.80");
});
