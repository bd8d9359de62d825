import type { PlainDate } from "../calendar/plainDate.ts";
import { isLendkitError } from "../errors.ts";
import { minorUnitsText, toMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { advance } from "./advance.ts";
import type {
  AmendLoan,
  CommandFrame,
  Correction,
  LifeCommand,
  ReversePayment,
} from "./commands.ts";
import { lifeFrame } from "./commandValues.ts";
import { checkServicing, factTerms } from "./decide.ts";
import { checkExpected, checkNothingPaid, decideLife } from "./decideLife.ts";
import { diffReplay, type ReplayDiff } from "./diffReplay.ts";
import {
  amountOutOfRange,
  beforeFirstDay,
  billsWereIssued,
  duplicateCommand,
  openingBalanceRequired,
  replayFails,
  unknownPayment,
} from "./errors.ts";
import { evolve } from "./evolve.ts";
import type { LifeFact, LoanFact } from "./facts.ts";
import { begins, foldOrder, standingPayment } from "./foldOrder.ts";
import { type IssuedBills, issueBills } from "./issueBills.ts";
import type { LoanState } from "./loanState.ts";
import { plainData } from "./plainData.ts";
import { replay } from "./replay.ts";

export interface DecidedOnFacts {
  /** To be appended. */
  readonly facts: readonly LifeFact[];
  /** The loan with them. */
  readonly state: LoanState;
  /** What they change of what was before. */
  readonly diff: ReplayDiff;
}

/**
 * Decides a command on all facts of a loan: one of an earlier day, which is decided on the loan as
 * it was then, or one that speaks of earlier facts. The loan is replayed with what it leads to. To
 * ask "what if", call it and throw the answer away.
 *
 * @param facts all facts of the loan, by sequence
 * @param asOf the day to which both lives are carried forward and compared, not before the last
 *   fact's. Default: that day
 * @throws LendkitError `DUPLICATE_COMMAND`; `UNKNOWN_PAYMENT`; `REPLAY_FAILS` where later facts no
 *   longer apply, as none do after the loan's end; `BEFORE_FIRST_DAY`; else as `decide`
 *
 * @example
 * const { facts: news, diff } = decideOn(facts, backdatedPayment);
 */
export function decideOn(
  facts: readonly LoanFact[],
  command: LifeCommand | Correction,
  asOf?: PlainDate,
): DecidedOnFacts {
  if (facts.some(({ commandId }) => commandId === command.commandId)) {
    throw duplicateCommand({ commandId: command.commandId });
  }
  const recorded = replay(facts);
  checkExpected(recorded, command);
  const { facts: bills, state: now } = billsBefore(recorded, command);
  const known = [...facts, ...bills];
  const news = [...bills, ...factsOf(known, now, command)];
  const all = [...facts, ...news];
  const to = [...all, now.servicing].reduce<PlainDate | undefined>(
    (latest, each) => later(latest, dayOf(each)),
    asOf,
  );
  return { facts: news, state: replayed(all, to), diff: diffReplay(facts, all, to) };
}

/** Bills that were shown before the command is recorded come before it. */
function billsBefore(recorded: LoanState, command: CommandFrame): IssuedBills {
  const { effectiveOn, bookedOn = effectiveOn } = command;
  const asOf = recorded.servicing?.asOf;
  if (asOf === undefined || bookedOn <= asOf) return issueBills(recorded, command);
  const { facts } = issueBills(advance(recorded, bookedOn), command);
  return { facts, state: facts.reduce<LoanState>(evolve, recorded) };
}

function dayOf(value: LoanFact | LoanState["servicing"]): PlainDate | undefined {
  if (value === null) return undefined;
  return "effectiveOn" in value ? value.effectiveOn : value.asOf;
}

function later(a: PlainDate | undefined, b: PlainDate | undefined): PlainDate | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}

function replayed(facts: readonly LoanFact[], asOf: PlainDate | undefined): LoanState {
  try {
    const state = replay(facts, asOf);
    if (state.servicing?.status === "voided") checkNothingPaid(state);
    checkMoneyOut(facts, state);
    return state;
  } catch (error) {
    if (isLendkitError(error)) throw replayFails({ reason: error.message }, { cause: error });
    throw error;
  }
}

/** Money that went out stays out: what was refunded has to have come in, what was lent is lent. */
function checkMoneyOut(facts: readonly LoanFact[], state: LoanState): void {
  const { servicing, currency, principalMinor } = state;
  const places = currencyPlaces(currency);
  const lent = servicing?.lentMinor ?? 0;
  const isScheduled = servicing?.credit === null;
  if (state.origin === "opened" && isScheduled && lent > principalMinor) {
    const [found, most] = [minorUnitsText(lent, places), minorUnitsText(principalMinor, places)];
    throw amountOutOfRange({ field: "what was lent", found, most });
  }
  const refunded = facts.reduce(
    (sum, fact) => (fact.kind === "refunded" ? sum + toMinorUnits(fact.amount, places) : sum),
    0,
  );
  const covered = servicing?.refundedMinor ?? refunded;
  if (covered === refunded) return;
  const [found, most] = [minorUnitsText(refunded, places), minorUnitsText(covered, places)];
  throw amountOutOfRange({ field: "what was refunded", found, most });
}

function factsOf(
  facts: readonly LoanFact[],
  now: LoanState,
  command: LifeCommand | Correction,
): readonly LifeFact[] {
  if (command.kind === "reversePayment") return reverse(facts, now, command);
  if (command.kind === "amendLoan") return [amend(facts, now, command)];
  if (command.kind === "writeOff" || command.kind === "voidLoan") checkEnd(facts, command);
  const { cutoverOn: first } = now;
  if (first !== null && command.effectiveOn < first) {
    throw beforeFirstDay({ effectiveOn: command.effectiveOn, first });
  }
  const then = facts.filter(({ effectiveOn }) => effectiveOn <= command.effectiveOn);
  const before = bookedUpTo(replay(then.length === 0 ? facts : then), now, command);
  return decideLife(before, { ...command, expectedSequence: now.lastSequence }).facts;
}

/** The loan as it was, with what is known now of when facts were recorded. */
function bookedUpTo(then: LoanState, now: LoanState, command: CommandFrame): LoanState {
  const { lastSequence } = now;
  const { effectiveOn, bookedOn = effectiveOn } = command;
  const { servicing } = then;
  if (servicing === null || servicing.credit === null) return { ...then, lastSequence };
  const bookedTo = later(now.servicing?.credit?.bookedTo, bookedOn) ?? bookedOn;
  const credit = { ...servicing.credit, bookedTo };
  return { ...then, lastSequence, servicing: { ...servicing, credit } };
}

/** What ends a loan is not dated before anything else that counts. */
function checkEnd(facts: readonly LoanFact[], { effectiveOn }: CommandFrame): void {
  const later = foldOrder(facts).find((fact) => !begins(fact) && fact.effectiveOn > effectiveOn);
  if (later === undefined) return;
  const { sequence, kind, effectiveOn: day } = later;
  throw replayFails({ reason: `Fact ${sequence} (${kind}) counts from ${day}.` });
}

/** The payment counts as never made, and the product's charge is added on the day it came back. */
function reverse(
  facts: readonly LoanFact[],
  now: LoanState,
  command: ReversePayment,
): readonly LifeFact[] {
  const { payment: sequence, effectiveOn } = command;
  const payment = standingPayment(facts, sequence);
  if (payment === undefined || now.servicing === null) throw unknownPayment({ payment: sequence });
  const places = currencyPlaces(now.currency);
  const charge = toMinorUnits(now.servicing.rules.bounceCharge, places, "bounceCharge");
  const bookedOn = command.bookedOn ?? effectiveOn;
  const reversed: LifeFact = {
    ...lifeFrame(now, onDay(command, payment.effectiveOn, bookedOn)),
    kind: "paymentReversed",
    payment: sequence,
  };
  const { status, closedOn } = now.servicing;
  // A loan that is written off bears no new charges.
  const tooLate = status === "writtenOff" && closedOn !== null && closedOn < effectiveOn;
  if (charge === 0 || tooLate) return [reversed];
  const added: LifeFact = {
    ...lifeFrame(now, onDay(command, effectiveOn, bookedOn)),
    sequence: now.lastSequence + 2,
    kind: "chargeAdded",
    name: "bounced payment",
    amount: minorUnitsText(charge, places),
    dueOn: effectiveOn,
  };
  return [reversed, added];
}

function onDay(command: CommandFrame, effectiveOn: PlainDate, bookedOn: PlainDate): CommandFrame {
  return { ...command, effectiveOn, bookedOn };
}

/** The loan as if it had been opened on these terms. */
function amend(facts: readonly LoanFact[], now: LoanState, command: AmendLoan): LifeFact {
  const opened = facts.find(({ kind }) => kind === "opened");
  if (opened === undefined || now.servicing === null) {
    throw openingBalanceRequired({ loanId: now.loanId });
  }
  if (facts.some(({ kind }) => kind === "billIssued")) {
    throw billsWereIssued({ loanId: now.loanId });
  }
  checkServicing(command.terms, command.servicing);
  const bookedOn = command.bookedOn ?? command.effectiveOn;
  return {
    ...lifeFrame(now, onDay(command, opened.effectiveOn, bookedOn)),
    kind: "amended",
    terms: factTerms(command.terms),
    servicing: plainData(command.servicing),
  };
}
