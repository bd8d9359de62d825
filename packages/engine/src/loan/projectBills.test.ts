import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, plainDate } from "../calendar/plainDate.ts";
import { anyBilledLife, liveBilled } from "../testing/billedLives.ts";
import {
  agreed,
  type BilledSketch,
  billOfCycle,
  billsOf,
  credit,
  dayEnd,
} from "../testing/billedLoans.ts";
import { evenLoan, type LoanLife, lent, pay, servicingOf, tell } from "../testing/loanLife.ts";
import { runs } from "../testing/runs.ts";
import { type ProjectedBill, projectBills } from "./projectBills.ts";

const fiveThousand: BilledSketch = {
  principal: "5000",
  annualRatePercent: "18",
  cycles: 12,
  startedOn: "2024-01-01",
};

const project = ({ state }: LoanLife, on: string, most?: number): readonly ProjectedBill[] =>
  projectBills(state, plainDate(on), most === undefined ? {} : { most });

/** Amounts as text. */
const told = (bill: ProjectedBill | undefined): unknown => JSON.parse(JSON.stringify(bill ?? null));

describe("the bills to come", () => {
  test("of 5000 at 18 % over 12 cycles", () => {
    const bills = project(credit(fiveThousand), "2024-01-01");
    expect(bills).toHaveLength(12);
    // 5000 · 0.049 % · 30 = 73.50; 3 % of 5000 = 150
    expect(told(bills[0])).toEqual({
      cycle: 1,
      date: "2024-01-31",
      payBy: "2024-02-15",
      amountDue: "223.5",
      principal: "150",
      interest: "73.5",
      fees: "0",
      pastDue: "0",
      principalAfter: "4850",
      isBalloon: false,
    });
    // 4850 · 0.049 % · 30 = 71.295, to 71.30 (a tie, to even); 3 % of 4850 = 145.50
    expect(told(bills[1])).toMatchObject({ date: "2024-03-01", amountDue: "216.8" });
    // 5000 · 0.97^11 with each 3 % rounded is 3576.51; · 0.049 % · 30 = 52.5747
    expect(told(bills[11])).toMatchObject({
      date: "2024-12-26",
      principal: "3576.51",
      interest: "52.57",
      amountDue: "3629.08",
      principalAfter: "0",
      isBalloon: true,
    });
  });

  test("what is unpaid falls into the first, with its penalty", () => {
    // On 5 February the first bill of 223.50 is open. On 16 February 2 % of it, 4.47, is charged; the
    // second bill asks for 3 % of 5000 and 73.50 beside them: 223.50 + 223.50 + 4.47.
    const life = dayEnd(credit(fiveThousand), "2024-02-05");
    const [first, second] = project(life, "2024-02-05");
    expect(told(first)).toMatchObject({
      date: "2024-03-01",
      pastDue: "227.97",
      principal: "150",
      interest: "73.5",
      amountDue: "451.47",
      principalAfter: "4700",
    });
    expect(told(second)).toMatchObject({ pastDue: "0", principal: "141" });
  });

  test("held money pays of the first", () => {
    const life = tell(
      credit({ ...fiveThousand, rules: { excess: "advance" } }),
      "2024-01-10",
      pay("23.50"),
    );
    expect(told(project(life, "2024-01-10")[0])).toMatchObject({ amountDue: "200" });
  });

  test("a bill of the day itself is not to come any more", () => {
    expect(project(credit(fiveThousand), "2024-01-31")[0]?.date).toBe("2024-03-01");
    expect(project(credit(fiveThousand), "2024-01-30")[0]?.date).toBe("2024-01-31");
  });

  test("a line is looked at for 12 cycles, or as many as are asked for", () => {
    const line = credit({ ...fiveThousand, terms: { revolving: true } });
    expect(project(line, "2024-01-01")).toHaveLength(12);
    expect(project(line, "2024-01-01", 3)).toHaveLength(3);
    // The least of 100 ends it with the 54th bill.
    expect(project(line, "2024-01-01", 100)).toHaveLength(54);
    expect(project(credit(fiveThousand), "2024-01-01", 2)).toHaveLength(2);
  });

  test("none before a drawing, once nothing is owed, and for a loan with a schedule", () => {
    expect(project(agreed(fiveThousand), "2024-01-01")).toEqual([]);
    const billed = dayEnd(credit({ ...fiveThousand, cycles: 1 }), "2024-01-31");
    const paid = tell(billed, "2024-01-31", pay(billOfCycle(billed, 1).minimumDue));
    expect(project(paid, "2024-01-31")).toEqual([]);
    expect(project(lent(evenLoan), "2024-01-15")).toEqual([]);
  });

  test("a line that asks for interest only goes on, as far as is asked for", () => {
    const interestOnly = { kind: "percentOfBalance", percent: "0", least: "0" } as const;
    const terms = { revolving: true, installment: interestOnly };
    const bills = project(credit({ ...fiveThousand, terms }), "2024-01-01", 40);
    expect(bills).toHaveLength(40);
    expect(told(bills[39])).toMatchObject({ amountDue: "73.5", principalAfter: "5000" });
  });
});

test("doing exactly what it says gives exactly those bills", () => {
  fc.assert(
    fc.property(anyBilledLife, (sketched) => {
      const lived = liveBilled(sketched);
      if (lived === undefined) return;
      const today = servicingOf(lived).asOf;
      const projected = projectBills(lived.state, today);
      let life = lived;
      for (const bill of projected) {
        life = dayEnd(life, bill.date);
        const issued = billOfCycle(life, bill.cycle);
        expect(issued.billedOn).toBe(bill.date);
        expect(issued.payBy).toBe(bill.payBy);
        expect(issued.isBalloon).toBe(bill.isBalloon);
        expect(issued.interest).toBe(bill.interest.toFixed(2));
        expect(issued.principalDue).toBe(bill.principal.toFixed(2));
        expect(issued.pastDue).toBe(bill.pastDue.toFixed(2));
        expect(issued.minimumDue).toBe(bill.amountDue.toFixed(2));
        if (bill.amountDue.gt(0)) life = tell(life, bill.date, pay(bill.amountDue.toFixed(2)));
      }
      // No bill stands between them, and after the last of a term nothing is owed.
      expect(billsOf(life).length).toBe(billsOf(lived).length + projected.length);
      const last = projected.at(-1);
      if (servicingOf(lived).credit?.lastCycle !== null && last !== undefined) {
        expect(last.isBalloon || last.principalAfter.isZero()).toBe(true);
      }
      if (last?.isBalloon) expect(servicingOf(life).status).toBe("closed");
      if (last?.isBalloon)
        expect(billsOf(dayEnd(life, addDays(last.date, 100)))).toHaveLength(billsOf(life).length);
    }),
    { numRuns: runs(60, 2000) },
  );
});
