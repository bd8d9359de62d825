import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildBill } from "../billing/buildBill.ts";
import { addDays } from "../calendar/plainDate.ts";
import { Decimal } from "../money/decimal.ts";
import { anyBilledLife, liveBilled } from "../testing/billedLives.ts";
import {
  type BilledSketch,
  billedTerms,
  billOfCycle,
  billsOf,
  credit,
  dayEnd,
} from "../testing/billedLoans.ts";
import { pay, payOff, tell, tellAll } from "../testing/loanLife.ts";
import { runs } from "../testing/runs.ts";
import { type BillByDay, balancesByDay } from "./balancesByDay.ts";
import { billOrigin } from "./billOrigin.ts";
import type { Bill } from "./facts.ts";

const fiveThousand: BilledSketch = {
  principal: "5000",
  annualRatePercent: "18",
  cycles: 12,
  startedOn: "2024-01-01",
};

/** How many days each balance stands, in order. */
function runsOf({ days }: BillByDay): readonly (readonly [balance: string, days: number])[] {
  const runs: [string, number][] = [];
  for (const { balance } of days) {
    const last = runs.at(-1);
    if (last?.[0] === balance.toFixed(2)) last[1] += 1;
    else runs.push([balance.toFixed(2), 1]);
  }
  return runs;
}

describe("the balance of each day of a bill", () => {
  test("of the first cycle", () => {
    const life = dayEnd(credit(fiveThousand), "2024-01-31");
    const byDay = balancesByDay(life.facts, 1);
    expect(runsOf(byDay)).toEqual([["5000.00", 30]]);
    expect(byDay.days[0]?.on).toBe("2024-01-01");
    expect(byDay.days.at(-1)?.on).toBe("2024-01-30");
    expect(byDay).toMatchObject({ exact: "147/2", isFree: false });
    expect(byDay.interest.toFixed(2)).toBe("73.50");
  });

  test("a payment lowers it from its own day on", () => {
    // 1000 on 15 January prepays: 14 days of 5000 · 0.049 % = 34.30, 16 of 4000 (1.96) = 31.36
    const life = dayEnd(tell(credit(fiveThousand), "2024-01-15", pay("1000")), "2024-01-31");
    const byDay = balancesByDay(life.facts, 1);
    expect(runsOf(byDay)).toEqual([
      ["5000.00", 14],
      ["4000.00", 16],
    ]);
    expect(byDay.interest.toFixed(2)).toBe("65.66");
  });

  test("a bill stays as it was known; what came late is a correction on the next", () => {
    // 223.50 paid in time on 31 January. On 10 March 1000 is recorded for 15 January, when it
    // prepaid: 16 days of 1000 at 0.049 % too much on the first bill (7.84).
    const billed = dayEnd(
      tell(dayEnd(credit(fiveThousand), "2024-01-31"), "2024-01-31", pay("223.50")),
      "2024-02-20",
    );
    const late = tell(billed, "2024-01-15", {
      ...pay("1000"),
      bookedOn: addDays(billOfCycle(billed, 1).billedOn, 20),
    });
    const life = dayEnd(late, "2024-03-01");
    expect(balancesByDay(life.facts, 1).interest.toFixed(2)).toBe("73.50");
    const second = balancesByDay(life.facts, 2);
    // 5000 − 1000 − 150 for thirty days: 3850 · 0.049 % · 30 = 56.595, to 56.60 (a tie, to even)
    expect(runsOf(second)).toEqual([["3850.00", 30]]);
    expect(second.accrued.toFixed(2)).toBe("56.60");
    expect(second.correction.toFixed(2)).toBe("-7.84");
    expect(second.interest.toFixed(2)).toBe(billOfCycle(life, 2).interest);
  });

  test("what was free and is asked for after all begins with the cycle before", () => {
    const card: BilledSketch = {
      ...fiveThousand,
      terms: { revolving: true, interestFree: "whilePaidInFull" },
    };
    const life = dayEnd(credit(card), "2024-03-01");
    const [first, second] = [balancesByDay(life.facts, 1), balancesByDay(life.facts, 2)];
    expect(first.isFree).toBe(true);
    expect(first.interest.toFixed(2)).toBe("0.00");
    // Not paid by 15 February: 60 days from the drawing, 147.00
    expect(second.days).toHaveLength(60);
    expect(second.days[0]?.on).toBe("2024-01-01");
    expect(second.interest.toFixed(2)).toBe("147.00");
    // The third bill asks for its own 30 days.
    const later = dayEnd(life, "2024-03-31");
    expect(balancesByDay(later.facts, 3).days).toHaveLength(30);
  });

  test("a payoff asks for its days itself, and the bill for those after it", () => {
    // 15 days of 5000 (36.75) are paid off with it on 16 January. 1000 drawn on the 21st bears ten days.
    let life = credit({ ...fiveThousand, terms: { revolving: true } });
    life = tell(life, "2024-01-16", payOff("5036.75"));
    life = tell(life, "2024-01-21", { kind: "disburse", amount: "1000" });
    life = dayEnd(life, "2024-01-31");
    const byDay = balancesByDay(life.facts, 1);
    expect(runsOf(byDay)).toEqual([
      ["0.00", 5],
      ["1000.00", 10],
    ]);
    expect(byDay.interest.toFixed(2)).toBe("4.90");
    expect(billOfCycle(life, 1).interest).toBe("4.90");
  });

  test("an unknown bill is refused", () => {
    const { facts } = credit(fiveThousand);
    expect(() => balancesByDay(facts, 1)).toThrow(
      expect.objectContaining({ code: "UNKNOWN_BILL" }),
    );
  });
});

const number = (text: string): Decimal => new Decimal(text);

/** What the parts of a bill say of its sums. */
function expectWhole(bill: Bill, before: Bill | undefined, held: number): void {
  const late = bill.adjustments.filter((each) => each.of === "account");
  const closing = [
    bill.opening,
    bill.drawn,
    bill.interest,
    bill.fees,
    bill.payoffs,
    bill.penalties,
    bill.refunded,
    ...late.map(({ amount }) => amount),
  ]
    .reduce((sum, each) => sum.plus(each), number("0"))
    .minus(bill.interestCredited)
    .minus(bill.waived)
    .minus(bill.received);
  expect(closing.toFixed(2)).toBe(bill.closing);
  expect(bill.opening).toBe(before?.closing ?? "0.00");
  expect(number(bill.principalDue).plus(bill.interest).toFixed(2)).toBe(bill.cycleDue);
  const asked = number(bill.cycleDue).plus(bill.fees).plus(bill.pastDue);
  const left = asked.minus(bill.interestCredited).minus(number(String(held)).div(100));
  expect(Decimal.max(0, left).toFixed(2)).toBe(bill.minimumDue);
  for (const { causes } of bill.adjustments) expect(causes.length).toBeGreaterThan(0);
}

describe("of every bill of every life", () => {
  test("the parts sum to it, and its days to its interest", () => {
    let adjusted = 0;
    fc.assert(
      fc.property(anyBilledLife, (sketched) => {
        const life = liveBilled(sketched);
        if (life === undefined) return;
        const bills = billsOf(life);
        bills.forEach((bill, index) => {
          const { servicing } = billOrigin(life.facts, bill.cycle);
          expectWhole(bill, bills[index - 1], servicing.heldMinor);
          const { interest } = balancesByDay(life.facts, bill.cycle);
          const said = number(bill.interest).minus(bill.interestCredited);
          expect(interest.toFixed(2)).toBe(said.toFixed(2));
          adjusted += bill.adjustments.length;
        });
      }),
      { numRuns: runs(60, 3000) },
    );
    expect(adjusted).toBeGreaterThan(0);
  });

  test("past due is what was unpaid of earlier bills", () => {
    fc.assert(
      fc.property(anyBilledLife, (sketched) => {
        const life = liveBilled(sketched);
        if (life === undefined) return;
        for (const bill of billsOf(life)) {
          const { servicing } = billOrigin(life.facts, bill.cycle);
          const unpaid = servicing.dues.reduce(
            (sum, { charged, paid }) =>
              sum +
              (["penalty", "fee", "interest", "principal"] as const).reduce(
                (of, kind) => of + charged[kind] - paid[kind],
                0,
              ),
            0,
          );
          expect(number(bill.pastDue).times(100).toNumber()).toBe(unpaid);
        }
      }),
      { numRuns: runs(30, 300) },
    );
  });

  test("a host that keeps these balances builds the same bill", () => {
    fc.assert(
      fc.property(anyBilledLife, (sketched) => {
        const life = liveBilled(sketched);
        if (life === undefined) return;
        for (const bill of billsOf(life).filter(({ adjustments }) => adjustments.length === 0)) {
          expectBuilt(life.facts, bill);
        }
      }),
      { numRuns: runs(40, 1000) },
    );
  });
});

function expectBuilt(facts: Parameters<typeof billOrigin>[0], bill: Bill): void {
  const { terms, credit: billed, servicing } = billOrigin(facts, bill.cycle);
  const byDay = balancesByDay(facts, bill.cycle);
  const billedPrincipal = servicing.dues.reduce(
    (sum, { charged, paid }) => sum + charged.principal - paid.principal,
    0,
  );
  const start = byDay.days[0]?.on ?? bill.periodStart;
  const owed = billedPrincipal + billed.unbilledMinor;
  const built = buildBill({
    currency: "INR",
    terms,
    cycle: { number: bill.cycle, start, billedOn: bill.billedOn, payBy: bill.payBy },
    annualRatePercent: 0,
    balances: byDay.days.map(({ on, balance, annualRatePercent }) => ({
      from: on,
      balance,
      annualRatePercent: byDay.isFree ? 0 : annualRatePercent,
    })),
    opening: number(bill.opening).plus(bill.payoffs),
    drawn: bill.drawn,
    payments: bill.received,
    refunded: bill.refunded,
    fees: bill.fees,
    penalties: bill.penalties,
    waived: bill.waived,
    pastDue: bill.pastDue,
    pastDuePrincipal: number(String(billedPrincipal)).div(100),
    held: number(String(servicing.heldMinor)).div(100),
    level: number(String(billed.levelMinor)).div(100),
    isLast: bill.isBalloon,
    ...(terms.revolving ? { limit: number(String(billed.limitMinor)).div(100) } : {}),
  });
  const last = byDay.days.at(-1)?.balance.times(100).toNumber();
  expect(built.interest.toFixed(2)).toBe(bill.interest);
  expect(built.closing.toFixed(2)).toBe(bill.closing);
  // What is repaid from held money on the day of the bill no longer stands in the days.
  if (last !== owed) return;
  expect(built.principalDue.toFixed(2)).toBe(bill.principalDue);
  expect(built.minimumDue.toFixed(2)).toBe(bill.minimumDue);
}

test("the day of the bill bears interest in the next", () => {
  // 150 of principal is paid on 31 January: the second bill's thirty days bear on 4850.
  const paid = tellAll(dayEnd(credit(fiveThousand), "2024-01-31"), ["2024-01-31", pay("223.50")]);
  const life = dayEnd(paid, "2024-03-01");
  expect(runsOf(balancesByDay(life.facts, 2))).toEqual([["4850.00", 30]]);
  expect(billedTerms.cycle).toEqual({ kind: "days", days: 30 });
});
