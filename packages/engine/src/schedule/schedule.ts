import { fromEpochDay, type PlainDate } from "../calendar/plainDate.ts";
import { type ErrorType, errorType } from "../errors.ts";
import { fromMinorUnits, minorUnitsText } from "../money/amount.ts";
import type { CurrencyCode } from "../money/currency.ts";
import type { Decimal } from "../money/decimal.ts";
import type { CheckedLoanTerms } from "./loanTerms.ts";

/** One installment. Amounts are in the currency's major unit. */
export interface ScheduleRow {
  /** From 1. */
  readonly number: number;
  /** Interest runs from this day, included, to `dueOn`, excluded. */
  readonly periodStart: PlainDate;
  readonly dueOn: PlainDate;
  readonly openingBalance: Decimal;
  /** `principal` + `interest` + `fees`. */
  readonly payment: Decimal;
  readonly principal: Decimal;
  readonly interest: Decimal;
  readonly fees: Decimal;
  readonly closingBalance: Decimal;
}

/** A row as JSON: the same fields, amounts as text with all the currency's decimals. */
export type ScheduleRowJson = {
  readonly [Field in keyof ScheduleRow]: ScheduleRow[Field] extends Decimal
    ? string
    : ScheduleRow[Field];
};

export interface ScheduleTotals {
  readonly payment: Decimal;
  readonly principal: Decimal;
  readonly interest: Decimal;
  readonly fees: Decimal;
}

export interface ScheduleJson {
  readonly currency: CurrencyCode;
  readonly emi: string;
  readonly totals: { readonly [Field in keyof ScheduleTotals]: string };
  readonly rows: readonly ScheduleRowJson[];
}

/** How a schedule came to its end. */
export interface ScheduleEnding {
  /** The last payment less the level installment, of either sign. */
  readonly residue: Decimal;
  /** The level installment was moved away from the rounded annuity to bound the residue. */
  readonly smoothed: boolean;
  /** The balance was cleared before the asked number of installments. */
  readonly endedEarly: boolean;
}

export const rowOutOfRange: ErrorType<{ readonly found: string; readonly length: number }> =
  errorType("ROW_OUT_OF_RANGE", {
    kind: "invalid",
    message: ({ found, length }) =>
      `There is no row ${found}, expected a whole number from 1 to ${length}.`,
  });

/** Whole minor units by row, with the level installment from which the other columns follow. */
interface ScheduleColumns {
  readonly length: number;
  readonly installment: number;
  readonly smoothed: boolean;
  /** Epoch days. */
  readonly dueOn: Int32Array;
  readonly interest: Float64Array;
  readonly closing: Float64Array;
}

/** One row in whole minor units and epoch days. */
interface MinorRow {
  readonly periodStart: PlainDate;
  readonly dueOn: PlainDate;
  readonly opening: number;
  readonly principal: number;
  readonly interest: number;
  readonly closing: number;
}

/**
 * An immutable repayment schedule. It is kept as columns of whole minor units; rows become dates
 * and `Decimal`s when they are read.
 */
export class Schedule implements Iterable<ScheduleRow> {
  readonly currency: CurrencyCode;
  /** How many rows. */
  readonly length: number;
  readonly #terms: CheckedLoanTerms;
  readonly #columns: ScheduleColumns;

  /** Schedules come from `amortize`. */
  constructor(terms: CheckedLoanTerms, columns: ScheduleColumns) {
    this.currency = terms.currency;
    this.length = columns.length;
    this.#terms = terms;
    this.#columns = columns;
  }

  /** The level installment; only the last payment may differ from it. */
  get emi(): Decimal {
    return this.#decimal(this.#columns.installment);
  }

  get totals(): ScheduleTotals {
    const { principal, interest } = this.#sums();
    return {
      payment: this.#decimal(principal + interest),
      principal: this.#decimal(principal),
      interest: this.#decimal(interest),
      fees: this.#decimal(0),
    };
  }

  get ending(): ScheduleEnding {
    const last = this.#minorRow(this.length - 1);
    return {
      residue: this.#decimal(last.principal + last.interest - this.#columns.installment),
      smoothed: this.#columns.smoothed,
      endedEarly: this.length < this.#terms.installments,
    };
  }

  /**
   * One row, counted from 1.
   *
   * @throws LendkitError `ROW_OUT_OF_RANGE`
   */
  row(number: number): ScheduleRow {
    if (!Number.isInteger(number) || number < 1 || number > this.length) {
      throw rowOutOfRange({ found: String(number), length: this.length });
    }
    const row = this.#minorRow(number - 1);
    return {
      number,
      periodStart: row.periodStart,
      dueOn: row.dueOn,
      openingBalance: this.#decimal(row.opening),
      payment: this.#decimal(row.principal + row.interest),
      principal: this.#decimal(row.principal),
      interest: this.#decimal(row.interest),
      fees: this.#decimal(0),
      closingBalance: this.#decimal(row.closing),
    };
  }

  *[Symbol.iterator](): Generator<ScheduleRow, void, undefined> {
    for (let number = 1; number <= this.length; number += 1) yield this.row(number);
  }

  /** Plain data for storage or an HTTP answer. */
  toJSON(): ScheduleJson {
    const { places } = this.#terms;
    const text = (minorUnits: number): string => minorUnitsText(minorUnits, places);
    const { principal, interest } = this.#sums();
    const rows = Array.from({ length: this.length }, (_, index) => {
      const row = this.#minorRow(index);
      return {
        number: index + 1,
        periodStart: row.periodStart,
        dueOn: row.dueOn,
        openingBalance: text(row.opening),
        payment: text(row.principal + row.interest),
        principal: text(row.principal),
        interest: text(row.interest),
        fees: text(0),
        closingBalance: text(row.closing),
      };
    });
    return {
      currency: this.currency,
      emi: text(this.#columns.installment),
      totals: {
        payment: text(principal + interest),
        principal: text(principal),
        interest: text(interest),
        fees: text(0),
      },
      rows,
    };
  }

  #decimal(minorUnits: number): Decimal {
    return fromMinorUnits(minorUnits, this.#terms.places);
  }

  #sums(): { principal: number; interest: number } {
    let interest = 0;
    for (let index = 0; index < this.length; index += 1) {
      interest += this.#columns.interest[index] ?? 0;
    }
    return { principal: this.#terms.principal, interest };
  }

  #minorRow(index: number): MinorRow {
    const { dueOn, interest, closing } = this.#columns;
    const opening = index === 0 ? this.#terms.principal : (closing[index - 1] ?? 0);
    const closingBalance = closing[index] ?? 0;
    return {
      periodStart:
        index === 0 ? this.#terms.disbursedOn : fromEpochDay(dueOn[index - 1] ?? Number.NaN),
      dueOn: fromEpochDay(dueOn[index] ?? Number.NaN),
      opening,
      principal: opening - closingBalance,
      interest: interest[index] ?? 0,
      closing: closingBalance,
    };
  }
}
