/**
 * A command on a stored loan: lock, load, decide, append, save.
 *
 * @module
 */
import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { totalOf } from "../due/due.ts";
import { canonicalJson } from "../loan/canonicalJson.ts";
import type { CommandFrame, Correction, LifeCommand } from "../loan/commands.ts";
import { decide } from "../loan/decide.ts";
import { decideOn } from "../loan/decideOn.ts";
import { outstandingPrincipal, type ReplayDiff } from "../loan/diffReplay.ts";
import { type DueRow, dueRows } from "../loan/dueRows.ts";
import { arrearsOf } from "../loan/dues.ts";
import { countsInOrder, evolve } from "../loan/evolve.ts";
import type { LoanFact } from "../loan/facts.ts";
import type { LoanState } from "../loan/loanState.ts";
import { plainData } from "../loan/plainData.ts";
import { replay } from "../loan/replay.ts";
import { minorUnitsText } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import type { StoredLoan, UnitOfWork } from "../ports/store.ts";
import { inTheFuture, unknownLoanId } from "./errors.ts";
import type { CommandContext, Receipt, ServiceCommand, ServicingOptions } from "./servicing.ts";

/** See `LoanServicing.command`. */
export function giveCommand(
  options: ServicingOptions,
  loanId: string,
  command: ServiceCommand,
  context: CommandContext,
): Promise<Receipt> {
  const framed = frame(options, loanId, command, context);
  const asked = { loanId, command, on: context.on ?? null };
  return options.store.transact((unit) =>
    once(unit, context.idempotencyKey, asked, async () => {
      const loan = await lockLoan(unit, loanId);
      const { facts, state } = await decideStored(unit, loan.state, framed);
      return keep(unit, loan, facts, state);
    }),
  );
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
    const facts = await unit.facts.list(loanId);
    return decideOn(facts, framed, loan.state.servicing?.asOf).diff;
  });
}

/** Answers again what was answered for the key, or does the work and keeps its answer. */
export async function once(
  unit: UnitOfWork,
  key: string | undefined,
  asked: object,
  work: () => Promise<Receipt>,
): Promise<Receipt> {
  if (key === undefined) return work();
  const fingerprint = canonicalJson(plainData(asked));
  const answered = await unit.idempotency.claim(key, fingerprint);
  if (answered !== undefined) return JSON.parse(answered);
  const answer = canonicalJson(await work());
  await unit.idempotency.answer(key, fingerprint, answer);
  return JSON.parse(answer);
}

/** Stores facts and the state that they lead to. */
export async function keep(
  unit: UnitOfWork,
  loan: StoredLoan,
  facts: readonly LoanFact[],
  state: LoanState,
): Promise<Receipt> {
  await unit.facts.append(facts);
  await unit.loans.save([{ ...loan, state }]);
  await unit.dues.replace(changedRows(dueRows(loan.state), dueRows(state)));
  return receiptOf(facts, state);
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
): LifeCommand | Correction {
  const today = clock.today();
  const effectiveOn = plainDate(on ?? today, "on");
  if (effectiveOn > today) throw inTheFuture({ found: effectiveOn, today });
  const stands: CommandFrame = {
    loanId,
    commandId: newId(),
    effectiveOn,
    bookedOn: today,
    recordedAt: clock.now(),
  };
  return { ...command, ...stands };
}

/** Locked first and loaded after, so that what is loaded is what the one before left. */
async function lockLoan(unit: UnitOfWork, loanId: string): Promise<StoredLoan> {
  await unit.loans.lock([loanId]);
  const loan = await unit.loans.find(loanId);
  if (loan === undefined) throw unknownLoanId({ loanId });
  return loan;
}

/** Loads the facts only where the command speaks of the past. */
async function decideStored(
  unit: UnitOfWork,
  state: LoanState,
  command: LifeCommand | Correction,
): Promise<{ readonly facts: readonly LoanFact[]; readonly state: LoanState }> {
  const asOf = state.servicing?.asOf;
  if (isCorrection(command) || isBefore(command.effectiveOn, asOf)) {
    return decideOn(await unit.facts.list(state.loanId), command, asOf);
  }
  const facts = decide(state, command);
  if (facts.every((fact) => countsInOrder(state, fact))) {
    return { facts, state: facts.reduce<LoanState>(evolve, state) };
  }
  const all = [...(await unit.facts.list(state.loanId)), ...facts];
  return { facts, state: replay(all, command.effectiveOn) };
}

function isCorrection(command: LifeCommand | Correction): command is Correction {
  return command.kind === "reversePayment" || command.kind === "amendLoan";
}

function isBefore(day: PlainDate, asOf: PlainDate | undefined): boolean {
  return asOf !== undefined && day < asOf;
}

/** Rows that are new or different, and those that are gone. */
function changedRows(
  before: readonly DueRow[],
  after: readonly DueRow[],
): { put: readonly DueRow[]; removed: readonly DueRow[] } {
  const was = new Map(before.map((row) => [row.dueId, row]));
  const is = new Set(after.map(({ dueId }) => dueId));
  return {
    put: after.filter((row) => !sameRow(row, was.get(row.dueId))),
    removed: before.filter(({ dueId }) => !is.has(dueId)),
  };
}

function sameRow(row: DueRow, other: DueRow | undefined): boolean {
  return other !== undefined && canonicalJson(row) === canonicalJson(other);
}
