import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, plainDate } from "../calendar/plainDate.ts";
import {
  evenLoan,
  evenLoanWith,
  type LoanLife,
  lent,
  opened,
  pay,
  payOff,
  takenOver,
  tell,
  until,
} from "../testing/loanLife.ts";
import { anyLife, live } from "../testing/randomLives.ts";
import { runs } from "../testing/runs.ts";
import { advance } from "./advance.ts";
import { type DueRow, dueRows } from "./dueRows.ts";
import type { LoanState } from "./loanState.ts";
import { statement } from "./statement.ts";

const rowsOf = ({ state }: LoanLife): readonly DueRow[] => dueRows(state);

/** When, id, interest + principal, paid and unpaid, in minor units. */
const short = ({ dueOn, dueId, interest, principal, paid, unpaid }: DueRow): string =>
  `${dueOn} ${dueId}: ${interest} + ${principal}, ${paid} paid, ${unpaid} unpaid`;

// Installment k of the even loan asks for 100 of principal and 13 − k of interest.
describe("a loan of 1200 in twelve parts", () => {
  test("on its first day: every installment to come, with the id that it will have", () => {
    const rows = rowsOf(lent(evenLoan));
    expect(rows).toHaveLength(12);
    expect(rows[0]).toEqual({
      loanId: "L-1",
      dueId: "installment 1",
      customerId: "C-1",
      currency: "INR",
      installment: 1,
      dueOn: "2024-02-15",
      penalty: 0,
      fee: 0,
      interest: 12_00,
      principal: 100_00,
      paid: 0,
      unpaid: 112_00,
    });
    expect(rows.at(-1)).toMatchObject({ dueId: "installment 12", dueOn: "2025-01-15" });
    // 1200 and 12 + 11 + … + 1 = 78.
    expect(rows.reduce((sum, { unpaid }) => sum + unpaid, 0)).toBe(1_278_00);
  });

  test("what is paid is gone, and of what is paid in part the rest is left", () => {
    const life = tell(until(lent(evenLoan), "2024-03-20"), "2024-03-20", pay("150"));
    const rows = rowsOf(life);
    expect(rows).toHaveLength(11);
    expect(rows.slice(0, 2).map(short)).toEqual([
      "2024-03-15 installment 2: 1100 + 10000, 3800 paid, 7300 unpaid",
      "2024-04-15 installment 3: 1000 + 10000, 0 paid, 11000 unpaid",
    ]);
  });

  test("an installment paid ahead is listed once, with nothing unpaid", () => {
    const life = tell(lent(evenLoanWith({ excess: "nextInstallment" })), "2024-02-01", pay("150"));
    const rows = rowsOf(life);
    expect(rows).toHaveLength(12);
    expect(rows.slice(0, 3).map(short)).toEqual([
      "2024-02-15 installment 1: 1200 + 10000, 11200 paid, 0 unpaid",
      "2024-03-15 installment 2: 1100 + 10000, 3800 paid, 7300 unpaid",
      "2024-04-15 installment 3: 1000 + 10000, 0 paid, 11000 unpaid",
    ]);
  });

  test("a charge of its own and a penalty stand apart", () => {
    const penalty = {
      kind: "flat",
      amount: "25",
      graceDays: 0,
      graceDaysCount: true,
      on: "principal",
      rounding: "halfEven",
    } as const;
    const life = tell(until(lent(evenLoanWith({ penalty })), "2024-02-16"), "2024-02-16", {
      kind: "addCharge",
      name: "visit",
      amount: "50",
      dueOn: plainDate("2024-02-20"),
    });
    expect(rowsOf(life).slice(0, 2)).toMatchObject([
      { dueId: "installment 1", penalty: 25_00, fee: 0, unpaid: 137_00 },
      { dueId: "charge 3", installment: null, dueOn: "2024-02-20", fee: 50_00, unpaid: 50_00 },
    ]);
  });

  test("in months of a moratorium nothing is due, and the numbers go on", () => {
    const life = tell(lent(evenLoan), "2024-01-20", {
      kind: "grantMoratorium",
      installments: 2,
      interest: "waived",
      extendsTenor: true,
    });
    const rows = rowsOf(life);
    expect(rows).toHaveLength(12);
    expect(rows.slice(0, 1).map(short)).toEqual([
      "2024-04-15 installment 3: 1200 + 10000, 0 paid, 11200 unpaid",
    ]);
  });

  test.each<[what: string, life: () => LoanLife]>([
    ["waits for its money", () => opened(evenLoan)],
    ["is paid off", () => tell(lent(evenLoan), "2024-01-15", payOff("1200"))],
    ["is written off", () => tell(lent(evenLoan), "2024-02-20", { kind: "writeOff" })],
    ["is voided", () => tell(lent(evenLoan), "2024-02-20", { kind: "voidLoan" })],
    ["is known from another system alone", () => takenOver(evenLoan, "2024-03-20", 1)],
  ])("one that %s has none", (_, life) => {
    expect(rowsOf(life())).toEqual([]);
  });
});

describe("over random lives", () => {
  const ever = plainDate("2050-01-01");

  function always(law: (state: LoanState) => void): void {
    const property = fc.property(anyLife, (life) => {
      live(life, ({ state }) => law(state));
    });
    fc.assert(property, { numRuns: runs(60, 3_000) });
  }

  const byId = (rows: readonly DueRow[]): ReadonlyMap<string, DueRow> =>
    new Map(rows.map((each) => [each.dueId, each]));

  /** What is still to be paid if only time passes, without penalties, and nothing held pays it. */
  function owedInTheEnd(state: LoanState): readonly DueRow[] {
    const { servicing } = state;
    if (servicing === null) throw new Error("The loan is not serviced.");
    const rules = { ...servicing.rules, penalty: null };
    return dueRows(advance({ ...state, servicing: { ...servicing, rules, heldMinor: 0 } }, ever));
  }

  test("what is unpaid is all that falls due in the end, due by due", () => {
    always((state) => {
      const unpaid = dueRows(state).filter((due) => due.unpaid > 0);
      expect(byId(unpaid)).toEqual(byId(owedInTheEnd(state)));
    });
  });

  test("each due has its own id, and its parts are what was paid and what is unpaid", () => {
    always((state) => {
      const rows = dueRows(state);
      expect(byId(rows).size).toBe(rows.length);
      for (const { penalty, fee, interest, principal, paid, unpaid } of rows) {
        expect(penalty + fee + interest + principal).toBe(paid + unpaid);
        expect(Math.min(penalty, fee, interest, principal, paid, unpaid)).toBeGreaterThanOrEqual(0);
      }
    });
  });

  test("a state that was stored and read again gives the same rows", () => {
    always((state) => {
      const stored: LoanState = JSON.parse(JSON.stringify(state));
      expect(dueRows(stored)).toEqual(dueRows(state));
    });
  });

  test("a statement of the next day asks for the same", () => {
    const property = fc.property(anyLife, (life) => {
      const lived = live(life);
      if (lived?.state.servicing?.status !== "active") return;
      const asOf = addDays(lived.state.servicing.asOf, 1);
      const rows = dueRows(advance(lived.state, asOf)).filter(({ unpaid }) => unpaid > 0);
      const open = statement(lived.facts, asOf).dues.filter(({ status }) => status !== "paid");
      const key = (dueOn: string, installment: number | null, unpaid: string): string =>
        `${dueOn} ${installment}: ${unpaid}`;
      const of = (texts: readonly string[]): readonly string[] => [...texts].sort();
      expect(of(open.map((due) => key(due.dueOn, due.installment, due.unpaid.toFixed(2))))).toEqual(
        of(rows.map((due) => key(due.dueOn, due.installment, (due.unpaid / 100).toFixed(2)))),
      );
    });
    fc.assert(property, { numRuns: runs(100, 3_000) });
  });
});
