/**
 * Facts: what came from outside and what the borrower was shown. They are appended and never
 * changed; everything else about a loan is computed from them.
 *
 * Amounts are decimal text with all the currency's decimals. No personal data stands in a fact.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import type { CurrencyCode } from "../money/currency.ts";

/** What stands on every fact, whatever it says. */
interface FactFrame {
  readonly loanId: string;
  /** From 1, without holes, in the order of recording. */
  readonly sequence: number;
  /** Version of the fact's own shape; old versions keep reading. */
  readonly version: 1;
  /** The lender's date from which it counts. */
  readonly effectiveOn: PlainDate;
  /** An ISO 8601 instant, for audit only; nothing is computed with it. */
  readonly recordedAt: string;
  /** The command that led to it. */
  readonly commandId: string;
}

/** The lender opened the loan on these terms. */
export interface Opened extends FactFrame {
  readonly kind: "opened";
  readonly terms: LoanFactTerms;
  /** The calculation rules that this loan keeps for life. */
  readonly calculationVersion: number;
}

/**
 * The loan was taken over from another system, as that system stated it. Nothing is invented
 * from it: no schedule, no dues, no balance. A later `imported` fact replaces the statement.
 */
export interface Imported extends FactFrame {
  readonly kind: "imported";
  readonly terms: LoanFactTerms;
  /** The number the loan has in the source, which two loans may share. */
  readonly sourceNumber: number;
  /** Installments that the source says were paid on time; 0 to the tenor. */
  readonly paidOnTime: number;
  /** The last day that the source speaks for; facts before it are refused. */
  readonly cutoverOn: PlainDate;
}

export interface LoanFactTerms {
  readonly customerId: string;
  readonly currency: CurrencyCode;
  /** Decimal text, above zero. */
  readonly principal: string;
  /** Decimal text, percent a year. */
  readonly annualRatePercent: string;
  readonly tenorMonths: number;
  /** The level installment: computed for an opened loan, as stated for an imported one. */
  readonly installment: string;
  readonly startedOn: PlainDate;
  /** The last installment's due date. */
  readonly endsOn: PlainDate;
}

export type LoanFact = Opened | Imported;
