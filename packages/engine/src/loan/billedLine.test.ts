/**
 * A credit line and a card. At 36.5 % a day bears 0.1 %, so that figures can be worked out in the
 * head: each stands with its working.
 */
import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import {
  agreed,
  type BilledSketch,
  billOfCycle,
  billsOf,
  creditOf,
  dayEnd,
} from "../testing/billedLoans.ts";
import { type LoanLife, pay, payOff, servicingOf, type Told, tell } from "../testing/loanLife.ts";
import { principalOwed } from "./billedCredit.ts";
import { replay } from "./replay.ts";
import { snapshotText } from "./snapshotText.ts";

const line: BilledSketch = {
  principal: "10000",
  annualRatePercent: "36.5",
  cycles: 12,
  startedOn: "2024-01-01",
  terms: { revolving: true },
  rules: { penalty: null },
};

const card: BilledSketch = {
  ...line,
  terms: {
    revolving: true,
    interestFree: "whilePaidInFull",
    cycle: { kind: "dayOfMonth", day: 31, firstAfterDays: 20 },
  },
};

const draw = (amount: string): Told => ({ kind: "disburse", amount });
const limit = (amount: string): Told => ({ kind: "changeLimit", limit: amount });

type Days = readonly (readonly [on: string, told: Told])[];

/** A life of commands, with a day-end before each of them, and one in the end. */
function lived(sketch: BilledSketch, days: Days, to: string): LoanLife {
  const life = days.reduce(
    (before, [on, told]) => tell(dayEnd(before, on), on, told),
    agreed(sketch),
  );
  const last = dayEnd(life, to);
  expect(snapshotText(replay(last.facts, plainDate(to)))).toBe(snapshotText(last.state));
  return last;
}

function owed(life: LoanLife): number {
  return principalOwed(creditOf(life), servicingOf(life).dues);
}

describe("a line of 10000.00", () => {
  const days: Days = [
    ["2024-01-01", draw("3000")],
    ["2024-01-11", draw("2000")],
    ["2024-02-05", pay("1280")],
    ["2024-02-10", draw("6150")],
    ["2024-03-10", limit("8000")],
    ["2024-03-12", pay("544.25")],
    ["2024-04-05", pay("1994.30")],
  ];
  const before = (on: string): LoanLife =>
    lived(
      line,
      days.filter(([day]) => day < on),
      on,
    );

  test("bears interest on what is drawn, day by day", () => {
    // 3000 × 10 days + 5000 × 20 days: 30.00 + 100.00; 3 % of 5000.00
    expect(billOfCycle(before("2024-01-31"), 1)).toMatchObject({
      drawn: "5000.00",
      interest: "130.00",
      principalDue: "150.00",
      minimumDue: "280.00",
      closing: "5130.00",
    });
  });

  test("can be drawn again when it was repaid, to its limit", () => {
    // 5000.00 − 150.00 − 1000.00 = 3850.00
    const repaid = before("2024-02-10");
    expect(owed(repaid)).toBe(3_850_00);
    expect(() => tell(repaid, "2024-02-10", draw("6150.01"))).toThrow("6150.00");
    // 5000 × 5 days + 3850 × 5 + 10000 × 20: 25.00 + 19.25 + 200.00
    expect(billOfCycle(before("2024-03-01"), 2)).toMatchObject({
      drawn: "6150.00",
      received: "1280.00",
      interest: "244.25",
      principalDue: "300.00",
      minimumDue: "544.25",
    });
  });

  test("is asked for what is owed beyond a lower limit", () => {
    // 10000 × 11 days + 9700 × 19; 9700.00 − 8000.00 is more than 3 %
    const over = before("2024-03-31");
    expect(billOfCycle(over, 3)).toMatchObject({
      interest: "294.30",
      principalDue: "1700.00",
      minimumDue: "1994.30",
    });
    expect(() => tell(over, "2024-03-31", draw("1"))).toThrow("amount is 1, expected");
    // 9700 × 5 days + 8000 × 25; 3 % of 8000.00
    expect(billOfCycle(before("2024-04-30"), 4)).toMatchObject({
      interest: "248.50",
      principalDue: "240.00",
      minimumDue: "488.50",
    });
  });

  test("is asked once for what is beyond the limit, also while it is unpaid", () => {
    const free = { ...line, annualRatePercent: "0" };
    const asks = { kind: "percentOfBalance", percent: "1", least: "0" } as const;
    const sketch = { ...free, terms: { ...line.terms, installment: asks } };
    const steps: Days = [
      ["2024-01-01", draw("1000")],
      ["2024-01-10", limit("800")],
    ];
    const life = lived(sketch, steps, "2024-03-01");
    expect(billOfCycle(life, 1)).toMatchObject({ principalDue: "200.00", pastDue: "0.00" });
    // 200.00 were asked for and are unpaid; 1 % of 1000.00
    expect(billOfCycle(life, 2)).toMatchObject({ principalDue: "10.00", pastDue: "200.00" });
    expect(() => tell(life, "2024-03-01", draw("1"))).toThrow("at most 0.00");
  });

  test("stays open when it is paid off, and is billed again once it is drawn again", () => {
    // 240.00 + 248.50 are billed, 7760.00 are not, and 8000.00 bore 0.1 % on ten days
    const paid = tell(before("2024-05-10"), "2024-05-10", payOff("8328.50"));
    expect(servicingOf(paid)).toMatchObject({ status: "active", dues: [], heldMinor: 0 });
    const idle = dayEnd(paid, "2024-09-01");
    // Bill 5 tells of the payoff; after it there is nothing to tell.
    expect(billsOf(idle).at(-1)).toMatchObject({
      cycle: 5,
      opening: "8248.50",
      interest: "0.00",
      payoffs: "80.00",
      received: "8328.50",
      closing: "0.00",
      minimumDue: "0.00",
    });
    const drawn = dayEnd(tell(idle, "2024-09-02", draw("1000")), "2024-09-27");
    // The ninth cycle ends 270 days after 1 January; 1000 × 25 days
    expect(billsOf(drawn).at(-1)).toMatchObject({
      cycle: 9,
      periodStart: "2024-05-30",
      billedOn: "2024-09-27",
      interest: "25.00",
      principalDue: "75.00",
    });
  });

  test("ends when its limit is taken away and nothing is owed", () => {
    const paid = tell(before("2024-05-10"), "2024-05-10", payOff("8328.50"));
    const ended = tell(paid, "2024-05-20", limit("0"));
    expect(servicingOf(ended)).toMatchObject({ status: "closed", closedOn: "2024-05-20" });
  });

  test("may go beyond its limit by so many percent, and is then asked for that", () => {
    const terms = { revolving: true, overlimitPercent: "10" };
    const life = lived({ ...line, terms }, [["2024-01-01", draw("11000")]], "2024-01-31");
    expect(billOfCycle(life, 1)).toMatchObject({ interest: "330.00", principalDue: "1000.00" });
    expect(() =>
      lived({ ...line, terms }, [["2024-01-01", draw("11000.01")]], "2024-01-31"),
    ).toThrow();
  });
});

describe("a card of which 1000.00 was drawn on 11 January, billed on the last of each month", () => {
  /** Interest of each bill to a day. */
  const interest = (days: Days, to: string): readonly string[] =>
    billsOf(lived(card, [["2024-01-11", draw("1000")], ...days], to)).map((bill) => bill.interest);

  test("bears no interest when its bill is paid whole on the last day", () => {
    expect(interest([["2024-02-15", pay("1000")]], "2024-06-29")).toEqual(["0.00", "0.00"]);
  });

  test("bears it from the day of drawing when that is a day later", () => {
    // 1000 × 20 days to 30 January, 1000 × 16 days to 15 February
    expect(interest([["2024-02-16", pay("1000")]], "2024-02-29")).toEqual(["0.00", "36.00"]);
  });

  test("bears it from the day of drawing when it is not whole", () => {
    // 1000 × 20 days; 1000 × 10 + 900 × 19
    expect(interest([["2024-02-10", pay("100")]], "2024-02-29")).toEqual(["0.00", "47.10"]);
    // 1000 × 20 days; 1000 × 15 + 0.01 × 14
    expect(interest([["2024-02-15", pay("999.99")]], "2024-02-29")).toEqual(["0.00", "35.00"]);
  });

  const paidLater: Days = [
    ["2024-02-10", pay("100")],
    // Bill 2 is 900.00 + 47.10, payable to 15 March.
    ["2024-03-10", pay("947.10")],
    ["2024-03-20", draw("500")],
  ];

  test("is free again from a bill that is paid whole", () => {
    const days: Days = [...paidLater, ["2024-04-15", pay("500")]];
    expect(interest(days, "2024-06-29")).toEqual(["0.00", "47.10", "0.00", "0.00"]);
  });

  test("bears all of a cycle whose own bill is not paid whole", () => {
    const days: Days = [...paidLater, ["2024-04-15", pay("499")]];
    // Cycle 3: 900 × 10 days + 500 × 11; cycle 4: 500 × 15 + 1 × 15
    // 9.00 + 5.50 + 7.50 + 0.015 = 22.015, half to even
    expect(interest(days, "2024-04-30")).toEqual(["0.00", "47.10", "0.00", "22.02"]);
  });
});

describe("a bill", () => {
  test("asks for no more than what is left when held money has paid it", () => {
    const advance: BilledSketch = { ...line, rules: { penalty: null, excess: "advance" } };
    const days: Days = [
      ["2024-01-01", draw("1000")],
      ["2024-01-11", pay("100")],
    ];
    const life = lived(advance, days, "2024-01-31");
    // 1000 × 30 days = 30.00 and 70.00 to come to 100.00; held money does not lower the balance
    expect(billOfCycle(life, 1)).toMatchObject({ cycleDue: "100.00", minimumDue: "0.00" });
    expect(servicingOf(life)).toMatchObject({ dues: [], heldMinor: 0 });
  });
});
