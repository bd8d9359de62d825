import { datesOutOfOrder, type PlainDate } from "../calendar/plainDate.ts";
import { type ErrorType, errorType } from "../errors.ts";
import { type Amount, minorUnitsText, toMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { Decimal } from "../money/decimal.ts";
import { plainPeriodRate } from "../rate/interestRate.ts";
import { checkInstallments } from "../schedule/emi.ts";
import type { Imported, LoanFact, LoanFactTerms, Opened } from "./facts.ts";
import type { LoanState } from "./loanState.ts";

/** What stands on every command. Ids, dates and instants come from the caller. */
interface CommandFrame {
  readonly loanId: string;
  /** Stands on every fact that the command leads to. */
  readonly commandId: string;
  /** The lender's date from which it counts. */
  readonly effectiveOn: PlainDate;
  /** An ISO 8601 instant, for audit only. */
  readonly recordedAt: string;
}

/** Terms as a caller has them; the fact carries their amounts as text. */
export type LoanCommandTerms = Omit<
  LoanFactTerms,
  "principal" | "annualRatePercent" | "installment"
> & {
  /** Above zero. */
  readonly principal: Amount;
  /** Percent a year. */
  readonly annualRatePercent: Amount;
  /** Above zero. */
  readonly installment: Amount;
};

/** The lender opens a loan on decided terms. */
export interface OpenLoan extends CommandFrame {
  readonly kind: "openLoan";
  readonly terms: LoanCommandTerms;
  readonly calculationVersion: number;
}

/**
 * A loan is taken over as another system states it, or stated anew. The statement speaks for all
 * days up to and including `effectiveOn`.
 */
export interface ImportLoan extends CommandFrame {
  readonly kind: "importLoan";
  readonly terms: LoanCommandTerms;
  /** The number that the loan has in the source. */
  readonly sourceNumber: number;
  /** Whole installments, 0 to the tenor. */
  readonly paidOnTime: number;
}

export type LoanCommand = OpenLoan | ImportLoan;

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
 * The facts that a command leads to, or a refusal. Whatever it answers, `evolve` takes.
 *
 * @param state the loan as its facts make it; undefined where it has none yet
 * @throws LendkitError, the first that applies: `LOAN_ALREADY_OPEN` or `LOAN_HAS_LIVED_ON`;
 *   `UNKNOWN_CURRENCY`; `NOT_A_NUMBER`, `AMOUNT_TOO_PRECISE`, `AMOUNT_TOO_LARGE` or
 *   `INVALID_LOAN_TERMS` of the principal, then of the installment; `NOT_A_NUMBER`,
 *   `RATE_OUT_OF_RANGE`, `RATE_TOO_PRECISE`; `INSTALLMENTS_OUT_OF_RANGE`; `DATES_OUT_OF_ORDER`;
 *   `INVALID_LOAN_TERMS` of paidOnTime, then of sourceNumber.
 */
export function decide(state: LoanState | undefined, command: LoanCommand): readonly LoanFact[] {
  return command.kind === "openLoan" ? [open(state, command)] : [importAnew(state, command)];
}

function open(state: LoanState | undefined, command: OpenLoan): Opened {
  if (state !== undefined) throw loanAlreadyOpen({ loanId: state.loanId });
  return {
    ...frame(state, command),
    kind: "opened",
    terms: factTerms(command.terms),
    calculationVersion: command.calculationVersion,
  };
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

/**
 * Whether a loan has facts beside the statements of its source. `opened` is the only such kind so
 * far, and it sets the origin.
 */
function hasLivedOn(state: LoanState): boolean {
  return state.origin !== "imported";
}

function frame(
  state: LoanState | undefined,
  { loanId, commandId, effectiveOn, recordedAt }: LoanCommand,
): Omit<Opened, "kind" | "terms" | "calculationVersion"> {
  const sequence = (state?.lastSequence ?? 0) + 1;
  return { loanId, sequence, version: 1, effectiveOn, recordedAt, commandId };
}

/** One text for equal amounts, so that equal statements make equal facts. */
function factTerms(terms: LoanCommandTerms): LoanFactTerms {
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
