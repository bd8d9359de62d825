import { Decimal } from "decimal.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Amount } from "../money/amount.ts";
import { roundedTo, Witness } from "../money/decimalWitness.ts";
import { type RoundingMode, roundingModes } from "../money/rounding.ts";
import { countsMatter, runs } from "../testing/runs.ts";
import { exactInstallment } from "./annuityWitness.ts";
import { emi } from "./emi.ts";

// The formula worked to 60 digits with exact fractions; the value before rounding stands beside.
test.each<[principal: Amount, rate: Amount, months: number, installment: string]>([
  [500_000, "8.5", 24, "22727.84"], // 22727.837440693…
  [80_000, 12, 12, "7107.90"], // 7107.903094267…
  [200_000, 10, 12, "17583.18"], // 17583.177446001…
  // numpy-financial's documentation of pmt: 200,000 over 15 years at 7.5 % is 1854.0247200054619.
  [200_000, 7.5, 180, "1854.02"],
  // numpy-financial's tests of pmt: 0.08/12, 60, 15000 is 304.1459143262052370338701494.
  [15_000, 8, 60, "304.15"],
  [100_000, 6, 360, "599.55"], // 599.550525152…
  [1_000_000, "7.2", 120, "11714.19"], // 11714.187447686…
  [100_000, 12, 12, "8884.88"], // 8884.878867834…
  [900_000, "17.92", 138, "15435.98"], // 15435.984133568…
  [1200, 12, 1, "1212.00"], // one installment: 1200 * 1.01
  [1000, 12, 2, "507.51"], // 1000 * 0.01 * 1.0201 / 0.0201 = 507.512437810…
  [1_000_000, 1000, 480, "833333.33"], // the growth is over 10^126: all but interest only
  [1000, 0, 3, "333.33"],
  [1000, 0, 36_600, "0.03"], // 0.027322…
  [1, 0, 36_600, "0.00"],
  ["90071992547409.91", 0, 1, "90071992547409.91"],
])(
  "%s at a rate of %s over %i months is %s",
  (principal, annualRatePercent, tenorMonths, installment) => {
    expect(emi({ principal, annualRatePercent, tenorMonths }).toFixed(2)).toBe(installment);
  },
);

describe("each mode and unit", () => {
  // 1000 / 3 = 333.333… and 2000 / 3 = 666.666…
  test.each<[principal: number, mode: RoundingMode, unit: string, installment: string]>([
    [1000, "halfEven", "1", "333"],
    [1000, "up", "1", "334"],
    [1000, "down", "1", "333"],
    [2000, "halfUp", "1", "667"],
    [2000, "floor", "1", "666"],
    [2000, "ceiling", "5", "670"],
    [2000, "halfEven", "5", "665"],
    [2000, "halfEven", "100", "700"],
    [2000, "down", "100", "600"],
    [2000, "halfEven", "0.05", "666.65"],
    [2000, "halfEven", "0.001", "666.667"],
    [2000, "halfEven", "1000", "1000"],
    [1000, "halfEven", "1000", "0"],
    [1000, "up", "1000", "1000"],
  ])("%d over 3 months, %s to %s: %s", (principal, mode, unit, installment) => {
    const rounding = { mode, unit };
    const found = emi({ principal, annualRatePercent: 0, tenorMonths: 3, rounding });
    expect(found.toFixed()).toBe(installment);
  });
});

test("a true tie at a rate above zero", () => {
  // 10050 * 0.01 * 1.0201 / 0.0201 = 10050 * 10201 / 20100 = 5100.5
  const of = (mode: RoundingMode): string =>
    emi({
      principal: 10_050,
      annualRatePercent: 12,
      tenorMonths: 2,
      rounding: { mode, unit: "1" },
    }).toFixed();
  expect(roundingModes.map((mode) => `${mode} ${of(mode)}`)).toEqual([
    "halfEven 5100",
    "halfUp 5101",
    "halfDown 5100",
    "up 5101",
    "down 5100",
    "ceiling 5101",
    "floor 5100",
  ]);
});

describe("near zero, where a float of 1 + r knows little or nothing of r", () => {
  const finest = "0.000000000001";

  test("a tie at rate zero is a tie; at the finest rate it lies above", () => {
    const of = (annualRatePercent: string, mode: RoundingMode): string =>
      emi({
        principal: "0.05", // half of it is 0.025
        annualRatePercent,
        tenorMonths: 2,
        rounding: { mode, unit: "0.01" },
      }).toFixed(2);
    expect(roundingModes.map((mode) => `${mode} ${of("0", mode)}`)).toEqual([
      "halfEven 0.02",
      "halfUp 0.03",
      "halfDown 0.02",
      "up 0.03",
      "down 0.02",
      "ceiling 0.03",
      "floor 0.02",
    ]);
    // 0.0250000000000000312…
    expect(of(finest, "halfEven")).toBe("0.03");
    expect(of(finest, "halfDown")).toBe("0.03");
  });

  test("a whole installment at rate zero is whole; at the finest rate it lies above", () => {
    const of = (annualRatePercent: string): string =>
      emi({
        principal: 1200,
        annualRatePercent,
        tenorMonths: 12,
        rounding: { mode: "up", unit: "0.01" },
      }).toFixed(2);
    expect(of("0")).toBe("100.00");
    expect(of(finest)).toBe("100.01"); // 100.0000000000005416…
  });

  test("over the most installments", () => {
    // 0.02459016393480123975…, and 900 / 36600 = 0.02459016393442… at rate zero
    const of = (annualRatePercent: string): string =>
      emi({
        principal: 900,
        annualRatePercent,
        tenorMonths: 36_600,
        rounding: { mode: "down", unit: "0.0000000000001" },
      }).toFixed(13);
    expect(of(finest)).toBe("0.0245901639348");
    expect(of("0")).toBe("0.0245901639344");
  });
});

test("a rate so high that only the exact fraction sees the principal in the installment", () => {
  // Interest only would be 10000.00 a month; repayment in 36600 months adds less than 10^-150.
  const of = (mode: RoundingMode): string =>
    emi({
      principal: 1_000_000,
      annualRatePercent: 12,
      tenorMonths: 36_600,
      rounding: { mode, unit: "0.01" },
    }).toFixed(2);
  expect(of("halfEven")).toBe("10000.00");
  expect(of("down")).toBe("10000.00");
  expect(of("up")).toBe("10000.01");
});

describe("refused", () => {
  const loan = { principal: 1000, annualRatePercent: "10", tenorMonths: 12 };
  const rounding = { mode: "halfEven", unit: "0.01" } as const;

  test.each<[code: string, Parameters<typeof emi>[0]]>([
    ["NOT_A_NUMBER", { ...loan, principal: "a lot" }],
    ["NOT_A_NUMBER", { ...loan, annualRatePercent: "10%" }],
    ["NOT_A_NUMBER", { ...loan, rounding: { ...rounding, unit: "cent" } }],
    ["PRINCIPAL_NOT_POSITIVE", { ...loan, principal: 0 }],
    ["PRINCIPAL_NOT_POSITIVE", { ...loan, principal: -1 }],
    ["UNIT_NOT_POSITIVE", { ...loan, rounding: { ...rounding, unit: 0 } }],
    ["UNIT_NOT_POSITIVE", { ...loan, rounding: { ...rounding, unit: "-0.01" } }],
    ["INSTALLMENTS_OUT_OF_RANGE", { ...loan, tenorMonths: 0 }],
    ["INSTALLMENTS_OUT_OF_RANGE", { ...loan, tenorMonths: 36_601 }],
    ["INSTALLMENTS_OUT_OF_RANGE", { ...loan, tenorMonths: 1.5 }],
    ["INSTALLMENTS_OUT_OF_RANGE", { ...loan, tenorMonths: Number.NaN }],
    ["RATE_OUT_OF_RANGE", { ...loan, annualRatePercent: -1 }],
    ["RATE_OUT_OF_RANGE", { ...loan, annualRatePercent: "1000.1" }],
    ["RATE_TOO_PRECISE", { ...loan, annualRatePercent: "0.1234567890123" }],
    ["AMOUNT_TOO_LARGE", { ...loan, principal: "90071992547409.92" }],
    ["AMOUNT_TOO_LARGE", { ...loan, principal: 1e15, rounding: { ...rounding, unit: "0.0001" } }],
    // Within the limit as it comes in, beyond it with the interest.
    ["AMOUNT_TOO_LARGE", { ...loan, principal: "90071992547409.91", tenorMonths: 1 }],
    // Within the limit until it is rounded up to the unit: 9007199255000000 > 2^53 - 1.
    [
      "AMOUNT_TOO_LARGE",
      {
        principal: "9007199254740991",
        annualRatePercent: 0,
        tenorMonths: 1,
        rounding: { mode: "up", unit: "1000000" },
      },
    ],
  ])("%s: %j", (code, refused) => {
    expect(() => emi(refused)).toThrow(expect.objectContaining({ code }));
  });
});

const anyMode = fc.constantFrom(...roundingModes);
const anyUnit = fc.constantFrom("0.01", "0.05", "1", "5", "100", "0.001", "0.25");

describe("equal to the formula at 150 digits", () => {
  const numRuns = runs(20_000, 200_000);
  const seed = fc.readConfigureGlobal().seed ?? 0;

  const anyPrincipal = fc.oneof(
    fc.integer({ min: 1, max: 100_000 }),
    fc.integer({ min: 1, max: 10 ** 9 }),
    fc.integer({ min: 1, max: 10 ** 13 }),
  );
  const anyRate = fc.oneof(
    fc.integer({ min: 0, max: 6000 }).map((hundredths) => `${hundredths}e-2`),
    fc.integer({ min: 0, max: 10 ** 12 }).map((size) => `${size}e-11`),
    fc.integer({ min: 0, max: 1000 }).map((size) => `${size}e-12`),
  );
  const anyMonths = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 480 }));

  test(`${numRuns} random loans, seed ${seed}`, { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(
        anyPrincipal.map((cents) => `${cents}e-2`),
        anyRate,
        anyMonths,
        anyMode,
        anyUnit,
        (principal, annualRatePercent, tenorMonths, mode, unit) => {
          const rounding = { mode, unit };
          const found = emi({ principal, annualRatePercent, tenorMonths, rounding });
          const exact = exactInstallment(principal, annualRatePercent, tenorMonths);
          return found.toFixed() === roundedTo(unit, mode, exact).toFixed();
        },
      ),
      { seed, numRuns, plugins: [fc.unbiased()] },
    );
    process.stdout.write(`emi: ${numRuns} loans equal to 150 digits, seed ${seed}\n`);
  });
});

/**
 * Principals whose installment, rounded to a unit of 2, lies as near to a tie as whole principals
 * allow. With h/q a convergent of the annuity factor a, the principal h has the installment h/a,
 * which is within 1/(qa) of q: a tie for odd q, and far nearer to it than a double could tell. Odd
 * multiples lie as much further from a tie of their own, so the distances cover every scale from
 * there to where a double can tell again.
 */
function nearTies(factor: Decimal): string[] {
  const principals: string[] = [];
  let rest = factor;
  let [before, convergent] = [
    { h: 0n, q: 1n },
    { h: 1n, q: 0n },
  ];
  while (convergent.h < 2n ** 53n) {
    const whole = BigInt(rest.toDecimalPlaces(0, Decimal.ROUND_FLOOR).toFixed());
    const next = { h: whole * convergent.h + before.h, q: whole * convergent.q + before.q };
    [before, convergent] = [convergent, next];
    rest = rest.minus(whole.toString());
    if (rest.lt(1e-60)) break; // the factor itself: a true tie, which 150 digits cannot show
    rest = new Witness(1).div(rest);
    for (let odd = next.q % 2n; odd > 0n && odd * next.h < 2n ** 53n; odd *= 3n) {
      principals.push((odd * next.h).toString());
    }
  }
  return principals;
}

test("near a tie the exact fraction decides", { timeout: 600_000 }, () => {
  const seen = { compared: 0, nearerThanADouble: 0 };
  const anyRate = fc.integer({ min: 1, max: 6000 }).map((hundredths) => `${hundredths}e-2`);
  const anyMonths = fc.integer({ min: 2, max: 480 });
  fc.assert(
    fc.property(anyRate, anyMonths, (annualRatePercent, tenorMonths) => {
      const ofOne = exactInstallment(1, annualRatePercent, tenorMonths);
      for (const principal of nearTies(new Witness(1).div(ofOne))) {
        const exact = ofOne.times(principal);
        const fromTie = exact.minus(exact.toDecimalPlaces(0, Decimal.ROUND_HALF_EVEN)).abs();
        if (fromTie.lt(exact.times(2 ** -53))) seen.nearerThanADouble += 1;
        for (const mode of ["halfEven", "halfUp", "halfDown"] as const) {
          seen.compared += 1;
          const rounding = { mode, unit: "2" };
          const found = emi({ principal, annualRatePercent, tenorMonths, rounding });
          expect(found.toFixed()).toBe(roundedTo("2", mode, exact).toFixed());
        }
      }
    }),
    { numRuns: runs(60, 1000) },
  );
  if (!countsMatter) return;
  expect(seen.compared).toBeGreaterThan(10_000);
  expect(seen.nearerThanADouble).toBeGreaterThan(500);
});

test("a rounding mode that there is not is refused", () => {
  const loan = { principal: 1000, annualRatePercent: 10, tenorMonths: 12 };
  const untyped: Parameters<typeof emi>[0] = JSON.parse(
    JSON.stringify({ ...loan, rounding: { mode: "bankers", unit: "0.01" } }),
  );
  expect(() => emi(untyped)).toThrow(/rounding.mode is "bankers", expected one of halfEven/);
});
