import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { accrueSegments } from "../accrual/accrue.ts";
import { addDays, plainDate } from "../calendar/plainDate.ts";
import { minorUnitsText } from "../money/amount.ts";
import { addBigRatios, type BigRatio, bigRatio } from "../money/bigRatio.ts";
import { roundingModes, roundRatio } from "../money/rounding.ts";
import type { InterestTerms } from "./billingTerms.ts";
import { type BalanceSegment, interestByDay } from "./interestByDay.ts";

const threePlaces: InterestTerms = {
  dayCount: "ACT/365.FIXED",
  dailyRatePlaces: 3,
  rounding: "halfEven",
};
const exact: InterestTerms = { ...threePlaces, dailyRatePlaces: null };
const byYear: InterestTerms = { ...exact, dayCount: "ACT/ACT.ISDA" };

const segment = (
  balance: string | number,
  from: string,
  to: string,
  annualRatePercent = "18",
): BalanceSegment => ({ balance, annualRatePercent, from: plainDate(from), to: plainDate(to) });

const january = segment(5000, "2024-01-01", "2024-01-31");

describe("what days bear", () => {
  test.each<
    [
      name: string,
      InterestTerms,
      readonly BalanceSegment[],
      day: string,
      sum: string,
      billed: string,
    ]
  >([
    // 5000 · 0.00049 = 2.45, thirty times
    ["a daily rate of three decimals", threePlaces, [january], "49/20", "147/2", "73.50"],
    // 5000 · 0.18 / 365 = 900/365 = 180/73; thirty of them are 5400/73 = 73.9726
    ["the exact rate", exact, [january], "180/73", "5400/73", "73.97"],
    // 2024 has 366 days: 5000 · 0.18 / 366 = 150/61; 30 of them 4500/61 = 73.7705
    ["a day of a leap year", byYear, [january], "150/61", "4500/61", "73.77"],
    // 14 days of 180/73 = 2520/73 and, from 15 January, 16 of 4000 · 0.18 / 365 = 144/73: 2304/73
    [
      "a payment in between",
      exact,
      [segment(5000, "2024-01-01", "2024-01-15"), segment(4000, "2024-01-15", "2024-01-31")],
      "180/73",
      "4824/73",
      "66.08",
    ],
    // 10 days of 18 % and 20 of 24 % (240/73): 1800/73 + 4800/73
    [
      "another rate in between",
      exact,
      [january, january].map((each, index) =>
        index === 0
          ? { ...each, to: plainDate("2024-01-11") }
          : { ...each, from: plainDate("2024-01-11"), annualRatePercent: 24 },
      ),
      "180/73",
      "6600/73",
      "90.41",
    ],
    // 28 and 29 February, and 1 March: three days, 540/73
    [
      "across 29 February",
      exact,
      [segment(5000, "2024-02-28", "2024-03-02")],
      "180/73",
      "540/73",
      "7.40",
    ],
  ])("%s", (_, terms, segments, day, sum, billed) => {
    const found = interestByDay({ currency: "INR", terms, segments });
    expect(found.days[0]?.exact).toBe(day);
    expect(found.exact).toBe(sum);
    expect(found.interest.toFixed(2)).toBe(billed);
  });

  test("from one year's days to another's", () => {
    // 31 December 2023 is one day of 365 (180/73), 1 January 2024 one of 366 (150/61)
    const segments = [segment(5000, "2023-12-31", "2024-01-02")];
    const { days } = interestByDay({ currency: "INR", terms: byYear, segments });
    expect(days.map(({ exact: each }) => each)).toEqual(["180/73", "150/61"]);
  });

  test("a row has its day, balance, rate and decimals", () => {
    const [first, ...rest] = interestByDay({
      currency: "INR",
      terms: threePlaces,
      segments: [january],
    }).days;
    expect(rest).toHaveLength(29);
    expect(first?.on).toBe("2024-01-01");
    expect(rest.at(-1)?.on).toBe("2024-01-30");
    expect(first?.balance.toString()).toBe("5000");
    expect(first?.annualRatePercent.toString()).toBe("18");
    expect(first?.interest.toString()).toBe("2.45");
  });

  test("nothing for no days", () => {
    const none = interestByDay({ currency: "JPY", terms: exact, segments: [] });
    expect(none).toMatchObject({ days: [], exact: "0" });
    expect(none.interest.toString()).toBe("0");
  });
});

test.each<[code: string, InterestTerms, readonly BalanceSegment[]]>([
  ["DATES_OUT_OF_ORDER", exact, [segment(1, "2024-01-02", "2024-01-01")]],
  ["DATES_OUT_OF_ORDER", exact, [january, segment(1, "2024-01-30", "2024-02-01")]],
  ["CANNOT_BILL", exact, [segment(-1, "2024-01-01", "2024-01-02")]],
  ["AMOUNT_TOO_PRECISE", exact, [segment("0.001", "2024-01-01", "2024-01-02")]],
  ["RATE_OUT_OF_RANGE", exact, [segment(1, "2024-01-01", "2024-01-02", "-1")]],
  ["INVALID_BILLING_TERMS", { ...byYear, dailyRatePlaces: 3 }, [january]],
])("%s", (code, terms, segments) => {
  const of = { currency: "INR", terms, segments } as const;
  expect(() => interestByDay(of)).toThrow(expect.objectContaining({ code }));
});

const anyTerms: fc.Arbitrary<InterestTerms> = fc
  .record({
    dayCount: fc.constantFrom("ACT/360", "ACT/365.FIXED", "ACT/ACT.ISDA"),
    dailyRatePlaces: fc.constantFrom(null, 2, 3, 5),
    rounding: fc.constantFrom(...roundingModes),
  })
  .map((terms) =>
    terms.dayCount === "ACT/360" || terms.dayCount === "ACT/365.FIXED"
      ? terms
      : { ...terms, dailyRatePlaces: null },
  );

const anySegments = fc
  .array(
    fc.record({
      balance: fc.integer({ min: 0, max: 900_000_000 }),
      rate: fc.integer({ min: 0, max: 6000 }),
      days: fc.integer({ min: 0, max: 25 }),
    }),
    { maxLength: 6 },
  )
  .map((parts) => {
    let from = plainDate("2023-12-10");
    return parts.map(({ balance, rate, days }): BalanceSegment => {
      const to = addDays(from, days);
      const made = {
        balance: minorUnitsText(balance, 2),
        annualRatePercent: minorUnitsText(rate, 2),
        from,
        to,
      };
      from = to;
      return made;
    });
  });

function fraction(text: string): BigRatio {
  const [top = "0", bottom = "1"] = text.split("/");
  return bigRatio(BigInt(top), BigInt(bottom));
}

test("the days sum, exactly and rounded once, to what the segments accrue", () => {
  fc.assert(
    fc.property(anyTerms, anySegments, (terms, segments) => {
      const { days, exact: whole, interest } = interestByDay({ currency: "INR", terms, segments });
      const sum = days.map((day) => fraction(day.exact)).reduce(addBigRatios, bigRatio(0n));
      const told = fraction(whole);
      expect(sum.numerator * told.denominator).toBe(told.numerator * sum.denominator);
      const billed = roundRatio(sum.numerator * 100n, sum.denominator, terms.rounding);
      expect(interest.times(100).toString()).toBe(String(billed));
      const { dailyRatePlaces, dayCount, rounding } = terms;
      const places = dailyRatePlaces === null ? {} : { dailyRatePlaces };
      const accrued = accrueSegments({ dayCount, rounding, ...places }, segments);
      expect(accrued.rounded.toString()).toBe(interest.toString());
    }),
  );
});
