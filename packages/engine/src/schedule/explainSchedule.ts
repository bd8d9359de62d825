/**
 * Why the amounts of a schedule are what they are.
 *
 * @module
 */
import { dayCountRules } from "../calendar/dayCount.ts";
import { fromEpochDay } from "../calendar/plainDate.ts";
import { minorUnitsText } from "../money/amount.ts";
import { Decimal } from "../money/decimal.ts";
import { type Explanation, explanation } from "../money/explanation.ts";
import { constant, type Expression, named, product, sum } from "../money/expression.ts";
import type { ExplainedAmount, ExplainedRow, Reason } from "./explainedRow.ts";
import { explainInstallment } from "./explainInstallment.ts";
import type { LoanPlan } from "./loanPlan.ts";
import { periodStart } from "./periods.ts";
import { rowKinds } from "./rows.ts";
import { levelAmount } from "./runs.ts";
import { partsOf, type Schedule, type ScheduleRow } from "./schedule.ts";
import type { FeeBase } from "./scheduleFees.ts";

/**
 * The formula, inputs, unrounded value, rounding, rule and source of an amount of a row, or of the
 * level installment in force there. Its expression computes the amount again.
 *
 * @throws LendkitError `ROW_OUT_OF_RANGE`
 *
 * @example
 * const why = explainSchedule(schedule, { row: 1, amount: "interest" });
 * why.formula; //=> "opening balance · annual rate · part of the year"
 */
export function explainSchedule(
  schedule: Schedule,
  { row: number, amount }: { readonly row: number; readonly amount: ExplainedAmount },
): Explanation {
  const row = schedule.row(number);
  const explained = { parts: partsOf(schedule), index: number - 1, row };
  const { loan } = explained.parts.plan;
  return explanation({
    subject: `${amount} of row ${number}, due on ${row.dueOn}`,
    currency: loan.currency,
    places: loan.places,
    source: `the loan's terms; ${loan.dayCount}: ${dayCountRules[loan.dayCount].reference}`,
    ...reasons[amount](explained),
  });
}

const reasons: Readonly<Record<ExplainedAmount, (of: ExplainedRow) => Reason>> = {
  installment: explainInstallment,
  interest: interestReason,
  capitalized: capitalizedReason,
  principal: principalReason,
  fees: feesReason,
  payment: ({ row }) => ({
    expression: sum(
      money("principal", row.principal, row),
      money("interest", row.interest, row),
      money("fees", row.fees, row),
    ),
    rule: "A payment is its principal, its interest and its fees.",
  }),
  closingBalance: ({ row }) => ({
    expression: {
      kind: "difference",
      from: sum(
        money("opening balance", row.openingBalance, row),
        money("lent in the period", row.disbursed, row),
        money("interest added to the balance", row.capitalized, row),
      ),
      less: sum(money("repaid early", row.prepaid, row), money("principal", row.principal, row)),
    },
    rule: "What is lent and added raises the balance, what is repaid lowers it.",
  }),
};

function interestReason(of: ExplainedRow): Reason {
  const { plan } = of.parts;
  const kind = plan.kinds?.[of.index];
  if (kind === rowKinds.waived) {
    return { expression: constant(0), rule: "The moratorium forgoes the interest of this period." };
  }
  if (kind === rowKinds.capitalized) {
    const rule = "The moratorium adds the interest of this period to the balance.";
    return { expression: constant(0), rule };
  }
  if (plan.loan.rule.level === "flat") return flatInterestReason(of);
  const accrued = accruedInterest(of);
  const rule = "A period's interest is computed exactly and rounded once.";
  if (of.row.capitalized.isZero()) return { expression: accrued, rule };
  const installment = installmentAt(of);
  return {
    expression: { kind: "least", of: [accrued, installment] },
    rule: "Interest that the installment does not cover is added to the balance.",
  };
}

function capitalizedReason(of: ExplainedRow): Reason {
  const accrued = accruedInterest(of);
  if (of.parts.plan.kinds?.[of.index] === rowKinds.capitalized) {
    return {
      expression: accrued,
      rule: "The moratorium adds the period's interest to the balance.",
    };
  }
  if (of.row.capitalized.isZero()) {
    return { expression: constant(0), rule: "All interest of the period is paid." };
  }
  return {
    expression: { kind: "difference", from: accrued, less: installmentAt(of) },
    rule: "Interest that the installment does not cover is added to the balance.",
  };
}

/** The opening balance bears interest all the time, what is lent or repaid meanwhile from its day. */
function accruedInterest({ parts, index, row }: ExplainedRow): Expression {
  const { plan } = parts;
  const [from, to] = [periodStart(plan.periods, index), plan.periods.end[index] ?? 0];
  const opening = money("opening balance", row.openingBalance, row);
  const changes = plan.changes.find((change) => change.row === index)?.parts ?? [];
  const terms = [
    ...onAmount(plan, opening, from, to),
    ...changes.flatMap((part) => {
      const text = minorUnitsText(part.amount, plan.loan.places);
      const on = fromEpochDay(part.from);
      const amount = named(`${part.amount < 0 ? "repaid" : "lent"} from ${on}`, text);
      return onAmount(plan, amount, part.from, part.to);
    }),
  ];
  return roundedToMinor(plan, sum(...terms));
}

function onAmount(plan: LoanPlan, amount: Expression, from: number, to: number): Expression[] {
  const pieces = plan.periodInterest.pieces(from, to);
  if (pieces.length === 0) return [product(amount, constant(0))];
  return pieces.map(({ annual, part }) =>
    product(
      amount,
      named(
        "annual rate",
        new Decimal(annual.numerator).times(100).div(annual.denominator).toFixed(),
        "% a year",
      ),
      named("part of the year", `${part.numerator}/${part.denominator}`, plan.loan.dayCount),
    ),
  );
}

function flatInterestReason(of: ExplainedRow): Reason {
  const { parts, index, row } = of;
  const { plan, columns } = parts;
  const first = plan.periods.beforeFirst;
  const principal = first === 0 ? plan.loan.lentFirst : (columns.closing[0] ?? 0);
  const whole = named("principal", minorUnitsText(principal, plan.loan.places));
  const allOf = (from: number, to: number): Expression =>
    roundedToMinor(plan, sum(...onAmount(plan, whole, from, to)));
  const { start, end } = plan.periods;
  const total = allOf(first === 0 ? start : (end[0] ?? start), end[plan.length - 1] ?? start);
  const charged = columns.interest.subarray(0, index).reduce((all, each) => all + each, 0);
  const rest: Expression = {
    kind: "difference",
    from: total,
    less: named("interest of the rows before", minorUnitsText(charged, plan.loan.places)),
  };
  if (row.number === parts.end.length) {
    return { expression: rest, rule: "The last row takes what is left of the interest in all." };
  }
  const ofPeriod = allOf(periodStart(plan.periods, index), end[index] ?? start);
  return {
    expression: { kind: "least", of: [ofPeriod, rest] },
    rule: "Flat interest is charged on the whole principal in every period.",
  };
}

function principalReason(of: ExplainedRow): Reason {
  const { parts, index, row } = of;
  const { plan } = parts;
  const { rule, downPayment, places } = plan.loan;
  const left: Expression = {
    kind: "difference",
    from: sum(
      money("opening balance", row.openingBalance, row),
      money("lent in the period", row.disbursed, row),
    ),
    less: money("repaid early", row.prepaid, row),
  };
  const kind = plan.kinds?.[index] ?? rowKinds.installment;
  if (row.closingBalance.isZero()) {
    return { expression: left, rule: "The last payment clears what is left." };
  }
  if (index < plan.periods.beforeFirst) {
    const expression = named("down payment", minorUnitsText(downPayment, places));
    return { expression, rule: "The down payment is principal alone." };
  }
  if (kind === rowKinds.principal) {
    return { expression: installmentAt(of), rule: "Each row repays the same principal." };
  }
  if (kind === rowKinds.minimum && rule.minimum !== undefined) {
    const { numerator, denominator } = rule.minimum.ofBalance;
    const share = named("share of the balance", `${numerator}/${denominator}`);
    const least = named("least payment", minorUnitsText(rule.minimum.least, places));
    const ofBalance = roundedToMinor(plan, product(balanceBeforeDue(of), share));
    const more: Expression = {
      kind: "difference",
      from: least,
      less: money("interest", row.interest, row),
    };
    return {
      expression: { kind: "greatest", of: [ofBalance, more] },
      rule: "A share of the balance is repaid, and at least what the least payment leaves.",
    };
  }
  if (kind !== rowKinds.installment || !row.capitalized.isZero()) {
    return { expression: constant(0), rule: "Nothing is repaid in this row." };
  }
  return {
    expression: {
      kind: "difference",
      from: installmentAt(of),
      less: money("interest", row.interest, row),
    },
    rule: "What the installment leaves after interest repays principal.",
  };
}

function feesReason({ parts, index, row }: ExplainedRow): Reason {
  const { loan, periods } = parts.plan;
  const number = index - periods.beforeFirst + 1;
  const due = loan.fees.filter(
    (fee) => number >= 1 && (fee.due === "everyInstallment" || fee.due === number),
  );
  const bases: Readonly<Record<FeeBase, Expression>> = {
    principal: money("principal", row.principal, row),
    interest: money("interest", row.interest, row),
    installment: money("installment", row.principal.plus(row.interest), row),
    openingBalance: money("opening balance", row.openingBalance, row),
    loan: named("loan", minorUnitsText(loan.principal, loan.places)),
  };
  const expressions = due.map(({ name, amount, percent, of }): Expression => {
    if (percent === undefined) return named(name, minorUnitsText(amount, loan.places));
    const share = new Decimal(percent.numerator).times(100).div(percent.denominator);
    return roundedToMinor(parts.plan, product(bases[of], named(name, share.toFixed(), "%")));
  });
  return {
    expression: expressions.length === 0 ? constant(0) : sum(...expressions),
    rule: "Each fee is rounded on its own; fees bear no interest.",
  };
}

/** What was repaid early on the due date itself came after the minimum was set. */
function balanceBeforeDue({ parts, index, row }: ExplainedRow): Expression {
  const { plan } = parts;
  const changes = plan.changes.find((change) => change.row === index)?.parts ?? [];
  const repaid = changes
    .filter(({ amount, from }) => amount < 0 && from < (plan.periods.end[index] ?? 0))
    .reduce((total, { amount }) => total - amount, 0);
  return {
    kind: "difference",
    from: sum(
      money("opening balance", row.openingBalance, row),
      money("lent in the period", row.disbursed, row),
    ),
    less: named("repaid before the due date", minorUnitsText(repaid, plan.loan.places)),
  };
}

/** What the row's installment, or level principal, was planned to be. */
function installmentAt({ parts, index }: ExplainedRow): Expression {
  const { plan, end } = parts;
  const level = end.levels.filter(({ from }) => from <= index).at(-1)?.installment ?? 0;
  const planned = levelAmount(plan, level).each?.[index] ?? level;
  return named("installment", minorUnitsText(planned, plan.loan.places));
}

function roundedToMinor(plan: LoanPlan, of: Expression): Expression {
  return { kind: "rounded", of, mode: plan.mode, unit: minorUnitsText(1, plan.loan.places) };
}

/** An amount of the row, which has an explanation of its own. */
function money(name: string, amount: Decimal, { number }: ScheduleRow): Expression {
  return named(name, amount.toFixed(), `of row ${number}`);
}
