/**
 * Test support: a billed credit's life as a text table tells it.
 *
 * @module
 */
import { plainDate } from "../calendar/plainDate.ts";
import type { BilledLifeFixture } from "../loan/billedLife.fixture.ts";
import { agreed, type BilledSketch, billedTerms, dayEnd } from "./billedLoans.ts";
import { type LoanLife, pay, tell } from "./loanLife.ts";

export type Cells = readonly string[];

/** The cells of each line of a text table but the first, without its working. */
export function linesOf(table: string): readonly Cells[] {
  return table
    .split("\n")
    .filter((line) => line.includes("|") && !line.trim().startsWith("#"))
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .slice(1);
}

export const sketchOf = ({ dailyRatePlaces }: BilledLifeFixture): BilledSketch => ({
  principal: "5000",
  annualRatePercent: "18",
  cycles: 7,
  startedOn: "2024-01-01",
  terms: { interest: { ...billedTerms.interest, dailyRatePlaces } },
});

/** What a line tells, done on its day; a bill is made by time alone. */
export function live(life: LoanLife, [on = "", what = ""]: Cells): LoanLife {
  const [verb, amount = "", , of = on] = what.split(" ");
  switch (verb) {
    case "bill":
      return life;
    case "lend":
      return tell(life, on, { kind: "disburse" });
    case "charge":
      return tell(life, on, { kind: "addCharge", name: "visit", amount });
    case "pay":
      return tell(life, of, { ...pay(amount), bookedOn: plainDate(on) });
    default:
      throw new Error(`What is ${what}?`);
  }
}

/** The life after each line of a fixture, with a day-end before it. */
export function lives(fixture: BilledLifeFixture): readonly { line: Cells; life: LoanLife }[] {
  let life = agreed(sketchOf(fixture));
  return linesOf(fixture.days).map((line) => {
    life = live(dayEnd(life, line[0] ?? ""), line);
    return { line, life };
  });
}

export function wholeLife(fixture: BilledLifeFixture): LoanLife {
  return lives(fixture).at(-1)?.life ?? agreed(sketchOf(fixture));
}
