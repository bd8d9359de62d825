/**
 * A command on a stored loan: lock, load, decide, append, save.
 *
 * @module
 */
import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { totalOf } from "../due/due.ts";
import { type CarriedForward, carryForward } from "../loan/carryForward.ts";
import type { CommandFrame, Correction, LifeCommand } from "../loan/commands.ts";
import { decideLife } from "../loan/decideLife.ts";
import { decideOn } from "../loan/decideOn.ts";
import { outstandingPrincipal, type ReplayDiff } from "../loan/diffReplay.ts";
import { arrearsOf } from "../loan/dues.ts";
import type { LoanFact } from "../loan/facts.ts";
import type { LoanState } from "../loan/loanState.ts";
import { closing } from "../loan/notices.ts";
import { replay } from "../loan/replay.ts";
import { minorUnitsText } from "../money/amount.ts";
import { canonicalJson } from "../money/canonicalJson.ts";
import { currencyPlaces } from "../money/currency.ts";
import { factMessage, noticeMessage } from "../ports/outbox.ts";
import type { StoredLoan, UnitOfWork } from "../ports/store.ts";
import { inTheFuture, unknownLoanId } from "./errors.ts";
import { optimisticFirst } from "./optimisticFirst.ts";
import type { CommandContext, Receipt, ServiceCommand, ServicingOptions } from "./servicing.ts";
import { type LoanChange, messagesOf, storeLoans } from "./storeLoans.ts";

/** Who gives a command, and what it takes for them to. */
export interface Giver {
  /** Part of what is asked: a key is bound to it. */
  readonly id: string;
  /** Called once the loan is locked, before anything is decided. */
  readonly check: (unit: UnitOfWork, loan: StoredLoan | undefined) => Promise<void>;
}

/** See `LoanServicing.command`. */
export function giveCommand(
  options: ServicingOptions,
  loanId: string,
  command: ServiceCommand,
  context: CommandContext,
  giver?: Giver,
): Promise<Receipt> {
  const framed = frame(options, loanId, command, context);
  const asked = { loanId, command, on: context.on ?? null, giver: giver?.id };
  const key = keyed(context.idempotencyKey, asked);
  return optimisticFirst(options.store, async (unit) => {
    // Both are asked for before the first is awaited, so that a store may send them together.
    const [answered] = await Promise.all([key.claim(unit), unit.loans.lock([loanId])]);
    if (answered !== undefined) return JSON.parse(answered);
    const loan = await loadLoan(unit, loanId, giver);
    const carried = carryToToday(options, loan.state, framed.bookedOn);
    const decided = await decideStored(unit, carried, framed);
    const change = changeOf(options, { loan, carried, ...decided, today: framed.bookedOn });
    const answer = canonicalJson(receiptOf(decided.facts, change.state));
    const { reminders } = options.product;
    await Promise.all([storeLoans(unit, [change], reminders), key.keep(unit, answer)]);
    return JSON.parse(answer);
  });
}

/** See `LoanServicing.whatIf`. */
export function whatIf(
  options: ServicingOptions,
  loanId: string,
  command: ServiceCommand,
  context: CommandContext,
): Promise<ReplayDiff> {
  const framed = frame(options, loanId, command, context);
  return options.store.transact(async (unit) => {
    const loan = await unit.loans.find(loanId);
    if (loan === undefined) throw unknownLoanId({ loanId });
    const carried = carryToToday(options, loan.state, framed.bookedOn);
    const facts = [...(await unit.facts.list(loanId)), ...carried.facts];
    return decideOn(facts, framed, carried.state.servicing?.asOf).diff;
  });
}

/** Answers again what was answered for the key, or does the work and keeps its answer: plain data. */
export async function once<Answer extends object>(
  unit: UnitOfWork,
  idempotencyKey: string | undefined,
  asked: object,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const key = keyed(idempotencyKey, asked);
  const answered = await key.claim(unit);
  if (answered !== undefined) return JSON.parse(answered);
  const answer = canonicalJson(await work());
  await key.keep(unit, answer);
  return JSON.parse(answer);
}

interface KeyedRequest {
  /** The answer that was given before, if there is one. */
  readonly claim: (unit: UnitOfWork) => Promise<string | undefined>;
  readonly keep: (unit: UnitOfWork, answerText: string) => Promise<void>;
}

/** What is asked under a key; without one nothing is looked up or kept. */
function keyed(key: string | undefined, asked: object): KeyedRequest {
  if (key === undefined) return { claim: async () => undefined, keep: async () => {} };
  const fingerprint = canonicalJson(asked);
  return {
    claim: (unit) => unit.idempotency.claim(key, fingerprint),
    keep: (unit, answerText) => unit.idempotency.answer(key, fingerprint, answerText),
  };
}

/** What the days up to today led to, and then the command. */
function changeOf(
  options: ServicingOptions,
  given: Decided & {
    readonly loan: StoredLoan;
    readonly carried: CarriedForward;
    readonly today: PlainDate;
  },
): LoanChange {
  const { loan, carried, facts, today } = given;
  // An opening balance of an earlier day begins the loan's days, of which nobody is told late.
  const later = carryToToday(options, given.state, today);
  const { state } = later;
  const own = [...facts, ...later.facts];
  const messages = [
    ...messagesOf(carried.facts, carried.notices),
    ...own.map(factMessage),
    ...closing(carried.state, state).map(noticeMessage),
  ];
  return { loan, state, facts: [...carried.facts, ...own], messages };
}

/**
 * The loan as a day-end of today leaves it, whether or not one has come. So neither what is
 * decided nor what borrowers are told depends on when day-ends run.
 */
function carryToToday(
  { product, clock }: ServicingOptions,
  state: LoanState,
  today: PlainDate,
): CarriedForward {
  const asOf = state.servicing?.asOf ?? today;
  if (asOf >= today) return { state, facts: [], notices: [] };
  return carryForward(state, today, { recordedAt: clock.now(), reminders: product.reminders });
}

export function receiptOf(facts: readonly LoanFact[], state: LoanState): Receipt {
  const { servicing, loanId } = state;
  const text = (minorUnits: number): string =>
    minorUnitsText(minorUnits, currencyPlaces(state.currency));
  return {
    loanId,
    facts: facts.map(({ sequence }) => sequence),
    status: servicing?.status ?? "takenOver",
    outstandingPrincipal: text(servicing === null ? 0 : outstandingPrincipal(servicing)),
    due: text(servicing === null ? 0 : totalOf(arrearsOf(servicing, servicing.asOf))),
    held: text(servicing === null ? 0 : servicing.heldMinor + servicing.refundableMinor),
  };
}

function frame(
  { clock, newId }: ServicingOptions,
  loanId: string,
  command: ServiceCommand,
  { on }: CommandContext,
): (LifeCommand | Correction) & { readonly bookedOn: PlainDate } {
  const today = clock.today();
  const effectiveOn = plainDate(on ?? today, "on");
  if (effectiveOn > today) throw inTheFuture({ found: effectiveOn, today });
  const stands: CommandFrame & { readonly bookedOn: PlainDate } = {
    loanId,
    commandId: newId(),
    effectiveOn,
    bookedOn: today,
    recordedAt: clock.now(),
  };
  return { ...command, ...stands };
}

/** Once it is locked, so that what is loaded is what the one before left. */
async function loadLoan(
  unit: UnitOfWork,
  loanId: string,
  giver: Giver | undefined,
): Promise<StoredLoan> {
  const loan = await unit.loans.find(loanId);
  await giver?.check(unit, loan);
  if (loan === undefined) throw unknownLoanId({ loanId });
  return loan;
}

interface Decided {
  readonly facts: readonly LoanFact[];
  readonly state: LoanState;
}

/** Loads the facts only where the command speaks of the past. */
async function decideStored(
  unit: UnitOfWork,
  { state, facts: passed }: CarriedForward,
  command: LifeCommand | Correction,
): Promise<Decided> {
  const asOf = state.servicing?.asOf;
  const listAll = async (): Promise<readonly LoanFact[]> => [
    ...(await unit.facts.list(state.loanId)),
    ...passed,
  ];
  if (isCorrection(command) || isBefore(command.effectiveOn, asOf)) {
    return decideOn(await listAll(), command, asOf);
  }
  const { facts, after } = decideLife(state, command);
  if (after !== undefined) return { facts, state: after };
  return { facts, state: replay([...(await listAll()), ...facts], command.effectiveOn) };
}

function isCorrection(command: LifeCommand | Correction): command is Correction {
  return command.kind === "reversePayment" || command.kind === "amendLoan";
}

function isBefore(day: PlainDate, asOf: PlainDate | undefined): boolean {
  return asOf !== undefined && day < asOf;
}
