import { datesOutOfOrder } from "../calendar/plainDate.ts";
import { type ErrorType, errorType } from "../errors.ts";
import { type Amount, minorUnitsText, toMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { Decimal } from "../money/decimal.ts";
import { checkOption } from "../money/unknownOption.ts";
import { plainPeriodRate } from "../rate/interestRate.ts";
import { amortize } from "../schedule/amortize.ts";
import { checkInstallments } from "../schedule/emi.ts";
import { isBilled } from "./billedCredit.ts";
import type {
  CommandFrame,
  ImportLoan,
  LoanCommand,
  LoanCommandTerms,
  OpenLoan,
} from "./commands.ts";
import { decideLife } from "./decideLife.ts";
import type { Imported, LoanFact, LoanFactTerms, Opened, ServicingTerms } from "./facts.ts";
import type { LoanState } from "./loanState.ts";
import { plainData } from "./plainData.ts";
import { checkBilledServicing, checkServicingRules } from "./servicingRules.ts";

export const unknownLoan: ErrorType<{ readonly loanId: string }> = errorType("UNKNOWN_LOAN", {
  kind: "notFound",
  message: ({ loanId }) => `The loan ${loanId} has no facts yet. Open or import it first.`,
});

export const loanAlreadyOpen: ErrorType<{ readonly loanId: string }> = errorType(
  "LOAN_ALREADY_OPEN",
  {
    kind: "conflict",
    message: ({ loanId }) => `There already is a loan ${loanId}. Open this one under another id.`,
  },
);

export const loanHasLivedOn: ErrorType<{ readonly loanId: string }> = errorType(
  "LOAN_HAS_LIVED_ON",
  {
    kind: "refused",
    message: ({ loanId }) =>
      `The loan ${loanId} has facts of its own since it was taken over, so a new statement of ` +
      "its source no longer replaces it. Change it here instead.",
  },
);

export const invalidLoanTerms: ErrorType<{
  readonly field: string;
  readonly found: string;
  readonly expected: string;
}> = errorType("INVALID_LOAN_TERMS", {
  kind: "invalid",
  message: ({ field, found, expected }) => `${field} is ${found}, expected ${expected}.`,
});

/**
 * The facts that a command leads to, or a refusal. Whatever it answers, `evolve` takes; where
 * `countsInOrder` says that it does not, because a fact of the same day counts later, replay all.
 *
 * The loan is advanced to the command's day before it is decided, so a day-end that comes late
 * changes nothing. A command of an earlier day than the loan was carried forward to, and one that
 * speaks of earlier facts, is decided by `decideOn`.
 *
 * @param state the loan as its facts make it; undefined where it has none yet
 * @throws LendkitError of `openLoan` and `importLoan` the first that applies: `LOAN_ALREADY_OPEN`
 *   or `LOAN_HAS_LIVED_ON`; `UNKNOWN_CURRENCY`; `NOT_A_NUMBER`, `AMOUNT_TOO_PRECISE`,
 *   `AMOUNT_TOO_LARGE` or `INVALID_LOAN_TERMS` of the principal, then of the installment;
 *   `NOT_A_NUMBER`, `RATE_OUT_OF_RANGE`, `RATE_TOO_PRECISE`; `INSTALLMENTS_OUT_OF_RANGE`;
 *   `DATES_OUT_OF_ORDER`; `INVALID_LOAN_TERMS` of paidOnTime, then of sourceNumber; of the
 *   servicing terms as `amortize` and `checkServicingRules`. Of the others see `decideLife`.
 */
export function decide(state: LoanState | undefined, command: LoanCommand): readonly LoanFact[] {
  if (command.kind === "openLoan") return [open(state, command)];
  if (command.kind === "importLoan") return [importAnew(state, command)];
  if (state === undefined) throw unknownLoan({ loanId: command.loanId });
  return decideLife(state, command).facts;
}

function open(state: LoanState | undefined, command: OpenLoan): Opened {
  if (state !== undefined) throw loanAlreadyOpen({ loanId: state.loanId });
  const { servicing } = command;
  const fact: Opened = {
    ...frame(state, command),
    kind: "opened",
    terms: factTerms(command.terms),
    calculationVersion: command.calculationVersion,
  };
  if (servicing === undefined) return fact;
  checkServicing(command.terms, servicing);
  return { ...fact, version: 2, servicing: plainData(servicing) };
}

function importAnew(state: LoanState | undefined, command: ImportLoan): Imported {
  if (state !== undefined && hasLivedOn(state)) throw loanHasLivedOn({ loanId: state.loanId });
  const { paidOnTime, sourceNumber, terms } = command;
  const fact: Imported = {
    ...frame(state, command),
    kind: "imported",
    terms: factTerms(terms),
    sourceNumber,
    paidOnTime,
    cutoverOn: command.effectiveOn,
  };
  checkWhole("paidOnTime", paidOnTime, 0, terms.tenorMonths);
  checkWhole("sourceNumber", sourceNumber, 1, Number.MAX_SAFE_INTEGER);
  return fact;
}

/** Whether a loan has facts beside the statements of its source. */
function hasLivedOn(state: LoanState): boolean {
  return state.origin !== "imported" || state.servicing !== null;
}

function frame(
  state: LoanState | undefined,
  { loanId, commandId, effectiveOn, recordedAt }: CommandFrame,
): Omit<Opened, "kind" | "terms" | "calculationVersion" | "servicing"> {
  const sequence = (state?.lastSequence ?? 0) + 1;
  return { loanId, sequence, version: 1, effectiveOn, recordedAt, commandId };
}

/** That a loan on these terms can be repaid, if all is lent on its first day. */
export function checkServicing(
  { currency, principal, annualRatePercent, tenorMonths, startedOn }: LoanCommandTerms,
  { repayment, rules }: ServicingTerms,
): void {
  checkServicingRules(rules, currencyPlaces(currency));
  if (isBilled(repayment)) {
    checkBilledServicing(repayment, rules, currencyPlaces(currency));
    return;
  }
  // A fee that is kept back when money is lent is a charge of that day in a serviced loan.
  for (const { due } of repayment.fees ?? []) {
    if (typeof due === "string") checkOption("repayment.fees.due", due, ["everyInstallment"]);
  }
  amortize({
    ...repayment,
    currency,
    principal,
    annualRatePercent,
    installments: tenorMonths,
    disbursedOn: startedOn,
  });
}

/** One text for equal amounts, so that equal statements make equal facts. */
export function factTerms(terms: LoanCommandTerms): LoanFactTerms {
  const places = currencyPlaces(terms.currency);
  const principal = positiveText("principal", terms.principal, places);
  const installment = positiveText("installment", terms.installment, places);
  plainPeriodRate(terms.annualRatePercent, 12);
  checkInstallments(terms.tenorMonths, "tenorMonths");
  const { startedOn, endsOn } = terms;
  if (endsOn < startedOn) throw datesOutOfOrder({ start: startedOn, end: endsOn });
  return {
    customerId: terms.customerId,
    currency: terms.currency,
    principal,
    annualRatePercent: new Decimal(String(terms.annualRatePercent)).toString(),
    tenorMonths: terms.tenorMonths,
    installment,
    startedOn,
    endsOn,
  };
}

function positiveText(field: string, amount: Amount, places: number): string {
  const minorUnits = toMinorUnits(amount, places, field);
  if (minorUnits <= 0) {
    throw invalidLoanTerms({ field, found: String(amount), expected: "an amount above zero" });
  }
  return minorUnitsText(minorUnits, places);
}

function checkWhole(field: string, value: number, least: number, most: number): void {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return;
  const expected = `a whole number from ${least} to ${most}`;
  throw invalidLoanTerms({ field, found: String(value), expected });
}
