import type { PlainDate } from "../calendar/plainDate.ts";
import type { CurrencyCode } from "../money/currency.ts";

/**
 * A loan as its facts make it: plain data, so that equal facts give equal text. Amounts are whole
 * minor units of `currency`.
 */
export interface LoanState {
  readonly loanId: string;
  readonly customerId: string;
  readonly origin: "opened" | "imported";
  readonly currency: CurrencyCode;
  readonly principalMinor: number;
  /** Decimal text, percent a year. */
  readonly annualRatePercent: string;
  readonly tenorMonths: number;
  readonly installmentMinor: number;
  /** Installments paid on time. */
  readonly paidOnTime: number;
  readonly startedOn: PlainDate;
  readonly endsOn: PlainDate;
  /** The number in the system that an imported loan came from. */
  readonly sourceNumber: number | null;
  /** The last day that the source of an imported loan speaks for. */
  readonly cutoverOn: PlainDate | null;
  readonly calculationVersion: number;
  /** The last fact in it. */
  readonly lastSequence: number;
}
