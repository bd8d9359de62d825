/**
 * Bills of a billed credit: what one says, and what it changes.
 *
 * @module
 */
import type { BillingCycle } from "../billing/billingCycle.ts";
import type { BillingTerms } from "../billing/billingTerms.ts";
import { principalAsked } from "../billing/cycleDue.ts";
import { noInterest } from "../billing/exactInterest.ts";
import { nothing, totalOf, unpaidOf } from "../due/due.ts";
import { minorUnitsText, toMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { flowsOf, interestToBill, principalOwed } from "./billedCredit.ts";
import type { BilledCredit, Flows } from "./creditState.ts";
import { charged, newDue } from "./dues.ts";
import type { Bill, BillAdjustment } from "./facts.ts";
import type { Journal } from "./journal.ts";
import type { LoanState, Servicing } from "./loanState.ts";

/** The bill of a cycle that ends today; undefined where there is nothing to tell. */
export function billOf(
  { currency }: Pick<LoanState, "currency">,
  servicing: Servicing,
  credit: BilledCredit,
  terms: BillingTerms,
  cycle: BillingCycle,
): Bill | undefined {
  const places = currencyPlaces(currency);
  const text = (minorUnits: number): string => minorUnitsText(minorUnits, places);
  const { lastBill, feesMinor, lastCycle } = credit;
  const flows = flowsSince(servicing, credit);
  const asked = interestToBill(servicing) + credit.correctionMinor;
  const [interest, credited] = [Math.max(0, asked), Math.max(0, -asked)];
  const isBalloon = lastCycle !== null && cycle.number >= lastCycle;
  const owed = principalOwed(credit, servicing.dues);
  const principal = principalAsked(
    terms.installment,
    {
      owed,
      unbilled: credit.unbilledMinor,
      interest,
      overlimit: terms.revolving ? Math.max(0, owed - credit.limitMinor) : 0,
      level: credit.levelMinor,
      isLast: isBalloon,
    },
    places,
    terms.interest.rounding,
  );
  const pastDue = servicing.dues.reduce((sum, due) => sum + totalOf(unpaidOf(due)), 0);
  const asksFor = principal + interest + feesMinor + pastDue;
  const opening = lastBill?.closingMinor ?? 0;
  const closing = accountOf(servicing, credit) + interest - credited + feesMinor;
  const amounts = [opening, closing, pastDue, interest, credited, feesMinor, principal];
  if ([...amounts, ...Object.values(flows)].every((amount) => amount === 0)) return undefined;
  return {
    cycle: cycle.number,
    periodStart: lastBill?.billedOn ?? credit.startedOn ?? cycle.start,
    billedOn: cycle.billedOn,
    payBy: cycle.payBy,
    opening: text(opening),
    drawn: text(flows.lent),
    received: text(flows.received),
    refunded: text(flows.refunded),
    interest: text(interest),
    interestCredited: text(credited),
    fees: text(feesMinor),
    payoffs: text(flows.payoffs),
    penalties: text(flows.penalties),
    waived: text(flows.waived),
    adjustments: adjustmentsOf(credit, text),
    closing: text(closing),
    principalDue: text(principal),
    cycleDue: text(principal + interest),
    pastDue: text(pastDue),
    minimumDue: text(Math.max(0, asksFor - credited - servicing.heldMinor)),
    isBalloon,
  };
}

/** The credit once a bill was issued: what it says stands, also where later facts say otherwise. */
export function chargeBill(
  { currency }: Pick<LoanState, "currency">,
  servicing: Servicing,
  bill: Bill,
  journal: Journal,
): Servicing {
  const { credit } = servicing;
  if (credit === null || servicing.status !== "active") return servicing;
  const minor = (amount: string): number => toMinorUnits(amount, currencyPlaces(currency));
  const [interest, credited] = [minor(bill.interest), minor(bill.interestCredited)];
  const principal = Math.min(minor(bill.principalDue), credit.unbilledMinor);
  const fee = Math.min(minor(bill.fees), credit.feesMinor);
  const due = newDue(servicing.rules, {
    id: `bill ${bill.cycle}`,
    dueOn: bill.payBy,
    payableFrom: bill.billedOn,
    installment: bill.cycle,
    charged: { ...nothing, fee, interest, principal },
  });
  const asks = totalOf(due.charged) > 0;
  if (asks) journal(bill.billedOn, charged(due));
  if (credited > 0) journal(bill.billedOn, { kind: "interestCredited", amount: credited });
  const billed: Servicing = {
    ...servicing,
    dues: asks ? [...servicing.dues, due] : servicing.dues,
    heldMinor: servicing.heldMinor + credited,
  };
  const changed = {
    ...credit,
    unbilledMinor: credit.unbilledMinor - principal,
    feesMinor: credit.feesMinor - fee,
    accrued: noInterest,
    deferred: credit.isFree ? credit.accrued : noInterest,
    correctionMinor: interestToBill(servicing) + credit.correctionMinor - interest + credited,
    creditedMinor: credit.creditedMinor + credited,
    sinceBill: [],
  };
  const asBilled = { ...billed, credit: changed };
  return { ...billed, credit: { ...changed, ...remembered(asBilled, changed, bill, minor) } };
}

/** What the next bill is to know of this one. */
function remembered(
  billed: Servicing,
  changed: BilledCredit,
  { cycle, billedOn, payBy, isBalloon, closing }: Bill,
  minor: (amount: string) => number,
): Pick<BilledCredit, "lastBill"> {
  const { lastBill: before } = changed;
  return {
    lastBill: {
      cycle,
      billedOn,
      payBy,
      isBalloon,
      endsTerm: isBalloon && before?.isBalloon !== true,
      closingMinor: minor(closing),
      accountMinor: accountOf(billed, changed),
      flows: flowsOf(billed),
    },
  };
}

/** Names what was recorded after a bill and counts before it, until a later bill knows of it. */
export function namingCauses(
  before: BilledCredit,
  after: BilledCredit,
  sequence: number,
): BilledCredit {
  const causes = [...before.causes, ...before.sinceBill].filter((each) => each > sequence);
  return { ...after, causes: causes.sort((a, b) => a - b) };
}

/** All that is owed, due or not, less money that is held; interest and charges once billed. */
function accountOf(
  { dues, heldMinor, refundableMinor }: Servicing,
  { unbilledMinor }: BilledCredit,
): number {
  const unpaid = dues.reduce((sum, due) => sum + totalOf(unpaidOf(due)), 0);
  return unbilledMinor + unpaid - heldMinor - refundableMinor;
}

function flowsSince(servicing: Servicing, { lastBill }: BilledCredit): Flows {
  const now = flowsOf(servicing);
  const then = lastBill?.flows;
  if (then === undefined) return now;
  return {
    lent: now.lent - then.lent,
    payoffs: now.payoffs - then.payoffs,
    received: now.received - then.received,
    refunded: now.refunded - then.refunded,
    penalties: now.penalties - then.penalties,
    waived: now.waived - then.waived,
  };
}

function adjustmentsOf(
  { correctionMinor, causes, lastBill }: BilledCredit,
  text: (minorUnits: number) => string,
): readonly BillAdjustment[] {
  const account = (lastBill?.accountMinor ?? 0) - (lastBill?.closingMinor ?? 0);
  const all: readonly BillAdjustment[] = [
    { of: "interest", amount: text(correctionMinor), causes },
    { of: "account", amount: text(account), causes },
  ];
  return all.filter((_, index) => [correctionMinor, account][index] !== 0);
}
