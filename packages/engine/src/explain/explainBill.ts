/**
 * Why the amounts of an issued bill are what they are.
 *
 * @module
 */
import { totalOf, unpaidOf } from "../due/due.ts";
import { principalOwed } from "../loan/billedCredit.ts";
import { type BillOrigin, billOrigin } from "../loan/billOrigin.ts";
import type { LoanFact } from "../loan/facts.ts";
import { minorUnitsText } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { type Explanation, explanation } from "../money/explanation.ts";
import { type Expression, named, sum } from "../money/expression.ts";
import { interestCreditedReason, interestReason } from "./billInterest.ts";
import { factsText, greatest, money, type Reason, zero } from "./billReason.ts";

/** What of a bill can be explained. */
export type BillAmount =
  | "interest"
  | "interestCredited"
  | "principalDue"
  | "cycleDue"
  | "fees"
  | "pastDue"
  | "minimumDue"
  | "closing";

const words: Readonly<Record<BillAmount, string>> = {
  interest: "interest",
  interestCredited: "interest given back",
  principalDue: "principal",
  cycleDue: "cycle due",
  fees: "fee",
  pastDue: "past due",
  minimumDue: "minimum due",
  closing: "closing balance",
};

/**
 * An amount of an issued bill, as it was computed on its day.
 *
 * @param facts all facts of the loan, by sequence
 * @throws LendkitError `UNKNOWN_BILL` where no bill of this cycle was issued
 *
 * @example
 * renderExplanation(explainBill(facts, { cycle: 1, amount: "interest" }));
 * // interest of bill 1: 73.50 INR
 * //   = balance · rounded(annual rate · one day) · days
 * //   = 5000.00 · rounded(18 % · 1/365) · 30
 * //   …
 */
export function explainBill(
  facts: readonly LoanFact[],
  { cycle, amount }: { readonly cycle: number; readonly amount: BillAmount },
): Explanation {
  const origin = billOrigin(facts, cycle);
  const { currency } = origin.state;
  const { rule, expression, source = "the terms of the loan" } = reasons[amount](origin);
  return explanation({
    subject: `${words[amount]} of bill ${cycle}`,
    currency,
    places: currencyPlaces(currency),
    rule,
    source,
    expression,
  });
}

const reasons: Readonly<Record<BillAmount, (of: BillOrigin) => Reason>> = {
  interest: interestReason,
  interestCredited: interestCreditedReason,
  principalDue: principalReason,
  cycleDue: ({ bill }) => ({
    rule: "The cycle's installment is its principal and its interest.",
    expression: sum(named("principal due", bill.principalDue), named("interest", bill.interest)),
  }),
  fees: ({ bill }) => ({
    rule: "Charges since the bill before stand on the next bill.",
    source: "the facts of the loan",
    expression: named("charges since the bill before", bill.fees),
  }),
  pastDue: pastDueReason,
  minimumDue: minimumDueReason,
  closing: closingReason,
};

function principalReason(of: BillOrigin): Reason {
  const { bill, state, servicing, credit, terms } = of;
  const unbilled = named("principal not asked for yet", money(state, credit.unbilledMinor));
  if (bill.isBalloon) {
    return { rule: "The term ends with this bill, which asks for all.", expression: unbilled };
  }
  const owed = principalOwed(credit, servicing.dues);
  const over = terms.revolving ? Math.max(0, owed - credit.limitMinor) : 0;
  const beyond: Expression = {
    kind: "difference",
    from: named("beyond the limit", money(state, over)),
    less: named("principal asked for before", money(state, owed - credit.unbilledMinor)),
  };
  const { rule, asked } = askedBy(of, owed);
  return {
    rule: `${rule} It asks for no principal twice.`,
    expression: {
      kind: "least",
      of: [unbilled, greatest(...asked, ...(over === 0 ? [] : [beyond]), zero)],
    },
  };
}

function askedBy(
  { bill, state, credit, terms }: BillOrigin,
  owed: number,
): { readonly rule: string; readonly asked: readonly Expression[] } {
  const { installment } = terms;
  const interest = named("interest", bill.interest);
  const less = (from: Expression): Expression => ({ kind: "difference", from, less: interest });
  if (installment.kind === "level") {
    const level = named("level installment", money(state, credit.levelMinor));
    return {
      rule: "A bill asks for what interest leaves of the level installment.",
      asked: [less(level)],
    };
  }
  const percent: Expression = {
    kind: "rounded",
    of: {
      kind: "product",
      of: [
        named("principal owed", money(state, owed)),
        named("percent asked for", String(installment.percent), "%"),
      ],
    },
    mode: terms.interest.rounding,
    unit: minorUnitsText(1, currencyPlaces(state.currency)),
  };
  const least = named("least installment", String(installment.least));
  return {
    rule:
      "A bill asks for a percentage of the principal that is owed, and for so much more that it " +
      "comes to the least installment.",
    asked: [percent, less(least)],
  };
}

function pastDueReason({ state, servicing }: BillOrigin): Reason {
  const unpaid = servicing.dues
    .map((due) => ({ id: due.id, amount: totalOf(unpaidOf(due)) }))
    .filter(({ amount }) => amount > 0)
    .map(({ id, amount }) => named(`unpaid of ${id}`, money(state, amount)));
  return {
    rule: "What earlier bills asked for and is unpaid is carried forward, penalties with it.",
    source: "the facts of the loan",
    expression: unpaid.length === 0 ? zero : sum(...unpaid),
  };
}

function minimumDueReason({ bill, state, servicing }: BillOrigin): Reason {
  const asked = sum(
    named("cycle due", bill.cycleDue),
    named("fees", bill.fees),
    named("past due", bill.pastDue),
  );
  const less = [
    named("interest credited", bill.interestCredited),
    named("money held", money(state, servicing.heldMinor)),
  ].filter(({ value }) => Number(value) !== 0);
  return {
    rule:
      "A bill asks for its installment, for its charges, and for what earlier bills left unpaid; " +
      "what is given back and what is held pays of it first.",
    expression:
      less.length === 0
        ? asked
        : greatest({ kind: "difference", from: asked, less: sum(...less) }, zero),
  };
}

function closingReason({ bill }: BillOrigin): Reason {
  const late = bill.adjustments
    .filter((each) => each.of === "account")
    .map(({ amount, causes }) =>
      named(`correction of the closing balance before by ${factsText(causes)}`, amount),
    );
  const told: Expression = {
    kind: "difference",
    from: sum(
      named("opening", bill.opening),
      ...late,
      named("drawn", bill.drawn),
      named("refunded", bill.refunded),
      named("interest", bill.interest),
      named("fees", bill.fees),
      named("charged by payoffs", bill.payoffs),
      named("penalties", bill.penalties),
    ),
    less: sum(
      named("received", bill.received),
      named("waived", bill.waived),
      named("interest credited", bill.interestCredited),
    ),
  };
  return {
    rule: "The closing balance is the one before, what was lent and charged since, less what was paid, waived and given back.",
    source: "the facts of the loan",
    expression: told,
  };
}
