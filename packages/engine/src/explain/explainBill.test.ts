import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import type { DueKind } from "../due/due.ts";
import type { Bill } from "../loan/facts.ts";
import { Decimal } from "../money/decimal.ts";
import { recompute, renderExplanation } from "../money/explanation.ts";
import { anyBilledLife, liveBilled } from "../testing/billedLives.ts";
import { type BilledSketch, billedTerms, billsOf, credit, dayEnd } from "../testing/billedLoans.ts";
import { type LoanLife, pay, servicingOf, tell } from "../testing/loanLife.ts";
import { runs } from "../testing/runs.ts";
import { type BillAmount, explainBill } from "./explainBill.ts";
import { explainDue } from "./explainLoan.ts";

const fiveThousand: BilledSketch = {
  principal: "5000",
  annualRatePercent: "18",
  cycles: 12,
  startedOn: "2024-01-01",
};
const first = dayEnd(credit(fiveThousand), "2024-01-31");

const lines = ({ facts }: LoanLife, cycle: number, amount: BillAmount): readonly string[] =>
  renderExplanation(explainBill(facts, { cycle, amount })).split("\n");

describe("why a bill asks for what it does", () => {
  test("its interest", () => {
    expect(lines(first, 1, "interest")).toEqual([
      "interest of bill 1: 73.50 INR",
      "  = balance · rounded(annual rate · one day) · days",
      "  = 5000.00 · rounded(18 % · 1/365) · 30",
      "  = 73.5, rounded halfEven to 0.01",
      "  Interest accrues by ACT/365.FIXED, at a daily rate rounded to 3 decimals of a percent; a cycle's is summed exactly and rounded once.",
      "  Source: the terms of the loan",
    ]);
  });

  test("its interest at the exact rate, with a payment in between", () => {
    const interest = { ...billedTerms.interest, dailyRatePlaces: null };
    const life = tell(credit({ ...fiveThousand, terms: { interest } }), "2024-01-15", pay("1000"));
    // 14 days of 5000 and 16 of 4000: 4824/73 = 66.0821…
    expect(lines(dayEnd(life, "2024-01-31"), 1, "interest").slice(0, 4)).toEqual([
      "interest of bill 1: 66.08 INR",
      "  = balance · annual rate · part of the year + balance · annual rate · part of the year",
      "  = 5000.00 · 18 % · 14/365 + 4000.00 · 18 % · 16/365",
      "  = 4824/73 = 66.082191780822…, rounded halfEven to 0.01",
    ]);
  });

  test("its principal: a percentage, a floor, all", () => {
    expect(lines(first, 1, "principalDue").slice(0, 3)).toEqual([
      "principal of bill 1: 150.00 INR",
      "  = least of (principal not asked for yet; greatest of (rounded(principal owed · percent asked for); least installment − interest; nothing))",
      "  = least of (5000.00; greatest of (rounded(5000.00 · 3 %); 100 − 73.50; 0))",
    ]);
    // 1000 · 0.049 % · 30 = 14.70, which 100 exceeds by 85.30; 3 % would be 30
    const small = dayEnd(credit({ ...fiveThousand, principal: "1000" }), "2024-01-31");
    expect(lines(small, 1, "principalDue")[0]).toBe("principal of bill 1: 85.30 INR");
    const last = dayEnd(credit({ ...fiveThousand, cycles: 1 }), "2024-01-31");
    expect(lines(last, 1, "principalDue").slice(0, 2)).toEqual([
      "principal of bill 1: 5000.00 INR",
      "  = principal not asked for yet",
    ]);
  });

  test("its principal by a level installment", () => {
    const level = { installment: { kind: "level" } } as const;
    const life = dayEnd(credit({ ...fiveThousand, terms: level }), "2024-01-31");
    expect(lines(life, 1, "principalDue")[1]).toBe(
      "  = least of (principal not asked for yet; greatest of (level installment − interest; nothing))",
    );
  });

  test("its minimum due, with what the bill before left unpaid", () => {
    const life = dayEnd(tell(first, "2024-02-05", pay("100")), "2024-03-01");
    // 223.50 − 100, and 2 % of it on 16 February: 123.50 + 2.47
    expect(lines(life, 2, "pastDue").slice(0, 3)).toEqual([
      "past due of bill 2: 125.97 INR",
      "  = unpaid of bill 1",
      "  = 125.97",
    ]);
    // 5000 for 5 days (12.25), 4973.50 for 25 (60.925375): 73.175375; 3 % of 4973.50 is 149.205,
    // a tie, to the even cent
    expect(lines(life, 2, "minimumDue").slice(0, 3)).toEqual([
      "minimum due of bill 2: 348.35 INR",
      "  = cycle due + fees + past due",
      "  = 222.38 + 0.00 + 125.97",
    ]);
    expect(lines(life, 2, "cycleDue")[2]).toBe("  = 149.20 + 73.18");
  });

  test("what a bill corrects, and because of which fact", () => {
    // 1000 is recorded on 5 March, for 15 January: 16 days of it were billed too much, 7.84, and 30
    // more by the second bill, 14.70. The third gives 22.54 back, of 4000 − 3 · … its own interest.
    const billed = dayEnd(first, "2024-03-05");
    const late = tell(billed, "2024-01-15", { ...pay("1000"), bookedOn: plainDate("2024-03-05") });
    const life = dayEnd(late, "2024-03-31");
    const sequence = late.facts.at(-1)?.sequence;
    const { inputs, amount } = explainBill(life.facts, { cycle: 3, amount: "interest" });
    expect(inputs).toContainEqual({
      kind: "value",
      name: `correction of earlier bills by fact ${sequence}`,
      value: "-22.54",
      unit: "",
    });
    // 4000 · 0.049 % · 30 = 58.80
    expect(amount).toBe("36.26");
    expect(lines(life, 3, "closing")[1]).toContain(
      `correction of the closing balance before by fact ${sequence}`,
    );
  });

  test("a due of a bill leads to it, recorded or not", () => {
    const of = { dueId: "bill 1", kind: "interest", asOf: plainDate("2024-01-31") } as const;
    for (const { facts } of [first, credit(fiveThousand)]) {
      const why = explainDue(facts, of);
      expect(why.figures).toBe("5000.00 · rounded(18 % · 1/365) · 30");
      expect(why.amount).toBe("73.50");
    }
  });

  test("a due of which something was waived", () => {
    const waived = tell(first, "2024-02-20", {
      kind: "waiveCharge",
      dueId: "bill 1",
      of: "interest",
      amount: "3.50",
    });
    const of = { dueId: "bill 1", kind: "interest", asOf: plainDate("2024-02-20") } as const;
    expect(explainDue(waived.facts, of).amount).toBe("70.00");
  });

  test("a due that a payment of before has lessened since", () => {
    // The only bill asks for 5000. On 2 February 1000 is recorded for 15 January.
    const billed = dayEnd(credit({ ...fiveThousand, cycles: 1 }), "2024-02-02");
    const late = tell(billed, "2024-01-15", { ...pay("1000"), bookedOn: plainDate("2024-02-02") });
    const of = { dueId: "bill 1", kind: "principal", asOf: plainDate("2024-02-02") } as const;
    expect(explainDue(late.facts, of)).toMatchObject({
      amount: "4000.00",
      figures: "5000.00 − 1000.00",
      formula: "principal not asked for yet − repaid before",
    });
  });

  test("an unknown bill is refused", () => {
    expect(() => explainBill(first.facts, { cycle: 2, amount: "interest" })).toThrow(
      expect.objectContaining({ code: "UNKNOWN_BILL", details: { cycle: 2 } }),
    );
  });
});

const amounts: readonly (BillAmount & keyof Bill)[] = [
  "interest",
  "interestCredited",
  "principalDue",
  "cycleDue",
  "fees",
  "pastDue",
  "minimumDue",
  "closing",
];

describe("of every life", () => {
  test("each amount of each bill is computed again", () => {
    fc.assert(
      fc.property(anyBilledLife, (sketched) => {
        const life = liveBilled(sketched);
        if (life === undefined) return;
        for (const bill of billsOf(life)) {
          for (const amount of amounts) {
            const why = explainBill(life.facts, { cycle: bill.cycle, amount });
            expect([amount, why.amount]).toEqual([amount, bill[amount]]);
            expect(recompute(why.expression).eq(new Decimal(bill[amount]))).toBe(true);
          }
        }
      }),
      { numRuns: runs(25, 500) },
    );
  });

  test("each open due of a bill is computed again", () => {
    const kinds: readonly DueKind[] = ["fee", "interest", "principal"];
    fc.assert(
      fc.property(anyBilledLife, (sketched) => {
        const life = liveBilled(sketched);
        if (life === undefined || servicingOf(life).status !== "active") return;
        const { dues, asOf } = servicingOf(life);
        for (const { id: dueId, charged } of dues) {
          for (const kind of kinds) {
            const why = explainDue(life.facts, { dueId, kind, asOf });
            expect(new Decimal(why.amount).times(100).toNumber()).toBe(charged[kind]);
          }
        }
      }),
      { numRuns: runs(25, 500) },
    );
  });
});
