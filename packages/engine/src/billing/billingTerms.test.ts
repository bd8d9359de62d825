import { describe, expect, test } from "vitest";
import { type BillingTerms, checkBillingTerms } from "./billingTerms.ts";

const terms: BillingTerms = {
  method: "billed",
  cycle: { kind: "days", days: 30 },
  payWithinDays: 15,
  installment: { kind: "percentOfBalance", percent: "3", least: "100" },
  interest: { dayCount: "ACT/365.FIXED", dailyRatePlaces: 3, rounding: "halfEven" },
  interestFree: "never",
  revolving: false,
  overlimitPercent: "0",
};
const card: BillingTerms = { ...terms, interestFree: "whilePaidInFull" };

describe("a bill that can be free is payable before the next one", () => {
  test.each<[name: string, terms: BillingTerms]>([
    ["within a cycle of days", { ...card, payWithinDays: 29 }],
    ["within the shortest month", { ...card, payWithinDays: 27, cycle: monthly(15) }],
    ["that is never free, as late as is wished", { ...terms, payWithinDays: 60 }],
  ])("%s is taken", (_, given) => {
    expect(() => checkBillingTerms(given, 2)).not.toThrow();
  });

  // A bill payable on the day of the next one, or after it, would never be found unpaid.
  test.each<[name: string, terms: BillingTerms]>([
    ["until the day of the next", { ...card, payWithinDays: 30 }],
    ["until the next of February", { ...card, payWithinDays: 28, cycle: monthly(15) }],
  ])("%s is refused", (_, given) => {
    const details = expect.objectContaining({ field: "payWithinDays" });
    const refusal = expect.objectContaining({ code: "INVALID_BILLING_TERMS", details });
    expect(() => checkBillingTerms(given, 2)).toThrow(refusal);
  });
});

test.each<[field: string, found: string, terms: BillingTerms]>([
  ["cycle.days", "0", { ...terms, cycle: { kind: "days", days: 0 } }],
  ["cycle.day", "32", { ...terms, cycle: monthly(32) }],
  ["cycle.firstAfterDays", "1.5", { ...terms, cycle: { ...monthly(1), firstAfterDays: 1.5 } }],
  ["payWithinDays", "0", { ...terms, payWithinDays: 0 }],
  ["interest.dayCount", "30/360", withInterest({ dayCount: "30/360" })],
  ["interest.dayCount", "ACT/ACT.ISDA", withInterest({ dayCount: "ACT/ACT.ISDA" })],
  ["interest.dailyRatePlaces", "13", withInterest({ dailyRatePlaces: 13 })],
  ["overlimitPercent", "101", { ...terms, overlimitPercent: "101" }],
])("%s of %s is refused", (field, found, given) => {
  const details = expect.objectContaining({ field, found });
  const refusal = expect.objectContaining({ code: "INVALID_BILLING_TERMS", details });
  expect(() => checkBillingTerms(given, 2)).toThrow(refusal);
});

function monthly(day: number): Extract<BillingTerms["cycle"], { kind: "dayOfMonth" }> {
  return { kind: "dayOfMonth", day, firstAfterDays: 30 };
}

function withInterest(changes: Partial<BillingTerms["interest"]>): BillingTerms {
  return { ...terms, interest: { ...terms.interest, ...changes } };
}
