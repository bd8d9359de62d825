/** Notices of a loan that can be worked out in the head (see `evenLoan`), then laws over lives. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween, plainDate } from "../calendar/plainDate.ts";
import { smaBuckets } from "../delinquency/bucket.ts";
import {
  evenLoan,
  evenLoanWith,
  lent,
  pay,
  takenOver,
  tell,
  tellAll,
} from "../testing/loanLife.ts";
import { anyBilledLife, anyLife, live } from "../testing/randomLives.ts";
import { runs } from "../testing/runs.ts";
import { advance } from "./advance.ts";
import { type CarryOptions, carryForward, carryToLastAction } from "./carryForward.ts";
import { issueBills } from "./issueBills.ts";
import type { LoanState } from "./loanState.ts";
import { checkReminders, invalidReminders, type Notice, type Reminders } from "./notices.ts";
import { snapshotText } from "./snapshotText.ts";

const options: CarryOptions = {
  recordedAt: "2024-01-01T09:30:00.000Z",
  reminders: { daysBeforeDue: 3 },
};

/** Kind, day, due and amount of each notice up to a day. */
function told(state: LoanState, to: string, reminders: Reminders = options.reminders) {
  const { notices } = carryForward(state, plainDate(to), { ...options, reminders });
  return notices.map(({ kind, on, dueId, amount }) => [kind, on, dueId, amount]);
}

describe("a loan of 112.00 due on 2024-02-15 and 111.00 due on 2024-03-15", () => {
  test("is told of three days before, on the day, and the day after while it is unpaid", () => {
    // Unpaid at the end of the 15th it is SMA-0, told of on the 16th; 30 days on, SMA-1.
    expect(told(lent(evenLoan).state, "2024-03-16")).toEqual([
      ["dueSoon", "2024-02-12", "installment 1", "112.00"],
      ["dueToday", "2024-02-15", "installment 1", "112.00"],
      ["bucketChanged", "2024-02-16", null, null],
      ["overdue", "2024-02-16", "installment 1", "112.00"],
      ["dueSoon", "2024-03-12", "installment 2", "111.00"],
      ["dueToday", "2024-03-15", "installment 2", "111.00"],
      // 2024-02-15 + 30 days = 2024-03-16, known on the 17th.
      ["overdue", "2024-03-16", "installment 2", "111.00"],
    ]);
  });

  test("is not told of what was paid, and of the rest of what was paid in part", () => {
    const life = tellAll(lent(evenLoan), ["2024-02-15", pay("112")], ["2024-03-15", pay("11")]);
    expect(told(life.state, "2024-03-16")).toEqual([
      ["bucketChanged", "2024-03-16", null, null],
      ["overdue", "2024-03-16", "installment 2", "100.00"],
    ]);
  });

  test("is not told of what held money will pay", () => {
    // 112 + 50 on the first due date: 50 is held for the 111 of the next one.
    const some = tellAll(lent(evenLoan), ["2024-02-15", pay("162")]);
    expect(told(some.state, "2024-03-15")).toEqual([
      ["dueSoon", "2024-03-12", "installment 2", "61.00"],
      ["dueToday", "2024-03-15", "installment 2", "61.00"],
    ]);
    // The same 50 first pay a charge of 30, so 20 are left for the 111.
    const dueOn = plainDate("2024-03-14");
    const both = tell(some, "2024-02-15", {
      kind: "addCharge",
      name: "visit",
      amount: "30",
      dueOn,
    });
    expect(told(both.state, "2024-03-15")).toEqual([
      ["dueSoon", "2024-03-12", "installment 2", "91.00"],
      ["dueToday", "2024-03-15", "installment 2", "91.00"],
    ]);
    const all = tellAll(lent(evenLoan), ["2024-02-15", pay("223")]);
    expect(told(all.state, "2024-04-11")).toEqual([]);
  });

  test("says how the bucket changed", () => {
    const { notices } = carryForward(lent(evenLoan).state, plainDate("2024-03-17"), {
      ...options,
      reminders: null,
    });
    const changes = notices.map(({ kind, on, detail }) => [kind, on, detail]);
    expect(changes).toEqual([
      ["bucketChanged", "2024-02-16", { from: "Standard", to: "SMA-0" }],
      ["bucketChanged", "2024-03-17", { from: "SMA-0", to: "SMA-1" }],
    ]);
  });

  test("that money held for it pays off is closed on its last due date", () => {
    // 1200 of principal and 12 + 11 + … + 1 = 78 of interest
    const life = tellAll(lent(evenLoan), ["2024-02-15", pay("1278")]);
    expect(told(life.state, "2026-01-01")).toEqual([["closed", "2025-01-15", null, null]]);
  });
});

test("no reminder comes before a due date where none is wanted", () => {
  const kinds = told(lent(evenLoan).state, "2024-03-16", { daysBeforeDue: 0 }).map(
    ([kind]) => kind,
  );
  expect(kinds).not.toContain("dueSoon");
  expect(kinds.filter((kind) => kind === "dueToday")).toHaveLength(2);
});

test("a loan that is not serviced is told nothing", () => {
  const { state } = takenOver(evenLoan, "2024-06-01", 2);
  expect(carryForward(state, plainDate("2025-06-01"), options)).toEqual({
    state,
    facts: [],
    notices: [],
  });
});

test("a notice says whom it is for", () => {
  const { notices } = carryForward(lent(evenLoan).state, plainDate("2024-02-12"), options);
  expect(notices).toEqual([
    {
      id: '["L-1","dueSoon","installment 1","2024-02-12"]',
      loanId: "L-1",
      customerId: "C-1",
      kind: "dueSoon",
      on: "2024-02-12",
      dueId: "installment 1",
      amount: "112.00",
      currency: "INR",
      detail: { dueOn: "2024-02-15" },
    },
  ]);
});

test("the state may be left on the last day on which there was something to do", () => {
  const { state } = lent(evenLoanWith({ delinquency: { buckets: smaBuckets, graceDays: 0 } }));
  const left = (to: string, from = state): unknown =>
    carryToLastAction(from, plainDate(to), options).state.servicing?.asOf;
  expect(left("2024-02-11")).toBe("2024-01-15");
  expect(left("2024-02-14")).toBe("2024-02-12");
  expect(left("2024-03-11")).toBe("2024-02-16");
});

test.each([-1, 0.5, 366, Number.NaN])("%d days before a due date are refused", (daysBeforeDue) => {
  expect(() => checkReminders({ daysBeforeDue })).toThrow(
    invalidReminders({ found: String(daysBeforeDue) }),
  );
});

const anyReminders: fc.Arbitrary<Reminders> = fc.option(
  fc.record({ daysBeforeDue: fc.constantFrom(0, 1, 3, 40) }),
);

/** States that random lives come by, each with some reminders and days to carry it on. */
function onLives(
  law: (state: LoanState, reminders: Reminders, days: readonly number[]) => void,
): void {
  const anyDays = fc.array(fc.integer({ min: 0, max: 70 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(
      fc.oneof(anyLife, anyBilledLife),
      anyReminders,
      anyDays,
      fc.nat(40),
      (life, reminders, days, pick) => {
        const states: LoanState[] = [];
        live(life, ({ state }) => states.push(state));
        const state = states[pick % Math.max(1, states.length)];
        if (state !== undefined) law(state, reminders, days);
      },
    ),
    { numRuns: runs(200, 5_000) },
  );
}

const asOfOf = (state: LoanState) => state.servicing?.asOf ?? plainDate("2024-01-31");

test("a stop in between changes neither state nor notices", () => {
  onLives((state, reminders, days) => {
    const from = asOfOf(state);
    const all = days.reduce((sum, each) => sum + each, 0);
    const once = carryForward(state, addDays(from, all), { ...options, reminders });
    const notices: Notice[] = [];
    let [now, on] = [state, from];
    for (const each of days) {
      on = addDays(on, each);
      const carried = carryForward(now, on, { ...options, reminders });
      notices.push(...carried.notices);
      now = carried.state;
    }
    expect(notices).toEqual(once.notices);
    expect(snapshotText(now)).toBe(snapshotText(once.state));
    const { state: billed, facts } = issueBills(advance(state, on), options);
    expect(snapshotText(now)).toBe(snapshotText(billed));
    expect(once.facts).toEqual(facts);
    expect(new Set(notices.map(({ id }) => id)).size).toBe(notices.length);
  });
});

test("where the state is left does not depend on when it is asked", () => {
  onLives((state, reminders, days) => {
    const from = asOfOf(state);
    const all = days.reduce((sum, each) => sum + each, 0);
    const carry = (now: LoanState, to: number) =>
      carryToLastAction(now, addDays(from, to), { ...options, reminders });
    const once = carry(state, all);
    const notices: Notice[] = [];
    let now = state;
    for (let day = 0; day <= all; day += 1) {
      const carried = carry(now, day);
      notices.push(...carried.notices);
      now = carried.state;
    }
    expect(snapshotText(now)).toBe(snapshotText(once.state));
    expect(notices).toEqual(once.notices);
    expect(daysBetween(asOfOf(once.state), addDays(from, all))).toBeGreaterThanOrEqual(0);
  });
});
