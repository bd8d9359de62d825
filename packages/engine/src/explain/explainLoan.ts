/**
 * Why the amounts of a serviced loan are what they are.
 *
 * @module
 */

import type { PlainDate } from "../calendar/plainDate.ts";
import { penaltyExpression, penaltyOf } from "../charge/penalty.ts";
import type { DueKind } from "../due/due.ts";
import { duesToPay } from "../loan/dueRows.ts";
import { checkedRule } from "../loan/dues.ts";
import { unknownDue, unknownPayment } from "../loan/errors.ts";
import type { LoanFact } from "../loan/facts.ts";
import { issueBills } from "../loan/issueBills.ts";
import type { LoanDue, LoanState } from "../loan/loanState.ts";
import { scheduleOf } from "../loan/repaymentPlan.ts";
import { replay, replayEntries } from "../loan/replay.ts";
import { minorUnitsText, toMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { type Explanation, explanation } from "../money/explanation.ts";
import { type Expression, named } from "../money/expression.ts";
import { explainSchedule } from "../schedule/explainSchedule.ts";
import { explainBill } from "./explainBill.ts";

/**
 * What is asked for of one kind of an open due, or of an installment to come, on a day.
 *
 * @param facts all facts of the loan, by sequence
 * @param of.asOf not before the day of the last fact
 * @throws LendkitError `UNKNOWN_DUE` where nothing unpaid has this id; `DATES_OUT_OF_ORDER`
 */
export function explainDue(
  facts: readonly LoanFact[],
  of: { readonly dueId: string; readonly kind: DueKind; readonly asOf: PlainDate },
): Explanation {
  const state = replay(facts, of.asOf);
  if (state.servicing === null) throw unknownDue({ dueId: of.dueId });
  const due = duesToPay(state.servicing).find(({ id }) => id === of.dueId);
  if (due === undefined) throw unknownDue({ dueId: of.dueId });
  if (of.kind === "penalty") return explainPenalty(state, due);
  if (due.id === `bill ${due.installment}`) return ofBill(facts, state, due, of.kind);
  const { plan } = state.servicing;
  const row = (due.installment ?? 0) - (plan?.numbersBefore ?? 0);
  if (due.installment === null || plan === null || row < 1) return stated(state, due, of.kind);
  const amount = of.kind === "fee" ? "fees" : of.kind;
  const why = explainSchedule(scheduleOf(plan), { row, amount });
  return lessWaived(state, due, of.kind, why);
}

/** Of a bill whose day has come, recorded or not. */
function ofBill(
  facts: readonly LoanFact[],
  state: LoanState,
  due: LoanDue,
  kind: Exclude<DueKind, "penalty">,
): Explanation {
  const amount = ({ fee: "fees", interest: "interest", principal: "principalDue" } as const)[kind];
  const all = [...facts, ...issueBills(state, { recordedAt: "" }).facts];
  const why = explainBill(all, { cycle: due.installment ?? 0, amount });
  return lessWaived(state, due, kind, why, kind === "principal" ? repaidBefore : waivedSince);
}

/** A charge of its own, or a due of a plan that was replaced: the facts state it. */
function stated(state: LoanState, due: LoanDue, kind: DueKind): Explanation {
  return explanation({
    subject: `${kind} of ${due.id}`,
    currency: state.currency,
    places: currencyPlaces(state.currency),
    rule: "The amount is as it was charged, less what was waived.",
    source: "the facts of the loan",
    expression: money(state, `${kind} charged`, due.charged[kind]),
  });
}

/** Why less is asked for than was computed. */
interface Lessened {
  readonly name: string;
  readonly sentence: string;
}

const waivedSince: Lessened = { name: "waived", sentence: "Of it something was waived" };

/** A payment that was recorded after the bill, and counts before it. */
const repaidBefore: Lessened = {
  name: "repaid before",
  sentence: "Of it something had been repaid before, as was recorded later",
};

function lessWaived(
  state: LoanState,
  due: LoanDue,
  kind: DueKind,
  why: Explanation,
  { name, sentence }: Lessened = waivedSince,
): Explanation {
  const places = currencyPlaces(state.currency);
  const charged = minorUnitsText(due.charged[kind], places);
  const waived = toMinorUnits(why.amount, places) - due.charged[kind];
  const subject = `${kind} of ${due.id}`;
  if (waived === 0) return { ...why, subject };
  return explanation({
    subject,
    currency: state.currency,
    places,
    rule: `${why.rule} ${sentence}, which leaves ${charged}.`,
    source: why.source,
    expression: {
      kind: "difference",
      from: why.expression,
      less: money(state, name, waived),
    },
  });
}

function explainPenalty(state: LoanState, due: LoanDue): Explanation {
  const penalty = state.servicing?.rules.penalty ?? null;
  if (penalty === null) return stated(state, due, "penalty");
  const rule = checkedRule(penalty, currencyPlaces(state.currency));
  const { onceMinor, amountDays, waivedMinor } = due.penalty;
  const exposure = { once: onceMinor ?? 0, amountDays };
  const assessed = due.charged.penalty + waivedMinor;
  const unlimited = penaltyOf(rule, exposure, Number.MAX_SAFE_INTEGER);
  // What a taken-over loan's source charged is stated.
  if (assessed > unlimited) return stated(state, due, "penalty");
  const byRule = penaltyExpression(rule, exposure);
  const expression: Expression =
    assessed < unlimited
      ? { kind: "least", of: [byRule, money(state, "left of the loan's limit", assessed)] }
      : byRule;
  return explanation({
    subject: `penalty of ${due.id}`,
    currency: state.currency,
    places: currencyPlaces(state.currency),
    rule: "What is overdue bears the penalty of the loan's rules; a penalty bears none.",
    source: "the rules of the loan",
    expression:
      waivedMinor === 0
        ? expression
        : { kind: "difference", from: expression, less: money(state, "waived", waivedMinor) },
  });
}

/**
 * What a payment paid on the day it came in, step by step: each pays the lesser of the money that
 * is left and what is unpaid.
 *
 * @param facts all facts of the loan, by sequence
 * @param payment the sequence of the payment
 * @throws LendkitError `UNKNOWN_PAYMENT`
 */
export function explainAllocation(
  facts: readonly LoanFact[],
  payment: number,
): readonly Explanation[] {
  const { state, entries } = replayEntries(facts);
  const own = entries.filter(({ sequence }) => sequence === payment);
  if (!own.some(({ kind }) => kind === "received")) throw unknownPayment({ payment });
  const kinds = state.servicing?.rules.waterfall.kinds.join(", ") ?? "";
  return own
    .flatMap((entry) => (entry.kind === "applied" ? entry.steps : []))
    .map(({ dueId, kind, money: left, unpaid }) =>
      explanation({
        subject: `${kind} of ${dueId}, paid by fact ${payment}`,
        currency: state.currency,
        places: currencyPlaces(state.currency),
        rule: `Past dues are paid first, the oldest first, and within them ${kinds}.`,
        source: "the rules of the loan",
        expression: {
          kind: "least",
          of: [
            money(state, "money left", left),
            money(state, `unpaid ${kind} of ${dueId}`, unpaid),
          ],
        },
      }),
    );
}

function money({ currency }: LoanState, name: string, minorUnits: number): Expression {
  return named(name, minorUnitsText(minorUnits, currencyPlaces(currency)));
}
