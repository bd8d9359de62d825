/** When a loan is looked at again: on days worked out by hand, then never too late. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type PlainDate, plainDate } from "../calendar/plainDate.ts";
import type { PenaltyRule } from "../charge/penalty.ts";
import {
  evenLoan,
  evenLoanWith,
  type LoanLife,
  lent,
  pay,
  takenOver,
  tell,
  tellAll,
  until,
} from "../testing/loanLife.ts";
import { anyBilledLife, anyLife, live } from "../testing/randomLives.ts";
import { runs } from "../testing/runs.ts";
import { advance } from "./advance.ts";
import { dueRows } from "./dueRows.ts";
import type { LoanState } from "./loanState.ts";
import { nextActionOn } from "./nextActionOn.ts";
import { noticesOn, type Reminders } from "./notices.ts";
import { snapshotText } from "./snapshotText.ts";

const daily: PenaltyRule = {
  graceDays: 5,
  graceDaysCount: true,
  on: "principalAndInterest",
  rounding: "halfEven",
  kind: "annualDaily",
  annualRatePercent: "36.5",
  mostPerDue: "1.00",
};

const late = lent(evenLoanWith({ penalty: daily }));
const paidOff = tellAll(lent(evenLoan), ["2024-01-16", pay("1278")]);

test.each<[what: string, life: LoanLife, on: string, next: string | null]>([
  ["three days before the first due date", lent(evenLoan), "2024-01-15", "2024-02-12"],
  ["then on it", lent(evenLoan), "2024-02-12", "2024-02-15"],
  ["then on the day after", lent(evenLoan), "2024-02-15", "2024-02-16"],
  // 2024-02-15 + 30 days is 2024-03-16, classified that evening; before it the second is due soon.
  ["then before the second one", lent(evenLoan), "2024-02-16", "2024-03-12"],
  ["on the day after the evening of a bucket", lent(evenLoan), "2024-03-16", "2024-03-17"],
  // The penalty begins 5 + 1 days after 2024-02-15.
  ["when a penalty begins", late, "2024-02-16", "2024-02-21"],
  // 0.112 a day is 0.90 on the 23rd, after 8 days, and reaches 1.00 on the 24th.
  ["each day while it grows", late, "2024-02-21", "2024-02-22"],
  ["not any more once its limit is reached", late, "2024-02-24", "2024-03-12"],
  ["when held money pays", paidOff, "2024-02-12", "2024-02-15"],
  ["of a loan that has ended, never", paidOff, "2025-01-15", null],
  [
    "of a loan that is not serviced, never",
    takenOver(evenLoan, "2024-06-01", 2),
    "2024-06-01",
    null,
  ],
])("%s", (_, life, on, next) => {
  expect(nextActionOn(until(life, on).state, { daysBeforeDue: 3 })).toBe(next);
});

test("without reminders only what happens counts", () => {
  expect(nextActionOn(lent(evenLoan).state, null)).toBe("2024-02-15");
  const paid = tell(lent(evenLoan), "2024-02-15", pay("112"));
  expect(nextActionOn(paid.state, null)).toBe("2024-03-15");
});

test("a pause puts a bucket off", () => {
  const paused = tellAll(
    lent(evenLoan),
    ["2024-02-15", { kind: "pauseDelinquency", until: plainDate("2024-03-01") }],
    ["2024-03-15", pay("1")],
  );
  // Of the 30 days from 15 February to 16 March the 15 from 16 February to 1 March are paused. So
  // the 30th is 15 evenings later, on 31 March, and is told of on 1 April.
  expect(nextActionOn(until(paused, "2024-03-16").state, null)).toBe("2024-04-01");
});

/** What is told, listed or booked of a loan, without the days that only count. */
function seen(state: LoanState): string {
  const { servicing } = state;
  if (servicing === null) return snapshotText(state);
  const { asOf: _, rank: _rank, dues, credit: of, ...others } = servicing;
  const credit = of === null ? null : { ...of, accrued: "", deferred: "", isFree: "" };
  const rest = { ...others, credit };
  const open = dues.map(({ penalty: { onceMinor, waivedMinor }, ...due }) => ({
    ...due,
    penalty: { onceMinor, waivedMinor },
  }));
  return JSON.stringify([{ ...state, servicing: null }, rest, open, dueRows(state)]);
}

const anyReminders: fc.Arbitrary<Reminders> = fc.option(
  fc.record({ daysBeforeDue: fc.constantFrom(0, 1, 3, 40) }),
);

test("it is never later than the first day on which something changes or is told", () => {
  let [changes, early] = [0, 0];
  fc.assert(
    fc.property(
      fc.oneof(anyLife, anyBilledLife),
      anyReminders,
      fc.nat(40),
      (life, reminders, pick) => {
        const states: LoanState[] = [];
        live(life, ({ state }) => states.push(state));
        const state = states[pick % Math.max(1, states.length)];
        if (state?.servicing == null) return;
        const first = firstChange(state, state.servicing.asOf, reminders);
        const next = nextActionOn(state, reminders);
        if (next !== null) expect(next > state.servicing.asOf).toBe(true);
        if (first === undefined) return;
        changes += 1;
        if (next !== first) early += 1;
        expect(next !== null && next <= first, `next ${next}, first change ${first}`).toBe(true);
      },
    ),
    { numRuns: runs(400, 10_000) },
  );
  // Most are exact: the rest are penalties of a fraction of a cent, and pauses.
  expect(early).toBeLessThan(changes / 2);
});

function firstChange(
  state: LoanState,
  from: PlainDate,
  reminders: Reminders,
): PlainDate | undefined {
  let now = state;
  for (let day = 1; day <= 130; day += 1) {
    const after = advance(now, addDays(from, day));
    if (seen(after) !== seen(state) || noticesOn(now, after, reminders).length > 0) {
      return addDays(from, day);
    }
    now = after;
  }
  return undefined;
}
