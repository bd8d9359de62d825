/**
 * Commands on a loan that has begun: each is checked against the loan as it is on its day.
 *
 * @module
 */
import { datesOutOfOrder, type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { totalOf, unpaidOf } from "../due/due.ts";
import { type Amount, minorUnitsText, toMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { mulDivRound } from "../money/minorUnits.ts";
import { checkOption } from "../money/unknownOption.ts";
import { plainPeriodRate } from "../rate/interestRate.ts";
import { checkInstallments } from "../schedule/emi.ts";
import { checkCombination, methodName } from "../schedule/repaymentRule.ts";
import { advance, silent } from "./advance.ts";
import { isBilled, principalOwed } from "./billedCredit.ts";
import { checkPayment } from "./checkPayment.ts";
import type { CommandFrame, LifeCommand } from "./commands.ts";
import { amountText, lifeFrame, rateText, zeroOrMore } from "./commandValues.ts";
import { isPayable } from "./dues.ts";
import {
  backdated,
  beforeFirstDay,
  loanClosed,
  noLimit,
  notDisbursed,
  notWrittenOff,
  openingBalanceRequired,
  paymentsWereMade,
  staleState,
  unknownCalculationVersion,
  unknownDue,
} from "./errors.ts";
import { countsInOrder, evolve } from "./evolve.ts";
import { evolveServicing } from "./evolveServicing.ts";
import type { LifeFact } from "./facts.ts";
import { issueBills } from "./issueBills.ts";
import type { LoanState, Servicing } from "./loanState.ts";
import { openingBalance } from "./openingBalance.ts";
import { scheduleOf } from "./repaymentPlan.ts";
import { notForBilledCredit } from "./servicingRules.ts";

/** The versions of the calculation rules that this package has. */
export const calculationVersions: readonly number[] = [1];

/** What a command leads to, and the loan with it. */
export interface DecidedLife {
  readonly facts: readonly LifeFact[];
  /** Undefined where a fact counts before what the loan was carried forward to: replay all. */
  readonly after: LoanState | undefined;
}

/**
 * @throws LendkitError `STALE_STATE`; `OPENING_BALANCE_REQUIRED`, `SERVICING_HAS_BEGUN`;
 *   `BEFORE_FIRST_DAY`, `BACKDATED`; `LOAN_CLOSED`, `NOT_DISBURSED`, `NOT_WRITTEN_OFF`;
 *   `AMOUNT_OUT_OF_RANGE`, `OVERPAYMENT`, `PAYOFF_TOO_SMALL`, `UNKNOWN_INSTALLMENT`,
 *   `EARLIER_INSTALLMENT_UNPAID`, `UNKNOWN_DUE`, `PAYMENTS_WERE_MADE`,
 *   `UNKNOWN_CALCULATION_VERSION`, `UNKNOWN_OPTION`; of amounts, rates and dates; where other terms
 *   do not work out, what `amortize` and `reschedule` say
 */
export function decideLife(state: LoanState, command: LifeCommand): DecidedLife {
  checkExpected(state, command);
  plainDate(command.effectiveOn, "effectiveOn");
  if (command.kind === "giveOpeningBalance") return alone(state, openingBalance(state, command));
  if (command.kind === "moveToCalculationVersion") return alone(state, move(state, command));
  const { servicing } = state;
  if (servicing === null) throw openingBalanceRequired({ loanId: state.loanId });
  if (command.effectiveOn < state.startedOn && state.origin === "opened") {
    throw beforeFirstDay({ effectiveOn: command.effectiveOn, first: state.startedOn });
  }
  if (command.effectiveOn < servicing.asOf) {
    throw backdated({ effectiveOn: command.effectiveOn, asOf: servicing.asOf });
  }
  const { facts: bills, state: today } = issueBills(advance(state, command.effectiveOn), command);
  if (today.servicing === null) throw openingBalanceRequired({ loanId: state.loanId });
  checkNothingBilledSince(today, command);
  const fact = decideServiced(today, today.servicing, command);
  const facts = [...bills, fact];
  // Other terms may not work out; what is refused here never becomes a fact.
  if (facts.every((each) => countsInOrder(state, each))) {
    return { facts, after: evolve(today, fact) };
  }
  evolveServicing(today, today.servicing, fact, silent);
  return { facts, after: undefined };
}

function alone(state: LoanState, fact: LifeFact): DecidedLife {
  return { facts: [fact], after: countsInOrder(state, fact) ? evolve(state, fact) : undefined };
}

/**
 * Bills that were shown before the command is recorded come first, so a command of an earlier day
 * is decided on facts.
 *
 * @throws LendkitError `BACKDATED`
 */
function checkNothingBilledSince(
  today: LoanState,
  { effectiveOn, bookedOn = effectiveOn }: CommandFrame,
): void {
  if (bookedOn <= effectiveOn || today.servicing?.credit === null) return;
  const [bill] = advance(today, bookedOn).servicing?.credit?.toIssue ?? [];
  if (bill !== undefined) throw backdated({ effectiveOn, asOf: bill.billedOn });
}

/** @throws LendkitError `STALE_STATE` */
export function checkExpected({ lastSequence: found }: LoanState, command: CommandFrame): void {
  const { expectedSequence: expected = found } = command;
  if (expected !== found) throw staleState({ expected, found });
}

type ServicedCommand = Exclude<
  LifeCommand,
  { kind: "giveOpeningBalance" | "moveToCalculationVersion" }
>;

function decideServiced(
  state: LoanState,
  servicing: Servicing,
  command: ServicedCommand,
): LifeFact {
  if (command.kind !== "recover" && command.kind !== "refund") checkOpen(state, servicing);
  if (!paysOut(command)) checkDisbursed(state, servicing);
  const frame = lifeFrame(state, command);
  switch (command.kind) {
    case "disburse":
    case "receivePayment":
    case "addCharge":
    case "waiveCharge":
    case "recover":
    case "refund":
      return decideMoney(state, servicing, command);
    case "changeLimit": {
      if (servicing.credit === null) throw noLimit({ loanId: state.loanId });
      const places = currencyPlaces(state.currency);
      return { ...frame, kind: "limitChanged", limit: zeroOrMore(command.limit, "limit", places) };
    }
    case "changeRate":
      return {
        ...frame,
        kind: "rateChanged",
        annualRatePercent: rateText(command.annualRatePercent),
        policy: command.policy,
      };
    case "rescheduleLoan": {
      checkHasSchedule(servicing, "other installments");
      const { installments, firstDueOn, arrears } = command;
      checkInstallments(installments, "installments");
      checkOption("arrears", arrears, ["keep", "capitalize"]);
      const annualRatePercent = rateText(command.annualRatePercent);
      const what = { installments, annualRatePercent, firstDueOn, arrears };
      return { ...frame, kind: "rescheduled", ...what };
    }
    case "grantMoratorium": {
      checkHasSchedule(servicing, "a moratorium");
      const { installments, interest, extendsTenor } = command;
      return { ...frame, kind: "moratoriumGranted", installments, interest, extendsTenor };
    }
    case "pauseDelinquency":
      return { ...frame, kind: "delinquencyPaused", until: notBefore(command, command.until) };
    case "writeOff":
      return { ...frame, kind: "writtenOff" };
    case "voidLoan": {
      checkNothingPaid(state);
      return { ...frame, kind: "voided" };
    }
  }
}

type MoneyCommand = Extract<
  LifeCommand,
  {
    kind: "disburse" | "receivePayment" | "addCharge" | "waiveCharge" | "recover" | "refund";
  }
>;

function decideMoney(state: LoanState, servicing: Servicing, command: MoneyCommand): LifeFact {
  const frame = lifeFrame(state, command);
  const places = currencyPlaces(state.currency);
  const text = (amount: Amount, most?: number): string =>
    amountText(amount, "amount", places, most);
  switch (command.kind) {
    case "disburse": {
      if (servicing.status === "active") checkLendsMore(state, servicing);
      const left = leftToLend(state, servicing);
      const { amount = minorUnitsText(left, places) } = command;
      const checked = text(amount, left);
      const isAll = command.amount === undefined && servicing.credit === null;
      return { ...frame, kind: "disbursed", amount: isAll ? "all" : checked };
    }
    case "receivePayment": {
      const { pays = "dues" } = command;
      const amount = text(command.amount);
      checkPayment(state, servicing, toMinorUnits(amount, places), pays);
      return { ...frame, kind: "paymentReceived", amount, pays };
    }
    case "addCharge": {
      if (servicing.credit !== null && command.dueOn !== undefined) {
        const expected = "none: it stands on the next bill";
        throw notForBilledCredit({ what: "a charge's own due date", expected });
      }
      const dueOn = notBefore(command, command.dueOn ?? command.effectiveOn);
      return {
        ...frame,
        kind: "chargeAdded",
        name: command.name,
        amount: text(command.amount),
        dueOn,
      };
    }
    case "waiveCharge": {
      const { dueId, of } = command;
      checkOption("of", of, ["penalty", "fee", "interest"]);
      const due = servicing.dues.find(({ id }) => id === dueId);
      const isAsked =
        due !== undefined && (due.installment === null || isPayable(due, command.effectiveOn));
      const unpaid = isAsked ? unpaidOf(due)[of] : 0;
      if (unpaid === 0) throw unknownDue({ dueId });
      const amount = text(command.amount ?? minorUnitsText(unpaid, places), unpaid);
      return { ...frame, kind: "chargeWaived", dueId, of, amount };
    }
    case "recover":
      if (servicing.status !== "writtenOff") throw notWrittenOff({ loanId: state.loanId });
      return { ...frame, kind: "recovered", amount: text(command.amount) };
    case "refund": {
      const most = servicing.heldMinor + servicing.refundableMinor;
      return { ...frame, kind: "refunded", amount: text(command.amount, most) };
    }
  }
}

/** In minor units: what is agreed and not lent yet, on a line what may be owed more. */
function leftToLend({ principalMinor }: LoanState, servicing: Servicing): number {
  const { credit, repayment, dues, lentMinor } = servicing;
  if (credit === null || !isBilled(repayment)) return principalMinor - lentMinor;
  if (!repayment.revolving) return credit.limitMinor - lentMinor;
  const over = plainPeriodRate(repayment.overlimitPercent, 1, "overlimitPercent");
  const beyond = mulDivRound(credit.limitMinor, over.numerator, over.denominator, "down");
  return Math.max(0, credit.limitMinor + beyond - principalOwed(credit, dues));
}

/** @throws LendkitError `NOT_FOR_BILLED_CREDIT` */
function checkHasSchedule({ credit }: Servicing, what: string): void {
  if (credit === null) return;
  throw notForBilledCredit({ what, expected: "other terms in a credit of its own" });
}

/** @throws LendkitError `LOAN_CLOSED` where no installment is to come; `NOT_COMBINABLE` */
function checkLendsMore({ loanId }: LoanState, { plan, rowsDue, credit }: Servicing): void {
  if (credit !== null) {
    if (credit.lastBill?.isBalloon !== true) return;
    throw loanClosed({ loanId, status: "past its last bill" });
  }
  if (plan === null) throw loanClosed({ loanId, status: "paid off" });
  if (rowsDue >= scheduleOf(plan).length) {
    throw loanClosed({ loanId, status: "past its last due date" });
  }
  checkCombination(methodName(plan.terms.method), "tranches");
}

/** @throws LendkitError `INVALID_DATE`, `DATES_OUT_OF_ORDER` */
function notBefore({ effectiveOn }: CommandFrame, day: PlainDate): PlainDate {
  if (plainDate(day) < effectiveOn) throw datesOutOfOrder({ start: effectiveOn, end: day });
  return day;
}

function paysOut({ kind }: ServicedCommand): boolean {
  return ["disburse", "changeLimit", "voidLoan", "pauseDelinquency"].includes(kind);
}

/** @throws LendkitError `PAYMENTS_WERE_MADE` where money came in that did not go back */
export function checkNothingPaid({ loanId, servicing }: LoanState): void {
  if (servicing === null) return;
  const { paid, heldMinor, refundableMinor } = servicing;
  if (totalOf(paid) + heldMinor + refundableMinor > 0) throw paymentsWereMade({ loanId });
}

function checkOpen({ loanId }: LoanState, { status }: Servicing): void {
  if (status === "active" || status === "awaitingDisbursal") return;
  throw loanClosed({ loanId, status });
}

function checkDisbursed({ loanId }: LoanState, { status }: Servicing): void {
  if (status === "awaitingDisbursal") throw notDisbursed({ loanId });
}

function move(
  state: LoanState,
  command: Extract<LifeCommand, { kind: "moveToCalculationVersion" }>,
): LifeFact {
  const { calculationVersion: found } = command;
  if (!calculationVersions.includes(found) || found === state.calculationVersion) {
    throw unknownCalculationVersion({ found, expected: calculationVersions });
  }
  return {
    ...lifeFrame(state, command),
    kind: "movedToCalculationVersion",
    calculationVersion: found,
  };
}
