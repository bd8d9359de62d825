/**
 * Why the level installment is what it is.
 *
 * @module
 */
import { minorUnitsText } from "../money/amount.ts";
import { type BigRatio, reduceBigRatio } from "../money/bigRatio.ts";
import { constant, type Expression, evaluate, named, product, sum } from "../money/expression.ts";
import type { ExplainedRow, Reason } from "./explainedRow.ts";
import { flatInterest } from "./flat.ts";
import type { LevelRows } from "./levelInstallment.ts";
import type { LoanPlan } from "./loanPlan.ts";
import { factorOf } from "./periodInterest.ts";
import { exactFactor, rowKinds } from "./rows.ts";
import { equalParts, isPlain, levelRows } from "./runs.ts";

export function explainInstallment({ parts, index, row }: ExplainedRow): Reason {
  const level = parts.end.levels.filter(({ from }) => from <= index).at(-1);
  const { level: kind } = parts.plan.loan.rule;
  if (level === undefined || kind === "nothing" || kind === "minimum") {
    const ofRow = `of row ${row.number}`;
    return {
      expression: sum(
        named("principal", row.principal.toFixed(), ofRow),
        named("interest", row.interest.toFixed(), ofRow),
      ),
      rule: "This method has no level installment: the row pays its principal and its interest.",
    };
  }
  const { installment, origin, from } = level;
  const text = minorUnitsText(installment, parts.plan.loan.places);
  if (origin === undefined) {
    return {
      expression: named("installment before the change", text),
      rule: "The installment was kept, and the number of installments follows from it.",
    };
  }
  return settled(origin.plan, text, roundedInstallment(origin.plan, from, origin.balance));
}

/** With the step that moved it, where it was moved to bound the last installment. */
function settled(plan: LoanPlan, text: string, rounded: Expression): Reason {
  const move: Expression = { kind: "difference", from: named("installment", text), less: rounded };
  const moved = evaluate(move);
  if (moved.numerator === 0n) {
    return { expression: rounded, rule: "The installment repays the balance in level payments." };
  }
  return {
    expression: sum(rounded, named("moved by", fractionText(moved))),
    rule:
      `The rounded installment was moved so that the last one keeps to its bound ` +
      `(${plan.loan.lastInstallment}).`,
  };
}

function roundedInstallment(plan: LoanPlan, from: number, balance: number): Expression {
  const { installmentMode: mode, installmentUnit, places, rule } = plan.loan;
  const unit = minorUnitsText(installmentUnit, places);
  return { kind: "rounded", of: exactInstallment(plan, from, balance, rule.level), mode, unit };
}

function exactInstallment(
  plan: LoanPlan,
  from: number,
  balance: number,
  level: LoanPlan["loan"]["rule"]["level"],
): Expression {
  const money = (name: string, minorUnits: number): Expression =>
    named(name, minorUnitsText(minorUnits, plan.loan.places));
  if (level === "principal") {
    const { owed, rows } = equalParts(plan, from, balance);
    return { kind: "quotient", of: money("principal", owed), by: named("installments", rows) };
  }
  if (level === "flat") {
    const flat = flatInterest(plan, from, balance);
    const of = sum(money("principal", balance), money("interest in all", flat.total));
    return { kind: "quotient", of, by: named("installments", plan.length - from) };
  }
  const rows = levelRows(plan, from, balance);
  const { same } = rows.factors;
  return same !== undefined && isPlain(rows)
    ? annuity(money("balance", balance), exactFactor(same), rows.to - from)
    : linear(rows, money);
}

/** P·r·(1 + r)^n / ((1 + r)^n − 1), or P/n at a rate of zero. */
function annuity(balance: Expression, factor: BigRatio, installments: number): Expression {
  if (factor.numerator === 0n) {
    return { kind: "quotient", of: balance, by: named("installments", installments) };
  }
  const rate = named("rate of one period", fractionText(factor));
  const growth: Expression = {
    kind: "power",
    of: sum(constant(1), rate),
    exponent: installments,
  };
  return {
    kind: "quotient",
    of: product(balance, rate, growth),
    by: { kind: "difference", from: growth, less: constant(1) },
  };
}

/** What would be owed at the end if nothing were paid, over what payments of 1 would grow to. */
function linear(
  rows: LevelRows,
  money: (name: string, minorUnits: number) => Expression,
): Expression {
  const owed: { rate: Expression; added: Expression }[] = [];
  const payments: { rate: Expression; added: Expression }[] = [];
  for (let row = rows.from; row < rows.to; row += 1) {
    const kind = rows.kinds?.[row] ?? rowKinds.installment;
    const grows = kind === rowKinds.installment || kind === rowKinds.capitalized;
    const factor = fractionText(exactFactor(factorOf(rows.factors, row)));
    const rate = grows ? named(`interest of period ${row + 1}`, factor) : constant(0);
    const parts = rows.changes.find((change) => change.row === row)?.parts ?? [];
    const added = parts.map((part) => {
      const amount = money(part.amount < 0 ? "repaid early" : "lent later", part.amount);
      const bears = grows ? named("its interest", fractionText(part.factor)) : constant(0);
      return product(amount, sum(constant(1), bears));
    });
    owed.push({ rate, added: added.length === 0 ? constant(0) : sum(...added) });
    const times = named(
      "times the installment",
      `${rows.times?.[row] ?? rows.scale}/${rows.scale}`,
    );
    payments.push({ rate, added: kind === rowKinds.installment ? times : constant(0) });
  }
  const all: Expression = { kind: "grown", start: money("balance", rows.balance), steps: owed };
  return {
    kind: "quotient",
    of: { kind: "difference", from: all, less: money("balloon", rows.balloon) },
    by: { kind: "grown", start: constant(0), steps: payments },
  };
}

function fractionText(ratio: BigRatio): string {
  const { numerator, denominator } = reduceBigRatio(ratio);
  return `${numerator}/${denominator}`;
}
