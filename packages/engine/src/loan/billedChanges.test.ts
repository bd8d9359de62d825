/**
 * What changes a billed credit within a cycle or after its bill: another rate, a payoff, and what is
 * heard of later. Each figure stands with its working.
 */
import { describe, expect, test } from "vitest";
import type { BillingTerms } from "../billing/billingTerms.ts";
import { plainDate } from "../calendar/plainDate.ts";
import {
  billedTerms,
  billOfCycle,
  billsOf,
  credit,
  dayEnd,
  fiveThousand,
} from "../testing/billedLoans.ts";
import { pay, payOff, servicingOf, tell } from "../testing/loanLife.ts";
import { payoffQuote } from "./payoff.ts";

const exact: BillingTerms["interest"] = { ...billedTerms.interest, dailyRatePlaces: null };

describe("another rate within a cycle", () => {
  const to24 = {
    kind: "changeRate",
    annualRatePercent: "24",
    policy: "reduceInstallment",
  } as const;

  test("is borne from its day on", () => {
    // 24 / 365 = 0.0658, so 0.066 %: 5000.00 × (15 × 0.049 % + 15 × 0.066 %) = 86.25
    const life = dayEnd(tell(credit(fiveThousand), "2024-01-16", to24), "2024-01-31");
    expect(billOfCycle(life, 1).interest).toBe("86.25");
    // 5000.00 × (15 × 18 % + 15 × 24 %) / 365 = 86.3014
    const sketch = { ...fiveThousand, terms: { interest: exact } };
    const exactly = dayEnd(tell(credit(sketch), "2024-01-16", to24), "2024-01-31");
    expect(billOfCycle(exactly, 1).interest).toBe("86.30");
  });

  test("that is heard of after the bill stands on the next one", () => {
    const billed = dayEnd(credit(fiveThousand), "2024-02-10");
    const bookedOn = plainDate("2024-02-10");
    const life = dayEnd(tell(billed, "2024-01-16", { ...to24, bookedOn }), "2024-03-01");
    expect(billOfCycle(life, 1).interest).toBe("73.50");
    // 86.25 − 73.50 = 12.75; 5000.00 × 0.066 % × 30 days = 99.00; 2 % of 223.50 = 4.47
    expect(billOfCycle(life, 2)).toMatchObject({
      interest: "111.75",
      principalDue: "150.00",
      pastDue: "227.97",
      minimumDue: "489.72",
    });
    const cause = life.facts.find(({ kind }) => kind === "rateChanged")?.sequence;
    expect(billOfCycle(life, 2).adjustments).toEqual([
      { of: "interest", amount: "12.75", causes: [cause] },
    ]);
  });
});

describe("a payoff", () => {
  test("in the middle of a cycle asks for the interest to its day", () => {
    const billed = tell(dayEnd(credit(fiveThousand), "2024-01-31"), "2024-02-10", pay("223.50"));
    // 24.50 + 4850.00 × 0.049 % × 10 days = 48.265, half to even
    const quote = payoffQuote(billed.state, plainDate("2024-02-20"));
    expect(quote.interest.toFixed(2)).toBe("48.26");
    expect(quote.total.toFixed(2)).toBe("4898.26");
    const life = tell(billed, "2024-02-20", payOff("4898.26"));
    expect(servicingOf(life)).toMatchObject({ status: "closed", heldMinor: 0 });
    expect(billsOf(dayEnd(life, "2024-12-31"))).toHaveLength(1);
  });

  const heardOf = { ...pay("2000"), bookedOn: plainDate("2024-02-05") };

  test("gives back what was billed too much", () => {
    const life = tell(dayEnd(credit(fiveThousand), "2024-02-05"), "2024-01-11", heardOf);
    // Cycle 1: (5000 × 10 + 3000 × 20 days) × 0.049 % = 53.90 and not 73.50: 19.60 too much.
    // Since: 3000 × 0.049 % × 10 days = 14.70. 223.50 are billed, 2850.00 of principal are not.
    const quote = payoffQuote(life.state, plainDate("2024-02-10"));
    expect(quote.interest.toFixed(2)).toBe("-4.90");
    expect(quote.total.toFixed(2)).toBe("3068.60");
    const paid = tell(life, "2024-02-10", payOff("3068.60"));
    expect(servicingOf(paid)).toMatchObject({ status: "closed", heldMinor: 0, dues: [] });
  });

  test("leaves to be refunded what is heard of later", () => {
    const billed = dayEnd(credit(fiveThousand), "2024-02-05");
    // 223.50 + 4850.00 + 5000.00 × 0.049 % × 10 days
    const paid = tell(billed, "2024-02-10", payOff("5098.00"));
    const later = { ...heardOf, bookedOn: plainDate("2024-03-05") };
    const life = tell(dayEnd(paid, "2024-03-05"), "2024-01-11", later);
    // 5098.00 − 3068.60
    expect(servicingOf(life)).toMatchObject({ status: "closed", heldMinor: 2_029_40 });
    const refunded = tell(life, "2024-03-06", { kind: "refund", amount: "2029.40" });
    expect(servicingOf(refunded)).toMatchObject({ status: "closed", heldMinor: 0 });
  });

  test("that comes back opens the loan; the days without a bill are on the next one", () => {
    const billed = dayEnd(credit(fiveThousand), "2024-02-05");
    const paid = dayEnd(tell(billed, "2024-02-10", payOff("5098.00")), "2024-04-10");
    const payment = paid.facts.find(({ kind }) => kind === "paymentReceived")?.sequence ?? 0;
    const life = dayEnd(
      tell(paid, "2024-04-10", { kind: "reversePayment", payment }),
      "2024-04-30",
    );
    // 5000.00 × 0.049 % × 90 days = 220.50; bill 1 is past due with 2 % of 223.50
    const [, second, third] = billsOf(life);
    expect(second).toMatchObject({
      cycle: 4,
      periodStart: "2024-01-31",
      billedOn: "2024-04-30",
      interest: "220.50",
      principalDue: "150.00",
      pastDue: "227.97",
      minimumDue: "598.47",
    });
    expect(third).toBeUndefined();
  });
});

test("a last bill that is missed bears interest from the day after its last day", () => {
  const life = dayEnd(credit({ ...fiveThousand, cycles: 1 }), "2024-03-01");
  expect(billOfCycle(life, 1)).toMatchObject({ minimumDue: "5073.50", isBalloon: true });
  // Payable to 15 February, so 15 days to 1 March: 5000.00 × 0.049 % × 14 days = 34.30
  expect(billOfCycle(life, 2)).toMatchObject({
    interest: "34.30",
    principalDue: "0.00",
    // 2 % of 5073.50 is 101.47
    pastDue: "5174.97",
    minimumDue: "5209.27",
  });
});

test("more correction than a cycle's interest is given back", () => {
  const billed = dayEnd(credit(fiveThousand), "2024-03-05");
  const heardOf = { ...pay("4900"), bookedOn: plainDate("2024-03-05") };
  const life = dayEnd(tell(billed, "2024-01-03", heardOf), "2024-03-31");
  // 100.00 were left from 3 January on. Cycle 1: 4.90 + 100 × 0.049 % × 28 days = 6.27, not 73.50.
  // Cycle 2: 1.47, not 73.50. Cycle 3: 1.47 − 67.23 − 72.03 = −137.79.
  const bill = billOfCycle(life, 3);
  expect(bill).toMatchObject({ interest: "0.00", interestCredited: "137.79" });
  // 100.00, interest 6.27 + 1.47 + 1.47, penalties 2 % of 173.50 and of 73.50: 3.47 + 1.47
  expect(bill.closing).toBe("114.15");
  expect(bill.minimumDue).toBe("114.15");
  const paid = tell(life, "2024-03-31", pay("114.15"));
  expect(servicingOf(paid)).toMatchObject({ status: "closed", heldMinor: 0 });
});

test("what comes back once it was corrected is corrected again, and named", () => {
  const billed = dayEnd(credit(fiveThousand), "2024-02-05");
  const bookedOn = plainDate("2024-02-05");
  const paid = dayEnd(tell(billed, "2024-01-11", { ...pay("2000"), bookedOn }), "2024-03-05");
  // Bill 2: 3000.00 × 0.049 % × 30 days = 44.10, less the 19.60 of bill 1
  expect(billOfCycle(paid, 2)).toMatchObject({ interest: "24.50", principalDue: "90.00" });
  const payment = paid.facts.find(({ kind }) => kind === "paymentReceived")?.sequence ?? 0;
  const back = tell(paid, "2024-03-05", { kind: "reversePayment", payment });
  const life = dayEnd(back, "2024-03-31");
  const causes = back.facts.filter(({ kind }) => kind === "paymentReversed");
  // Cycle 2 bore 73.50 and not 44.10, and 19.60 were given back: 49.00 with 73.50 of its own. The
  // account lacks 2000.00.
  expect(billOfCycle(life, 3)).toMatchObject({
    interest: "122.50",
    adjustments: [
      { of: "interest", amount: "49.00", causes: causes.map(({ sequence }) => sequence) },
      { of: "account", amount: "2000.00", causes: causes.map(({ sequence }) => sequence) },
    ],
  });
});

describe("a charge", () => {
  const visit = { kind: "addCharge", name: "visit", amount: "50" } as const;

  test("stands on the next bill, so it has no due date of its own", () => {
    const life = dayEnd(tell(credit(fiveThousand), "2024-01-10", visit), "2024-01-31");
    // 73.50 + 150.00 + 50.00
    expect(billOfCycle(life, 1)).toMatchObject({ fees: "50.00", minimumDue: "273.50" });
    const dueOn = plainDate("2024-02-20");
    expect(() => tell(life, "2024-02-01", { ...visit, dueOn })).toThrow("due date");
  });

  test("for a payment that came back opens a credit again that was paid off", () => {
    const sketch = { ...fiveThousand, rules: { bounceCharge: "50", excess: "refund" } as const };
    const paid = tell(
      tell(credit(sketch), "2024-01-05", pay("100")),
      "2024-01-11",
      payOff("5024.50"),
    );
    expect(servicingOf(paid)).toMatchObject({ status: "closed", refundableMinor: 100_00 });
    const bounced = tell(paid, "2024-01-20", { kind: "reversePayment", payment: 3 });
    const life = dayEnd(bounced, "2024-01-31");
    expect(servicingOf(life).status).toBe("active");
    expect(billOfCycle(life, 1)).toMatchObject({ fees: "50.00", minimumDue: "50.00" });
    expect(servicingOf(tell(life, "2024-02-01", pay("50"))).status).toBe("closed");
  });
});

test("interest of a bill can be given up from the day of the bill", () => {
  const waive = { kind: "waiveCharge", dueId: "bill 1", of: "interest", amount: "3.50" } as const;
  const life = tell(dayEnd(credit(fiveThousand), "2024-01-31"), "2024-02-01", waive);
  const [due] = servicingOf(life).dues;
  expect(due?.charged).toMatchObject({ interest: 70_00, principal: 150_00 });
});

test("a missed balloon is free of interest only while it can be paid in time", () => {
  const life = dayEnd(credit({ ...fiveThousand, cycles: 1 }), "2024-03-31");
  expect(billOfCycle(life, 1)).toMatchObject({ principalDue: "5000.00", payBy: "2024-02-15" });
  // 5000.00 × 0.049 % on the 14 days from 16 February, then on all 30 of March's cycle
  expect(billOfCycle(life, 2)).toMatchObject({ interest: "34.30", isBalloon: true });
  expect(billOfCycle(life, 3)).toMatchObject({ interest: "73.50", isBalloon: true });
});
