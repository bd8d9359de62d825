/**
 * How servicing begins: with a loan that was opened, or with what a taken-over loan owes.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import { byKind, nothing, totalOf } from "../due/due.ts";
import { minorUnitsText, toMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { settle } from "./advance.ts";
import { isBilled, newCredit } from "./billedCredit.ts";
import { charged, newDue, penalBase, penalDay } from "./dues.ts";
import type { Arrears, LoanFactTerms, OpeningBalanceGiven, ServicingTerms } from "./facts.ts";
import { rankOf } from "./foldOrder.ts";
import type { Journal } from "./journal.ts";
import type { LoanDue, LoanState, Servicing } from "./loanState.ts";
import type { RepaymentPlan } from "./repaymentPlan.ts";

export function awaitingDisbursal(
  { repayment, rules }: ServicingTerms,
  terms: Pick<
    LoanFactTerms,
    "annualRatePercent" | "tenorMonths" | "currency" | "principal" | "startedOn"
  >,
): Servicing {
  const { startedOn, annualRatePercent, tenorMonths, currency } = terms;
  const limitMinor = toMinorUnits(terms.principal, currencyPlaces(currency));
  const of = { annualRatePercent, limitMinor, bookedTo: startedOn, cycles: tenorMonths };
  return {
    credit: isBilled(repayment) ? newCredit(repayment, of) : null,
    asOf: startedOn,
    rank: 0,
    status: "awaitingDisbursal",
    closedOn: null,
    repayment,
    rules,
    plan: null,
    rowsDue: 0,
    dues: [],
    heldMinor: 0,
    refundableMinor: 0,
    lentMinor: 0,
    paid: nothing,
    waived: nothing,
    prepaidMinor: 0,
    writtenOff: nothing,
    recoveredMinor: 0,
    refundedMinor: 0,
    settledPenaltyMinor: 0,
    pauses: [],
    bucket: rules.delinquency.buckets.current,
  };
}

/** The loan from its opening balance on. Interest runs from that day. */
export function beginServicing(
  state: LoanState,
  fact: OpeningBalanceGiven,
  journal: Journal,
): LoanState {
  const { effectiveOn, servicing: terms } = fact;
  const places = currencyPlaces(state.currency);
  const principal = toMinorUnits(fact.principal, places);
  const dues = fact.arrears.flatMap((each, index) =>
    arrearsDues(terms, each, index, { effectiveOn, places }),
  );
  const owed = dues.reduce((sum, { charged }) => sum + charged.principal, principal);
  journal(effectiveOn, { kind: "takenOver", amount: principal });
  for (const due of dues) journal(effectiveOn, charged(due, true));
  const begun: Servicing = {
    ...awaitingDisbursal(terms, { ...termsOf(state), startedOn: effectiveOn }),
    rank: rankOf(fact),
    status: "active",
    plan: principal === 0 ? null : remainingPlan(state, fact),
    lentMinor: owed,
    dues,
  };
  return { ...state, servicing: settle(begun, journal) };
}

function termsOf(state: LoanState): Parameters<typeof awaitingDisbursal>[1] {
  const { annualRatePercent, tenorMonths, currency, principalMinor, startedOn } = state;
  const principal = minorUnitsText(principalMinor, currencyPlaces(currency));
  return { annualRatePercent, tenorMonths, currency, principal, startedOn };
}

/**
 * What the source charged for being late is stated by it, and is a due of its own. Penalties of
 * ours begin with the opening day: by the day where the rule charges days, and not once more where
 * it charges once.
 */
function arrearsDues(
  { rules }: ServicingTerms,
  { dueOn, unpaid }: Arrears,
  index: number,
  { effectiveOn, places }: { readonly effectiveOn: PlainDate; readonly places: number },
): readonly LoanDue[] {
  const owed = byKind((kind) => toMinorUnits(unpaid[kind] ?? "0", places));
  const frame = { dueOn, installment: null };
  const id = `arrears ${index + 1}`;
  const due = newDue(rules, { ...frame, id, charged: { ...owed, penalty: 0 } });
  const stated = newDue(rules, {
    ...frame,
    id: `penalty of ${id}`,
    charged: { ...nothing, penalty: owed.penalty },
  });
  const chargesDays =
    rules.penalty?.kind === "percentMonthly" || rules.penalty?.kind === "annualDaily";
  const onceMinor = chargesDays ? penalBase(rules, due) : 0;
  const late = { ...due, penalty: { ...due.penalty, onceMinor, countedTo: effectiveOn } };
  const begun = penalDay(rules, due) > effectiveOn ? due : late;
  return [begun, stated].filter(({ charged }) => totalOf(charged) > 0);
}

function remainingPlan(
  { currency, annualRatePercent }: LoanState,
  { effectiveOn, principal, installments, nextDueOn, servicing }: OpeningBalanceGiven,
): RepaymentPlan | null {
  if (isBilled(servicing.repayment)) return null;
  const { firstDueOn: _, ...repayment } = servicing.repayment;
  return {
    terms: {
      ...repayment,
      currency,
      principal,
      annualRatePercent,
      installments,
      disbursedOn: effectiveOn,
      firstDueOn: nextDueOn,
    },
    changes: [],
    numbersBefore: 0,
  };
}
