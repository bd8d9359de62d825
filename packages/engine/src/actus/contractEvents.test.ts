import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { satSun } from "../calendar/holidayCalendar.ts";
import { plainDate } from "../calendar/plainDate.ts";
import { Decimal } from "../money/decimal.ts";
import type { ActusContract, ContractEvent } from "./contract.ts";
import { contractEvents } from "./contractEvents.ts";

const loan: ActusContract = {
  contractType: "PAM",
  contractRole: "RPA",
  statusDate: plainDate("2023-12-31"),
  initialExchangeDate: plainDate("2024-01-01"),
  maturityDate: plainDate("2024-07-01"),
  notionalPrincipal: 1200,
  nominalInterestRate: "0.12",
  dayCountConvention: "30E360",
  cycleAnchorDateOfInterestPayment: plainDate("2024-02-01"),
  cycleOfInterestPayment: "P1ML1",
};

const redeeming = {
  cycleAnchorDateOfPrincipalRedemption: plainDate("2024-02-01"),
  cycleOfPrincipalRedemption: "P1ML1",
} as const;

const lines = (events: readonly ContractEvent[]): string[] =>
  events.map(({ time, type, payoff, notionalPrincipal }) =>
    [time, type, payoff.toFixed(2), notionalPrincipal.toFixed(2)].join(" "),
  );

test("PAM: 1 % of 1200 each month of 30 days, and the principal at maturity", () => {
  const events = contractEvents(loan);
  expect(lines(events)).toEqual([
    "2024-01-01 IED -1200.00 1200.00",
    ...["02", "03", "04", "05", "06", "07"].map((month) => `2024-${month}-01 IP 12.00 1200.00`),
    "2024-07-01 MD 1200.00 0.00",
  ]);
});

test("LAM: 200 each month, and interest on what is left", () => {
  const events = contractEvents({ ...loan, contractType: "LAM", ...redeeming });
  expect(lines(events).slice(1, 5)).toEqual([
    "2024-02-01 PR 200.00 1000.00",
    "2024-02-01 IP 12.00 1000.00",
    "2024-03-01 PR 200.00 800.00",
    "2024-03-01 IP 10.00 800.00",
  ]);
});

test("NAM: a payment of 10 does not cover 12 of interest, and the notional grows", () => {
  const payment = { nextPrincipalRedemptionPayment: 10 };
  const events = contractEvents({ ...loan, contractType: "NAM", ...redeeming, ...payment });
  expect(lines(events).slice(1, 3)).toEqual([
    "2024-02-01 PR -2.00 1202.00",
    "2024-02-01 IP 12.00 1202.00",
  ]);
});

test("ANN: the level payment that is not given is fixed the day before, 207.058…", () => {
  const events = contractEvents({ ...loan, contractType: "ANN", ...redeeming });
  const [, fixing, principal, interest] = events;
  expect(fixing?.type).toBe("PRF");
  expect(fixing?.time).toBe("2024-01-31");
  // 1200 · 0.01 · 1.01^6 / (1.01^6 − 1)
  const growth = new Decimal("1.01").pow(6);
  const level = growth.times(12).div(growth.minus(1));
  const paid = principal?.payoff.plus(interest?.payoff ?? 0) ?? new Decimal(0);
  expect(paid.minus(level).abs().lt("1e-30")).toBe(true);
});

test("a reset takes the market's rate times the multiplier, with the spread, within its bounds", () => {
  const reset = {
    ...loan,
    cycleAnchorDateOfRateReset: plainDate("2024-04-01"),
    cycleOfRateReset: "P1YL1",
    marketObjectCodeOfRateReset: "X",
    rateMultiplier: 2,
    rateSpread: "0.01",
  };
  const observations = { X: [{ date: plainDate("2024-04-01"), value: "0.05" }] };
  const rateAfter = (changes: Partial<ActusContract>): string =>
    contractEvents({ ...reset, ...changes }, { observations })
      .at(-1)
      ?.nominalInterestRate.toFixed() ?? "";
  expect(rateAfter({})).toBe("0.11");
  expect(rateAfter({ lifeCap: "0.1" })).toBe("0.1");
  expect(rateAfter({ periodFloor: "-0.005" })).toBe("0.115");
  expect(rateAfter({ nextResetRate: "0.2" })).toBe("0.2");
});

test("a long stub drops the last date before the end, a short one keeps it", () => {
  const dates = (cycle: string): string[] =>
    contractEvents({
      ...loan,
      maturityDate: plainDate("2024-04-15"),
      cycleOfInterestPayment: cycle,
    })
      .filter(({ type }) => type === "IP")
      .map(({ time }) => time);
  expect(dates("P1ML0")).toEqual(["2024-02-01", "2024-03-01", "2024-04-15"]);
  expect(dates("P1ML1")).toEqual(["2024-02-01", "2024-03-01", "2024-04-01", "2024-04-15"]);
});

test("a day that is moved counts its interest to there, or to where it was", () => {
  // 1 June 2024 is a Saturday.
  const interestOn = (businessDayConvention: "SCF" | "CSF"): string => {
    const moved = { ...loan, businessDayConvention, calendar: satSun };
    const event = contractEvents(moved).find(({ time }) => time === "2024-06-03");
    return event?.payoff.toFixed(2) ?? "none";
  };
  expect(interestOn("SCF")).toBe("12.80"); // 32 days
  expect(interestOn("CSF")).toBe("12.00");
});

test("bought at a price, and ended at one: interest that has accrued is paid for", () => {
  const events = contractEvents({
    ...loan,
    purchaseDate: plainDate("2024-01-16"),
    priceAtPurchaseDate: 1190,
    terminationDate: plainDate("2024-02-11"),
    priceAtTerminationDate: 1195,
  });
  expect(lines(events)).toEqual([
    "2024-01-16 PRD -1196.00 1200.00", // 15 days: 6
    "2024-02-01 IP 12.00 1200.00",
    "2024-02-11 TD 1199.00 0.00", // 10 days: 4
  ]);
});

test.each([
  ["INVALID_CYCLE", { cycleOfInterestPayment: "monthly" }],
  ["INVALID_DATE", { maturityDate: plainDate("2024-07-01").replace("07", "13") as never }],
  ["UNKNOWN_OPTION", { dayCountConvention: "ACT" as "AA" }],
] as const)("%s", (code, changes) => {
  expect(() => contractEvents({ ...loan, ...changes })).toThrow(expect.objectContaining({ code }));
});

describe("laws", () => {
  const anyContract = fc
    .record({
      contractType: fc.constantFrom("LAM", "ANN"),
      notionalPrincipal: fc.integer({ min: 1, max: 10 ** 6 }),
      nominalInterestRate: fc.integer({ min: 0, max: 4000 }).map((size) => `${size}e-4`),
      dayCountConvention: fc.constantFrom("AA", "A360", "A365", "30E360"),
      months: fc.integer({ min: 2, max: 36 }),
    })
    .map(({ months, ...changes }): ActusContract => {
      const [year, month] = [2024 + Math.floor(months / 12), (months % 12) + 1];
      const maturityDate = plainDate(`${year}-${String(month).padStart(2, "0")}-01`);
      return { ...loan, ...redeeming, ...changes, maturityDate };
    });

  test("all principal comes back, and the borrower pays what the lender receives", () => {
    fc.assert(
      fc.property(anyContract, (contract) => {
        const events = contractEvents(contract);
        const repaid = events
          .filter(({ type }) => type === "PR" || type === "MD")
          .reduce((sum, { payoff }) => sum.plus(payoff), new Decimal(0));
        expect(repaid.minus(String(contract.notionalPrincipal)).abs().lt("1e-25")).toBe(true);
        expect(events.at(-1)?.notionalPrincipal.isZero()).toBe(true);
        const borrowed = contractEvents({ ...contract, contractRole: "RPL" });
        expect(borrowed.map(({ payoff }) => payoff.neg().toFixed(20))).toEqual(
          events.map(({ payoff }) => payoff.toFixed(20)),
        );
      }),
    );
  });

  test("level payments are level, up to maturity", () => {
    fc.assert(
      fc.property(anyContract, (contract) => {
        const events = contractEvents({ ...contract, contractType: "ANN" });
        const byTime = new Map<string, Decimal>();
        for (const { time, type, payoff } of events) {
          if (type === "IED" || type === "PRF") continue;
          byTime.set(time, (byTime.get(time) ?? new Decimal(0)).plus(payoff));
        }
        const [first = new Decimal(0), ...others] = [...byTime.values()];
        for (const payment of others) {
          expect(payment.minus(first).abs().lt("1e-22")).toBe(true);
        }
      }),
    );
  });
});
