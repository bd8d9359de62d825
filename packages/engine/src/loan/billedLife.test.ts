/** A billed credit's life against figures that were worked out by hand; see the fixture. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { roundInterest } from "../billing/exactInterest.ts";
import { addDays, plainDate } from "../calendar/plainDate.ts";
import { totalOf, unpaidOf } from "../due/due.ts";
import { minorUnitsText } from "../money/amount.ts";
import { linesOf, live, lives, sketchOf, wholeLife } from "../testing/billedLifeTable.ts";
import { agreed, billOfCycle, billsOf, creditOf, dayEnd } from "../testing/billedLoans.ts";
import { type LoanLife, payOff, servicingOf, tell } from "../testing/loanLife.ts";
import { principalOwed } from "./billedCredit.ts";
import { type BilledLifeFixture, exactDailyRate, roundedDailyRate } from "./billedLife.fixture.ts";
import { payoffQuote } from "./payoff.ts";
import { replay } from "./replay.ts";
import { snapshotText } from "./snapshotText.ts";

const repository = new URL("../../../../", import.meta.url);

const text = (minorUnits: number): string => minorUnitsText(minorUnits, 2);

/** How a life stands, as a line of the fixture says it. */
function standing(life: LoanLife): readonly string[] {
  const { dues } = servicingOf(life);
  const unpaid = dues.reduce((sum, due) => sum + totalOf(unpaidOf(due)), 0);
  const soFar = roundInterest(creditOf(life).accrued, "halfEven");
  return [text(principalOwed(creditOf(life), dues)), text(unpaid), text(soFar)];
}

describe.each([
  ["0.049 % a day", roundedDailyRate],
  ["18 % / 365 a day", exactDailyRate],
])("5000.00 at %s", (_, fixture) => {
  test.each(lives(fixture))("stands as worked out: $line", ({ line, life }) => {
    expect(standing(life)).toEqual(line.slice(2));
    expect(servicingOf(life).heldMinor).toBe(0);
  });

  test("has these bills, and no others", () => {
    const life = wholeLife(fixture);
    const columns = linesOf(`|\n${fixture.bills}`).map(([, ...values]) => values);
    const asWorkedOut = (columns[0] ?? []).map((_, index) => columns.map((row) => row[index]));
    expect(billsOf(life).map(columnOf)).toEqual(asWorkedOut);
  });

  test("says in them nothing else", () => {
    for (const bill of billsOf(wholeLife(fixture))) {
      expect(bill).toMatchObject({ refunded: "0.00", interestCredited: "0.00", waived: "0.00" });
      expect(bill.isBalloon).toBe(bill.cycle === 7);
    }
  });

  test("names the payment of 12 April as what bill 6 corrects", () => {
    const life = wholeLife(fixture);
    const [cause] = life.facts.filter(
      ({ kind, effectiveOn }) => kind === "paymentReceived" && effectiveOn === "2024-04-12",
    );
    const { adjustments } = billOfCycle(life, 6);
    expect(adjustments.map(({ of, causes }) => [of, causes])).toEqual([
      ["interest", [cause?.sequence]],
      ["account", [cause?.sequence]],
    ]);
  });

  test("is closed by its last bill, on the day that it is paid", () => {
    const { status, closedOn, heldMinor, dues } = servicingOf(wholeLife(fixture));
    expect([status, closedOn, heldMinor, dues]).toEqual(["closed", "2024-08-10", 0, []]);
  });

  test("is the same folded fact by fact and replayed, at every line", () => {
    for (const { life } of lives(fixture)) {
      const { asOf } = servicingOf(life);
      expect(snapshotText(replay(life.facts, asOf))).toBe(snapshotText(life.state));
    }
  });

  test.each(["daily", "none"] as const)("has the same facts by day-ends: %s", (dayEnds) => {
    expect(told(liveAnew(fixture, dayEnds))).toEqual(told(wholeLife(fixture)));
  });

  test("is paid off on any day by what is quoted for that day", () => {
    for (const { life } of lives(fixture).slice(0, -1)) {
      const { asOf } = servicingOf(life);
      const { total } = payoffQuote(life.state, asOf);
      const paid = tell(life, asOf, payOff(total.toFixed(2)));
      const { status, heldMinor } = servicingOf(paid);
      expect([asOf, status, heldMinor]).toEqual([asOf, "closed", 0]);
    }
  });
});

test("docs/concepts/billed-credit.md shows this life", () => {
  const page = readFileSync(new URL("docs/concepts/billed-credit.md", repository), "utf8");
  const shown = page.split("\n").map((line) => line.split("|").map((cell) => cell.trim()));
  expect(shown).toEqual(expect.arrayContaining([...linesOf(roundedDailyRate.days)]));
  const amounts = shown.map((cells) => cells.slice(1));
  const bills = linesOf(`|\n${roundedDailyRate.bills}`).map((cells) => cells.slice(1));
  expect(amounts).toEqual(expect.arrayContaining(bills));
});

/** A bill as a column of the fixture. */
function columnOf(bill: ReturnType<typeof billOfCycle>): readonly string[] {
  const adjusted = (what: string): string =>
    bill.adjustments.find(({ of }) => of === what)?.amount ?? "0.00";
  const { cycle, periodStart, billedOn, payBy, opening, drawn, received, interest } = bill;
  const { fees, penalties, closing, principalDue, cycleDue, pastDue, minimumDue } = bill;
  const days = [String(cycle), periodStart, billedOn, payBy];
  const account = [opening, adjusted("account"), drawn, received, interest, adjusted("interest")];
  return [
    ...days,
    ...account,
    fees,
    penalties,
    closing,
    principalDue,
    cycleDue,
    pastDue,
    minimumDue,
  ];
}

/** The life of a fixture with a day-end on each day, or with none at all. */
function liveAnew(fixture: BilledLifeFixture, dayEnds: "daily" | "none"): LoanLife {
  let life = agreed(sketchOf(fixture));
  let today = plainDate("2024-01-01");
  for (const line of linesOf(fixture.days)) {
    while (dayEnds === "daily" && today < (line[0] ?? "")) {
      today = addDays(today, 1);
      life = dayEnd(life, today);
    }
    life = live(life, line);
  }
  return life;
}

/** Facts without what says how they came to be recorded. */
function told({ facts }: LoanLife): readonly unknown[] {
  return facts.map(({ commandId: _id, recordedAt: _at, ...fact }) => fact);
}
