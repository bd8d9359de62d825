import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { type DueKind, dueKinds } from "../due/due.ts";
import { duesToPay } from "../loan/dueRows.ts";
import type { LoanFact } from "../loan/facts.ts";
import { standingPayment } from "../loan/foldOrder.ts";
import { replay, replayEntries } from "../loan/replay.ts";
import { minorUnitsText } from "../money/amount.ts";
import { Decimal } from "../money/decimal.ts";
import { type Explanation, recompute, renderExplanation } from "../money/explanation.ts";
import {
  evenLoan,
  evenLoanWith,
  type LoanLife,
  type LoanSketch,
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
import { explainAllocation, explainDue } from "./explainLoan.ts";

/** 22727.84 a month, first on 29 February: 500000 · 8.5 / 1200 = 3541.666… of interest. */
const car: LoanSketch = {
  principal: "500000",
  annualRatePercent: "8.5",
  installments: 24,
  startedOn: "2024-01-31",
};

const why = ({ facts }: LoanLife, dueId: string, kind: DueKind, asOf: string): Explanation =>
  explainDue(facts, { dueId, kind, asOf: plainDate(asOf) });

const source =
  "the loan's terms; PLAIN_PERIOD: Lending practice: the annual rate over the periods in a year";

describe("why a due asks for what it does", () => {
  test("the interest of an installment", () => {
    // 500000 · 0.085 / 12 = 42500 / 12 = 10625 / 3
    const text = renderExplanation(why(lent(car), "installment 1", "interest", "2024-03-01"));
    expect(text).toBe(
      [
        "interest of installment 1: 3541.67 INR",
        "  = opening balance · annual rate · part of the year",
        "  = 500000 · 8.5 % · 1/12",
        "  = 10625/3 = 3541.6666666667…, rounded halfEven to 0.01",
        "  A period's interest is computed exactly and rounded once.",
        `  Source: ${source}`,
      ].join("\n"),
    );
  });

  test("its principal", () => {
    const text = renderExplanation(why(lent(car), "installment 1", "principal", "2024-03-01"));
    expect(text).toBe(
      [
        "principal of installment 1: 19186.17 INR",
        "  = installment − interest",
        "  = 22727.84 − 3541.67",
        "  = 19186.17",
        "  What the installment leaves after interest repays principal.",
        `  Source: ${source}`,
      ].join("\n"),
    );
  });

  test("its penalty", () => {
    const text = renderExplanation(why(lent(car), "installment 1", "penalty", "2024-03-01"));
    expect(text).toBe(
      [
        "penalty of installment 1: 454.56 INR",
        "  = overdue · rate",
        "  = 22727.84 · 1/50",
        "  = 454.5568, rounded halfEven to 0.01",
        "  What is overdue bears the penalty of the loan's rules; a penalty bears none.",
        "  Source: the rules of the loan",
      ].join("\n"),
    );
    expect(why(lent(car), "installment 1", "penalty", "2024-02-29").amount).toBe("0.00");
  });

  test("a charge of its own", () => {
    const life = tell(lent(evenLoan), "2024-02-01", {
      kind: "addCharge",
      name: "visit",
      amount: "50",
      dueOn: plainDate("2024-02-20"),
    });
    expect(renderExplanation(why(life, "charge 3", "fee", "2024-02-01"))).toBe(
      [
        "fee of charge 3: 50.00 INR",
        "  = fee charged",
        "  = 50.00",
        "  = 50",
        "  The amount is as it was charged, less what was waived.",
        "  Source: the facts of the loan",
      ].join("\n"),
    );
  });

  test("interest of which something was waived", () => {
    // 1200 · 12 % / 12, less 5.
    const life = tell(lent(evenLoan), "2024-02-16", {
      kind: "waiveCharge",
      dueId: "installment 1",
      of: "interest",
      amount: "5",
    });
    expect(renderExplanation(why(life, "installment 1", "interest", "2024-02-16"))).toBe(
      [
        "interest of installment 1: 7.00 INR",
        "  = rounded(opening balance · annual rate · part of the year) − waived",
        "  = rounded(1200 · 12 % · 1/12) − 5.00",
        "  = 7",
        "  A period's interest is computed exactly and rounded once. Of it something was waived, " +
          "which leaves 7.00.",
        `  Source: ${source}`,
      ].join("\n"),
    );
  });

  test("a penalty that a limit cut short, and of which something was waived", () => {
    // 2 % of 112, of 111 and of 110 are 2.24, 2.22 and 2.20: of 6.00 the third has 1.54 left.
    const penalty = {
      kind: "percentOnce",
      percent: "2",
      graceDays: 0,
      graceDaysCount: true,
      on: "principalAndInterest",
      rounding: "halfEven",
      mostPerLoan: "6",
    } as const;
    const life = tell(lent(evenLoanWith({ penalty })), "2024-04-16", {
      kind: "waiveCharge",
      dueId: "installment 3",
      of: "penalty",
      amount: "0.50",
    });
    const words = (dueId: string): readonly string[] => {
      const { amount, formula, figures } = why(life, dueId, "penalty", "2024-04-16");
      return [amount, formula, figures];
    };
    expect(words("installment 2")).toEqual([
      "2.22",
      "least of (rounded(overdue · rate); limit)",
      "least of (rounded(111.00 · 1/50); 6.00)",
    ]);
    expect(words("installment 3")).toEqual([
      "1.04",
      "least of (least of (rounded(overdue · rate); limit); left of the loan's limit) − waived",
      "least of (least of (rounded(110.00 · 1/50); 6.00); 1.54) − 0.50",
    ]);
  });

  test("an installment to come", () => {
    const { amount, figures } = why(lent(evenLoan), "installment 5", "interest", "2024-01-20");
    // 1200 less four parts of 100.
    expect([amount, figures]).toEqual(["8.00", "800 · 12 % · 1/12"]);
    expect(why(lent(evenLoan), "installment 5", "principal", "2024-01-20").amount).toBe("100.00");
  });

  test("after a restructuring: the old installment as it was charged, the next by the new plan", () => {
    const life = tell(lent(evenLoan), "2024-02-15", {
      kind: "rescheduleLoan",
      installments: 11,
      annualRatePercent: "24",
      firstDueOn: plainDate("2024-03-15"),
      arrears: "keep",
    });
    const [old, next] = ["installment 1", "installment 2"].map((dueId) =>
      why(life, dueId, "interest", "2024-03-16"),
    );
    expect(old).toMatchObject({
      subject: "interest of installment 1",
      amount: "12.00",
      figures: "12.00",
    });
    expect(next).toMatchObject({
      subject: "interest of installment 2",
      amount: "22.00",
      figures: "1100 · 24 % · 1/12",
    });
  });

  test("a penalty that a taken-over loan came with, and ours beside it", () => {
    const life = tell(takenOver(car, "2024-06-15", 2), "2024-06-15", {
      kind: "giveOpeningBalance",
      principal: "1000",
      installments: 10,
      nextDueOn: plainDate("2024-07-15"),
      arrears: [
        { dueOn: plainDate("2024-06-10"), unpaid: { penalty: "5", principal: "100" } },
        { dueOn: plainDate("2024-06-15"), unpaid: { principal: "100" } },
      ],
      servicing: servicingTerms(car),
    });
    const penalty = (dueId: string, asOf: string): readonly string[] => {
      const { amount, figures } = why(life, dueId, "penalty", asOf);
      return [amount, figures];
    };
    expect(penalty("penalty of arrears 1", "2024-06-16")).toEqual(["5.00", "5.00"]);
    // The source has charged once for what was late when it handed over; 2 % of 100 is 2.00.
    expect(penalty("arrears 1", "2024-06-16")).toEqual(["0.00", "0"]);
    expect(penalty("arrears 2", "2024-06-15")).toEqual(["0.00", "0"]);
    expect(penalty("arrears 2", "2024-06-16")).toEqual(["2.00", "100.00 · 1/50"]);
  });

  test.each<[what: string, life: () => LoanLife, dueId: string]>([
    ["that nobody knows", () => lent(evenLoan), "installment 13"],
    [
      "that is paid",
      () => tell(lent(evenLoan), "2024-02-15", payInstallment(1, "112")),
      "installment 1",
    ],
    [
      "of a loan that is written off",
      () => tell(lent(evenLoan), "2024-02-16", { kind: "writeOff" }),
      "installment 2",
    ],
    ["of a loan without its money", () => opened(evenLoan), "installment 1"],
    ["of a loan known from elsewhere", () => takenOver(evenLoan, "2024-02-20", 0), "installment 1"],
  ])("a due %s is refused", (_, life, dueId) => {
    expect(() => why(life(), dueId, "interest", "2024-02-20")).toThrow(
      expect.objectContaining({ code: "UNKNOWN_DUE", details: { dueId } }),
    );
  });

  test("a day before the last fact is refused", () => {
    const life = tell(lent(evenLoan), "2024-02-16", pay("10"));
    expect(() => why(life, "installment 1", "interest", "2024-02-15")).toThrow(
      expect.objectContaining({ code: "DATES_OUT_OF_ORDER" }),
    );
  });
});

describe("why a payment paid what it did", () => {
  const late = tell(lent(car), "2024-03-05", pay("10000"));

  test("step by step", () => {
    const rule =
      "  Past dues are paid first, the oldest first, and within them penalty, fee, interest, principal.";
    const steps = [
      ["penalty", "454.56", "10000.00", "454.56"],
      ["interest", "3541.67", "9545.44", "3541.67"], // 10000.00 − 454.56
      ["principal", "6003.77", "6003.77", "19186.17"], // 9545.44 − 3541.67
    ] as const;
    expect(explainAllocation(late.facts, 3).map(renderExplanation)).toEqual(
      steps.map(([kind, amount, money, unpaid]) =>
        [
          `${kind} of installment 1, paid by fact 3: ${amount} INR`,
          `  = least of (money left; unpaid ${kind} of installment 1)`,
          `  = least of (${money}; ${unpaid})`,
          `  = ${amount}`,
          rule,
          "  Source: the rules of the loan",
        ].join("\n"),
      ),
    );
  });

  test("money that is held pays on the due date, so its payment explains nothing", () => {
    const life = tellAll(lent(evenLoan), ["2024-02-01", pay("100")], ["2024-02-15", pay("10")]);
    expect(explainAllocation(life.facts, 3)).toEqual([]);
    // The held 100 paid 12 of interest and 88 of principal when the due date came.
    expect(explainAllocation(life.facts, 4).map(({ figures }) => figures)).toEqual([
      "least of (10.00; 12.00)",
    ]);
  });

  test.each<[what: string, life: LoanLife, payment: number]>([
    ["that is no payment", late, 2],
    ["that is not there", late, 4],
    ["that came back", tell(late, "2024-03-07", { kind: "reversePayment", payment: 3 }), 3],
  ])("a fact %s is refused", (_, { facts }, payment) => {
    expect(() => explainAllocation(facts, payment)).toThrow(
      expect.objectContaining({ code: "UNKNOWN_PAYMENT", details: { payment } }),
    );
  });

  test("a payoff is explained with the due that it made", () => {
    // Of 15 February 112; 1100 · 1 % · 14 / 29 = 5.31 to the 29th.
    const life = tell(lent(evenLoan), "2024-02-29", payOff("1217.31"));
    expect(
      explainAllocation(life.facts, 3).map(({ subject, amount }) => [subject, amount]),
    ).toEqual([
      ["interest of installment 1, paid by fact 3", "12.00"],
      ["principal of installment 1, paid by fact 3", "100.00"],
      ["interest of payoff 3, paid by fact 3", "5.31"],
      ["principal of payoff 3, paid by fact 3", "1100.00"],
    ]);
  });
});

describe("over random lives", () => {
  const numRuns = runs(100, 2_000);

  function computes({ expression, amount }: Explanation): string {
    expect(recompute(expression).toFixed(2)).toBe(amount);
    return amount;
  }

  test("every amount that is still to be paid is explained, and computed again from its expression", () => {
    const property = fc.property(anyLife, fc.nat(40), (life, later) => {
      const lived = live(life);
      if (lived?.state.servicing == null) return;
      const { facts } = lived;
      const { asOf } = lived.state.servicing;
      const { servicing } = replay(facts, asOf);
      if (servicing === null) throw new Error("The loan is not serviced.");
      const open = new Set(servicing.dues.map(({ id }) => id));
      const dues = duesToPay(servicing).filter(({ id }, index) => open.has(id) || index === later);
      for (const { id: dueId, charged } of dues) {
        for (const kind of dueKinds) {
          const amount = computes(explainDue(facts, { dueId, kind, asOf }));
          expect(`${kind} of ${dueId}: ${amount}`).toBe(
            `${kind} of ${dueId}: ${minorUnitsText(charged[kind], 2)}`,
          );
        }
      }
    });
    fc.assert(property, { numRuns });
  });

  test("the steps of a payment sum to what the journal says that it paid", () => {
    const property = fc.property(anyLife, (life) => {
      const lived = live(life);
      if (lived === undefined) return;
      for (const { sequence } of lived.facts) {
        if (standingPayment(lived.facts, sequence) === undefined) continue;
        expect(explained(lived.facts, sequence)).toEqual(applied(lived.facts, sequence));
      }
    });
    fc.assert(property, { numRuns });
  });

  /** By kind and due, decimal text. */
  function explained(facts: readonly LoanFact[], payment: number): ReadonlyMap<string, string> {
    const sums = new Map<string, Decimal>();
    for (const step of explainAllocation(facts, payment)) {
      const key = step.subject.slice(0, -`, paid by fact ${payment}`.length);
      sums.set(key, (sums.get(key) ?? new Decimal(0)).plus(computes(step)));
    }
    return new Map([...sums].map(([key, sum]) => [key, sum.toFixed(2)]));
  }

  function applied(facts: readonly LoanFact[], payment: number): ReadonlyMap<string, string> {
    const sums = new Map<string, number>();
    for (const entry of replayEntries(facts).entries) {
      if (entry.kind !== "applied" || entry.sequence !== payment) continue;
      for (const { dueId, amounts } of entry.parts) {
        for (const kind of dueKinds) {
          const key = `${kind} of ${dueId}`;
          if (amounts[kind] > 0) sums.set(key, (sums.get(key) ?? 0) + amounts[kind]);
        }
      }
    }
    return new Map([...sums].map(([key, sum]) => [key, minorUnitsText(sum, 2)]));
  }
});
