import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { Decimal } from "../money/decimal.ts";
import { anyBilledLife, liveBilled } from "../testing/billedLives.ts";
import { type BilledSketch, billsOf, credit, dayEnd } from "../testing/billedLoans.ts";
import { type LoanLife, pay, servicingOf, tell } from "../testing/loanLife.ts";
import { runs } from "../testing/runs.ts";
import { type BillStatement, billStatement } from "./billStatement.ts";
import { projectBills } from "./projectBills.ts";

const fiveThousand: BilledSketch = {
  principal: "5000",
  annualRatePercent: "18",
  cycles: 12,
  startedOn: "2024-01-01",
};

const on = ({ facts }: LoanLife, asOf: string): BillStatement =>
  billStatement(facts, plainDate(asOf));

/** Amounts as text. */
const told = (of: unknown): unknown => JSON.parse(JSON.stringify(of));

/** The first bill of 223.50 paid with 100 on 5 February and 50 on 20 February, the second not at all. */
function partPaid(): LoanLife {
  let life = dayEnd(credit(fiveThousand), "2024-02-05");
  life = tell(life, "2024-02-05", pay("100"));
  life = dayEnd(life, "2024-02-20");
  life = tell(life, "2024-02-20", pay("50"));
  return dayEnd(life, "2024-03-05");
}

describe("a statement", () => {
  test("says what was billed, and what was paid of it when", () => {
    const { bills, payments } = on(partPaid(), "2024-03-05");
    // Of 100, 73.50 is interest and 26.50 principal. On 16 February 2 % of the 123.50 left, 2.47, is
    // charged; of 50 it takes 2.47 and principal the rest, 47.53. 150 − 26.50 − 47.53 = 75.97.
    expect(told(bills[0])).toMatchObject({
      cycle: 1,
      opening: "0",
      drawn: "5000",
      interest: "73.5",
      closing: "5073.5",
      minimumDue: "223.5",
      payBy: "2024-02-15",
      paid: { penalty: "2.47", fee: "0", interest: "73.5", principal: "74.03" },
      payments: [
        { on: "2024-02-05", amount: "100", principal: "26.5", interest: "73.5" },
        { on: "2024-02-20", amount: "50", principal: "47.53", interest: "0" },
      ],
      unpaid: "75.97",
      status: "overdue",
    });
    expect(told(payments)).toMatchObject([
      { on: "2024-02-05", amount: "100", principal: "26.5", interest: "73.5" },
      { on: "2024-02-20", amount: "50", principal: "47.53", interest: "0" },
    ]);
  });

  test("has the last bill's figures", () => {
    // 5000 for 5 days (12.25), 4973.50 for 15 (36.555225), 4925.97 for 10 (24.137253): 72.942478;
    // 3 % of 4925.97 is 147.7791
    const { bills, lastBill } = on(partPaid(), "2024-03-05");
    expect(lastBill).toBe(bills[1]);
    expect(told(lastBill)).toMatchObject({
      cycle: 2,
      billedOn: "2024-03-01",
      payBy: "2024-03-16",
      opening: "5073.5",
      received: "150",
      penalties: "2.47",
      interest: "72.94",
      // 5073.50 − 150 + 2.47 + 72.94
      closing: "4998.91",
      principalDue: "147.78",
      pastDue: "75.97",
      // 147.78 + 72.94 + 75.97
      minimumDue: "296.69",
      unpaid: "220.72",
      status: "open",
    });
  });

  test("says what is past due by age, and what is owed", () => {
    const life = partPaid();
    const empty = { "1-30": "0", "31-60": "0", "61-90": "0", "Over 90": "0" };
    const ages = (asOf: string): unknown =>
      told(Object.fromEntries(on(life, asOf).pastDue.map(({ days, amount }) => [days, amount])));
    expect(ages("2024-03-05")).toEqual({ ...empty, "1-30": "75.97" });
    // 15 February to 16 March is 30 days, to 17 March 31; the second bill is late from then on, and
    // 2 % of its 220.72, 4.41, are charged: 225.13.
    expect(ages("2024-03-16")).toEqual({ ...empty, "1-30": "75.97" });
    expect(ages("2024-03-17")).toEqual({ ...empty, "31-60": "75.97", "1-30": "225.13" });
    const statement = on(life, "2024-03-05");
    expect(statement.principalOwed.toFixed(2)).toBe("4925.97");
    // Four days of 4925.97 at 0.049 %: 9.6549
    expect(statement.interestSoFar.toFixed(2)).toBe("9.65");
    expect(statement.upcoming[0]).toMatchObject({ cycle: 3, date: "2024-03-31" });
  });

  test("a bill is late from the day after its last one", () => {
    const life = dayEnd(credit(fiveThousand), "2024-01-31");
    expect(on(life, "2024-02-15").lastBill?.status).toBe("open");
    expect(on(life, "2024-02-16").lastBill?.status).toBe("overdue");
  });

  test("tells bills whose day has come before a day-end has recorded them", () => {
    const { bills, lastBill } = on(credit(fiveThousand), "2024-01-31");
    expect(bills).toHaveLength(1);
    expect(told(lastBill)).toMatchObject({ minimumDue: "223.5", status: "open", payments: [] });
  });

  test("tells a bill paid from held money without a fact", () => {
    const life = tell(
      credit({ ...fiveThousand, rules: { excess: "advance" } }),
      "2024-01-10",
      pay("300"),
    );
    const [bill] = on(life, "2024-01-31").bills;
    expect(told(bill)).toMatchObject({
      status: "paid",
      unpaid: "0",
      payments: [{ on: "2024-01-31", sequence: null, amount: "223.5" }],
    });
  });

  test("before the first bill has none", () => {
    const { bills, lastBill, upcoming } = on(credit(fiveThousand), "2024-01-30");
    expect(bills).toEqual([]);
    expect(lastBill).toBeNull();
    expect(upcoming).toHaveLength(12);
    expect(
      billStatement(credit(fiveThousand).facts, plainDate("2024-01-30"), { most: 2 }).upcoming,
    ).toHaveLength(2);
  });
});

const sumOf = (amounts: readonly Decimal[]): Decimal =>
  amounts.reduce((sum, each) => sum.plus(each), new Decimal(0));

test("of every life, bills are as issued and their parts add up", () => {
  fc.assert(
    fc.property(anyBilledLife, (sketched) => {
      const life = liveBilled(sketched);
      if (life === undefined) return;
      const { asOf, dues } = servicingOf(life);
      const statement = billStatement(life.facts, asOf);
      const issued = billsOf(life);
      expect(statement.bills.map(({ cycle }) => cycle)).toEqual(issued.map(({ cycle }) => cycle));
      statement.bills.forEach((bill, index) => {
        expect(bill.minimumDue.toFixed(2)).toBe(issued[index]?.minimumDue);
        const { penalty, fee, interest, principal } = bill.paid;
        const paid = sumOf([penalty, fee, interest, principal]);
        expect(sumOf(bill.payments.map(({ amount }) => amount)).eq(paid)).toBe(true);
        expect(bill.status === "paid").toBe(bill.unpaid.isZero());
      });
      const late = dues.filter(({ dueOn }) => dueOn < asOf);
      const minor = late.reduce((sum, { charged, paid }) => {
        const { penalty, fee, interest, principal } = charged;
        return (
          sum +
          penalty +
          fee +
          interest +
          principal -
          paid.penalty -
          paid.fee -
          paid.interest -
          paid.principal
        );
      }, 0);
      expect(
        sumOf(statement.pastDue.map(({ amount }) => amount))
          .times(100)
          .toNumber(),
      ).toBe(minor);
      expect(told(statement.upcoming)).toEqual(told(projectBills(life.state, asOf)));
    }),
    { numRuns: runs(60, 1000) },
  );
});
