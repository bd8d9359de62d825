import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { type DueKind, dueKinds, totalOf } from "../due/due.ts";
import { Decimal } from "../money/decimal.ts";
import {
  evenLoan,
  evenLoanWith,
  type LoanLife,
  lent,
  opened,
  pay,
  payInstallment,
  payOff,
  servicingTerms,
  takenOver,
  tell,
  tellAll,
} from "../testing/loanLife.ts";
import { anyLife, live } from "../testing/randomLives.ts";
import { runs } from "../testing/runs.ts";
import { arrearsOf } from "./dues.ts";
import { standingPayment } from "./foldOrder.ts";
import { replay } from "./replay.ts";
import { type StatementAmounts, type StatementDue, statement } from "./statement.ts";

const on = (life: LoanLife, asOf: string): ReturnType<typeof statement> =>
  statement(life.facts, plainDate(asOf));

/** Kinds that are zero are left out: "2 fee, 98 principal". */
function amountsText(amounts: StatementAmounts): string {
  const parts = dueKinds.flatMap((kind) =>
    amounts[kind].isZero() ? [] : [`${amounts[kind].toFixed()} ${kind}`],
  );
  return parts.length === 0 ? "0" : parts.join(", ");
}

/** One due as a line: when, id, what was charged, paid, unpaid, and how it stands. */
function line(due: StatementDue): string {
  const { dueId, installment, dueOn, charged, paid, unpaid, paidOn, status } = due;
  const number = installment === null ? "" : ` #${installment}`;
  const state = paidOn === null ? status : `${status} on ${paidOn}`;
  const amounts = `${amountsText(charged)} | ${amountsText(paid)} | ${unpaid.toFixed()}`;
  return `${dueOn} ${dueId ?? "planned"}${number} | ${amounts} | ${state}`;
}

/** The first lines, or all. */
const lines = (life: LoanLife, asOf: string, first?: number): readonly string[] =>
  on(life, asOf).dues.slice(0, first).map(line);

// Installment k of the even loan asks for 100 of principal and 13 − k of interest.
describe("the dues of a loan of 1200 in twelve parts", () => {
  test("nothing paid, on the day after the second due date", () => {
    const dues = lines(lent(evenLoan), "2024-03-16");
    expect(dues).toHaveLength(12);
    expect(dues.slice(0, 3)).toEqual([
      "2024-02-15 installment 1 #1 | 12 interest, 100 principal | 0 | 112 | overdue",
      "2024-03-15 installment 2 #2 | 11 interest, 100 principal | 0 | 111 | overdue",
      "2024-04-15 planned #3 | 10 interest, 100 principal | 0 | 110 | pending",
    ]);
    expect(dues.at(-1)).toBe(
      "2025-01-15 planned #12 | 1 interest, 100 principal | 0 | 101 | pending",
    );
  });

  test("on its due date a due is pending, the day after it is overdue", () => {
    const life = lent(evenLoan);
    const first = (asOf: string): string | undefined => lines(life, asOf)[0];
    expect(first("2024-02-14")).toContain("planned #1");
    expect(first("2024-02-14")).toContain("pending");
    expect(first("2024-02-15")).toContain("installment 1 #1");
    expect(first("2024-02-15")).toContain("pending");
    expect(first("2024-02-16")).toContain("overdue");
  });

  test("paid in parts it is paid on the day of the last part", () => {
    const life = tellAll(lent(evenLoan), ["2024-02-15", pay("12")], ["2024-02-20", pay("60")]);
    expect(lines(life, "2024-02-20", 1)).toEqual([
      "2024-02-15 installment 1 #1 | 12 interest, 100 principal | 12 interest, 60 principal | 40 | overdue",
    ]);
    expect(lines(tell(life, "2024-03-01", pay("40")), "2024-03-02", 1)).toEqual([
      "2024-02-15 installment 1 #1 | 12 interest, 100 principal | 12 interest, 100 principal | 0 | " +
        "paid on 2024-03-01",
    ]);
  });

  test("held money pays on the due date, whenever it came in", () => {
    const life = tell(lent(evenLoan), "2024-02-01", pay("200"));
    expect(lines(life, "2024-03-15", 2)).toEqual([
      "2024-02-15 installment 1 #1 | 12 interest, 100 principal | 12 interest, 100 principal | 0 | " +
        "paid on 2024-02-15",
      // 200 − 112 = 88: 11 of interest, 77 of principal.
      "2024-03-15 installment 2 #2 | 11 interest, 100 principal | 11 interest, 77 principal | 23 | pending",
    ]);
  });

  test("an installment paid ahead is paid before it is due, and one in part is pending", () => {
    const life = tell(lent(evenLoanWith({ excess: "nextInstallment" })), "2024-02-01", pay("150"));
    expect(lines(life, "2024-02-02", 3)).toEqual([
      "2024-02-15 installment 1 #1 | 12 interest, 100 principal | 12 interest, 100 principal | 0 | " +
        "paid on 2024-02-01",
      "2024-03-15 installment 2 #2 | 11 interest, 100 principal | 11 interest, 27 principal | 73 | pending",
      "2024-04-15 planned #3 | 10 interest, 100 principal | 0 | 110 | pending",
    ]);
  });

  test("the last installment paid first stands at its place", () => {
    const excess = "lastInstallment";
    const life = tell(lent(evenLoanWith({ excess })), "2024-02-01", pay("101"));
    const dues = lines(life, "2024-02-02");
    expect(dues).toHaveLength(12);
    expect(dues.at(-1)).toBe(
      "2025-01-15 installment 12 #12 | 1 interest, 100 principal | 1 interest, 100 principal | 0 | " +
        "paid on 2024-02-01",
    );
  });

  test("a penalty counts as charged from the day that it is, also to be paid", () => {
    const penalty = {
      kind: "flat",
      amount: "25",
      graceDays: 2,
      graceDaysCount: true,
      on: "principal",
      rounding: "halfEven",
    } as const;
    const life = lent(evenLoanWith({ penalty }));
    expect(lines(life, "2024-02-17", 1)[0]).toContain("| 112 | overdue");
    expect(lines(life, "2024-02-18", 1)).toEqual([
      "2024-02-15 installment 1 #1 | 25 penalty, 12 interest, 100 principal | 0 | 137 | overdue",
    ]);
    // Penalties come first in the waterfall.
    expect(lines(tell(life, "2024-02-18", pay("30")), "2024-02-18", 1)).toEqual([
      "2024-02-15 installment 1 #1 | 25 penalty, 12 interest, 100 principal | 25 penalty, 5 interest | 107 | " +
        "overdue",
    ]);
  });
});

describe("charges", () => {
  const charged = tell(lent(evenLoan), "2024-02-01", {
    kind: "addCharge",
    name: "visit",
    amount: "50",
    dueOn: plainDate("2024-02-20"),
  });
  const waived = (amount: string): LoanLife =>
    tell(charged, "2024-02-21", { kind: "waiveCharge", dueId: "charge 3", of: "fee", amount });

  test("a charge has its own due, by its day", () => {
    expect(lines(charged, "2024-02-20", 3)).toEqual([
      "2024-02-15 installment 1 #1 | 12 interest, 100 principal | 0 | 112 | overdue",
      "2024-02-20 charge 3 | 50 fee | 0 | 50 | pending",
      "2024-03-15 planned #2 | 11 interest, 100 principal | 0 | 111 | pending",
    ]);
  });

  test("what is waived of it is not asked for any more", () => {
    expect(lines(waived("20"), "2024-02-21", 2)[1]).toBe(
      "2024-02-20 charge 3 | 30 fee | 0 | 30 | overdue",
    );
    expect(lines(waived("50"), "2024-02-21").some((due) => due.includes("charge"))).toBe(false);
  });

  test("paid in part and waived for the rest, it is paid since the payment", () => {
    // 112 + 30 of 50.
    const life = tellAll(
      charged,
      ["2024-02-21", pay("142")],
      ["2024-02-25", { kind: "waiveCharge", dueId: "charge 3", of: "fee", amount: "20" }],
    );
    expect(lines(life, "2024-02-25", 2)[1]).toBe(
      "2024-02-20 charge 3 | 30 fee | 30 fee | 0 | paid on 2024-02-21",
    );
  });
});

describe("payments", () => {
  const paymentLines = (life: LoanLife, asOf: string): readonly string[] =>
    on(life, asOf).payments.map(
      ({ sequence, on: day, amount, paid }) =>
        `${sequence}: ${day} ${amount.toFixed()} | ${amountsText(paid)}`,
    );

  test("each with what it paid on receiving it; held money is nobody's later", () => {
    const life = tellAll(lent(evenLoan), ["2024-02-01", pay("200")], ["2024-03-20", pay("23")]);
    expect(paymentLines(life, "2024-03-20")).toEqual([
      "3: 2024-02-01 200 | 0",
      "4: 2024-03-20 23 | 23 principal",
    ]);
  });

  test("prepaid principal is paid on receiving it, and the plan follows", () => {
    // 112 are due; 188 of the 1100 that are left are prepaid. 912 at 1 % a month.
    const life = tell(lent(evenLoanWith({ excess: "reduceTenor" })), "2024-02-15", pay("300"));
    expect(paymentLines(life, "2024-02-15")).toEqual([
      "3: 2024-02-15 300 | 12 interest, 288 principal",
    ]);
    const dues = lines(life, "2024-02-15");
    expect(dues[1]).toBe(
      "2024-03-15 planned #2 | 9.12 interest, 100 principal | 0 | 109.12 | pending",
    );
    // Nine more of 100, and the tenth takes 12.
    expect(dues).toHaveLength(11);
    expect(dues[10]).toBe(
      "2024-12-15 planned #11 | 0.12 interest, 12 principal | 0 | 12.12 | pending",
    );
  });

  test("what was paid ahead is paid anew by a payoff, which counts for the rest alone", () => {
    const sketch = { ...evenLoanWith({ excess: "nextInstallment" }), annualRatePercent: "0" };
    const life = tellAll(lent(sketch), ["2024-02-01", pay("150")], ["2024-02-10", payOff("1050")]);
    expect(paymentLines(life, "2024-02-10")).toEqual([
      "3: 2024-02-01 150 | 150 principal",
      "4: 2024-02-10 1050 | 1050 principal",
    ]);
    expect(lines(life, "2024-02-10")).toEqual([
      "2024-02-10 payoff 4 | 1200 principal | 1200 principal | 0 | paid on 2024-02-10",
    ]);
  });

  test("one that came back is gone, and so is what it paid", () => {
    const paid = tellAll(
      lent(evenLoanWith({ bounceCharge: "5.90" })),
      ["2024-02-15", pay("112")],
      ["2024-02-16", pay("10")],
    );
    const life = tell(paid, "2024-02-18", { kind: "reversePayment", payment: 3 });
    expect(paymentLines(paid, "2024-02-18").map((text) => text.slice(0, 2))).toEqual(["3:", "4:"]);
    expect(paymentLines(life, "2024-02-18")).toEqual(["4: 2024-02-16 10 | 10 interest"]);
    expect(lines(life, "2024-02-18", 2)).toEqual([
      "2024-02-15 installment 1 #1 | 12 interest, 100 principal | 10 interest | 102 | overdue",
      "2024-02-18 charge 6 | 5.9 fee | 0 | 5.9 | pending",
    ]);
  });

  test("one that is recorded late stands at its day", () => {
    const life = tellAll(
      lent(evenLoan),
      ["2024-03-01", pay("60")],
      ["2024-02-15", { ...pay("52"), bookedOn: plainDate("2024-03-02") }],
    );
    expect(paymentLines(life, "2024-03-02")).toEqual([
      "4: 2024-02-15 52 | 12 interest, 40 principal",
      "3: 2024-03-01 60 | 60 principal",
    ]);
    expect(lines(life, "2024-03-02", 1)[0]).toContain("paid on 2024-03-01");
  });

  test("money after a write-off is a recovery and no payment", () => {
    const life = tellAll(
      lent(evenLoan),
      ["2024-02-20", { kind: "writeOff" }],
      ["2024-03-20", { kind: "recover", amount: "40" }],
    );
    expect(paymentLines(life, "2024-03-20")).toEqual([]);
  });
});

describe("the end of a loan", () => {
  test("paid off, nothing is to come", () => {
    // Of 15 February 112; 1100 for 14 days of 29: 1100 · 1 % · 14 / 29 = 5.31.
    const life = tell(lent(evenLoan), "2024-02-29", payOff("1217.31"));
    expect(lines(life, "2024-06-01")).toEqual([
      "2024-02-15 installment 1 #1 | 12 interest, 100 principal | 12 interest, 100 principal | 0 | " +
        "paid on 2024-02-29",
      "2024-02-29 payoff 3 | 5.31 interest, 1100 principal | 5.31 interest, 1100 principal | 0 | " +
        "paid on 2024-02-29",
    ]);
  });

  test("voided, nothing was ever asked for", () => {
    const life = tell(lent(evenLoan), "2024-02-20", { kind: "voidLoan" });
    expect(on(life, "2024-03-20")).toEqual({ asOf: "2024-03-20", payments: [], dues: [] });
  });

  test("written off, what was due until then stays unpaid and nothing more is to come", () => {
    const life = tell(lent(evenLoan), "2024-02-20", { kind: "writeOff" });
    expect(lines(life, "2024-04-20")).toEqual([
      "2024-02-15 installment 1 #1 | 12 interest, 100 principal | 0 | 112 | overdue",
    ]);
  });

  test("restructured, numbers go on and the old installments keep theirs", () => {
    // 112 are due and stay so; 1100 at 2 % in 11 parts from 15 March on.
    const life = tell(lent(evenLoan), "2024-02-15", {
      kind: "rescheduleLoan",
      installments: 11,
      annualRatePercent: "24",
      firstDueOn: plainDate("2024-03-15"),
      arrears: "keep",
    });
    const dues = lines(life, "2024-02-16");
    expect(dues).toHaveLength(12);
    expect(dues.slice(0, 2)).toEqual([
      "2024-02-15 installment 1 #1 | 12 interest, 100 principal | 0 | 112 | overdue",
      "2024-03-15 planned #2 | 22 interest, 100 principal | 0 | 122 | pending",
    ]);
  });

  test("arrears that became principal are asked for no more", () => {
    // 12 and 100 are added to 1100: 1212 in twelve parts of 101, at 1 %.
    const life = tell(lent(evenLoan), "2024-02-15", {
      kind: "rescheduleLoan",
      installments: 12,
      annualRatePercent: "12",
      firstDueOn: plainDate("2024-03-15"),
      arrears: "capitalize",
    });
    const dues = lines(life, "2024-02-16");
    expect(dues).toHaveLength(12);
    expect(dues[0]).toBe(
      "2024-03-15 planned #2 | 12.12 interest, 101 principal | 0 | 113.12 | pending",
    );
  });
});

describe("the beginning of a loan", () => {
  test("before its money is paid out nothing is planned", () => {
    expect(on(opened(evenLoan), "2024-03-01")).toMatchObject({ payments: [], dues: [] });
  });

  test("taken over, it begins with its arrears", () => {
    const life = tell(takenOver(evenLoan, "2024-03-20", 1), "2024-03-20", {
      kind: "giveOpeningBalance",
      principal: "1000",
      installments: 10,
      nextDueOn: plainDate("2024-04-15"),
      arrears: [{ dueOn: plainDate("2024-03-15"), unpaid: { penalty: "2", principal: "100" } }],
      servicing: servicingTerms(evenLoan),
    });
    expect(lines(tell(life, "2024-03-21", pay("101")), "2024-03-21", 3)).toEqual([
      "2024-03-15 arrears 1 | 100 principal | 100 principal | 0 | paid on 2024-03-21",
      "2024-03-15 penalty of arrears 1 | 2 penalty | 1 penalty | 1 | overdue",
      // A plain period is a month, from whatever day: 1000 · 1 %.
      "2024-04-15 planned #1 | 10 interest, 100 principal | 0 | 110 | pending",
    ]);
  });

  test("known from another system alone, it has nothing to state", () => {
    const known = takenOver(evenLoan, "2024-03-20", 1);
    expect(on(known, "2024-03-20")).toEqual({ asOf: "2024-03-20", payments: [], dues: [] });
  });

  test("amounts have the decimals of their currency", () => {
    const life = tell(lent({ ...evenLoan, currency: "JPY" }), "2024-02-15", pay("12"));
    const { payments, dues } = on(life, "2024-02-15");
    expect(payments[0]?.amount).toEqual(new Decimal(12));
    expect(dues[0]?.unpaid).toEqual(new Decimal(100));
  });

  test("refusals", () => {
    expect(() => statement([], plainDate("2024-03-01"))).toThrow(
      expect.objectContaining({ code: "NO_FACTS" }),
    );
    const life = tell(lent(evenLoan), "2024-02-15", payInstallment(1, "112"));
    expect(() => on(life, "2024-02-14")).toThrow(
      expect.objectContaining({ code: "DATES_OUT_OF_ORDER" }),
    );
  });
});

describe("over random lives", () => {
  const minor = (amount: Decimal): number => amount.times(100).toNumber();
  const sumBy = (dues: readonly StatementDue[], amount: (due: StatementDue) => Decimal): number =>
    dues.reduce((sum, due) => sum + minor(amount(due)), 0);
  const unpaidBy = (dues: readonly StatementDue[], kind: DueKind): number =>
    sumBy(dues, ({ charged, paid }) => charged[kind].minus(paid[kind]));

  test("it says what the state and the facts say", () => {
    const property = fc.property(anyLife, (life) => {
      const lived = live(life);
      if (lived === undefined) return;
      const { facts } = lived;
      const asOf = lived.state.servicing?.asOf ?? plainDate("2024-01-31");
      const { servicing } = replay(facts, asOf);
      if (servicing === null) throw new Error("The loan is not serviced.");
      const { dues, payments } = statement(facts, asOf);

      // What is unpaid of dues up to the day is the state's arrears; or what was written off of them.
      const last = servicing.status === "writtenOff" ? servicing.closedOn : asOf;
      const fallen = dues.filter(({ dueOn }) => last !== null && dueOn <= last);
      const { writtenOff } = servicing;
      const arrears = servicing.status === "writtenOff" ? writtenOff : arrearsOf(servicing, asOf);
      for (const kind of ["penalty", "fee", "interest"] as const) {
        expect(unpaidBy(fallen, kind)).toBe(arrears[kind]);
      }
      if (servicing.status === "writtenOff") {
        expect(unpaidBy(fallen, "principal")).toBeLessThanOrEqual(arrears.principal);
      } else expect(unpaidBy(fallen, "principal")).toBe(arrears.principal);

      // Payments are those that stand, each once.
      const standing = facts.flatMap(({ sequence }) => standingPayment(facts, sequence) ?? []);
      const byDay = (a: { on: string; sequence: number }, b: { on: string; sequence: number }) =>
        a.on < b.on ? -1 : a.on > b.on ? 1 : a.sequence - b.sequence;
      expect(
        payments.map(({ sequence, on: day, amount }) => ({
          sequence,
          on: day,
          amount: minor(amount),
        })),
      ).toEqual(
        standing
          .map(({ sequence, effectiveOn, amount }) => ({
            sequence,
            on: effectiveOn,
            amount: minor(new Decimal(amount)),
          }))
          .sort(byDay),
      );

      // What dues were paid and what was prepaid is all that was paid.
      const paid = sumBy(dues, (due) => Decimal.sum(...dueKinds.map((kind) => due.paid[kind])));
      expect(paid + servicing.prepaidMinor).toBe(totalOf(servicing.paid));

      // A due is paid exactly when nothing of it is unpaid, overdue only after its day.
      dues.forEach((due, index) => {
        const expected = due.unpaid.isZero() ? "paid" : due.dueOn < asOf ? "overdue" : "pending";
        expect(due.status).toBe(expected);
        expect(due.paidOn === null).toBe(!due.unpaid.isZero());
        expect(due.unpaid.isNegative()).toBe(false);
        expect(due.dueOn >= (dues[index - 1]?.dueOn ?? due.dueOn)).toBe(true);
      });
    });
    fc.assert(property, { numRuns: runs(200, 5_000) });
  });
});
