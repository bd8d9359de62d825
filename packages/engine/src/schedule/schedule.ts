import { fromEpochDay, type PlainDate } from "../calendar/plainDate.ts";
import { type ErrorType, errorType } from "../errors.ts";
import { fromMinorUnits, minorUnitsText } from "../money/amount.ts";
import type { CurrencyCode } from "../money/currency.ts";
import type { Decimal } from "../money/decimal.ts";
import { toSafe } from "../money/minorUnits.ts";
import { type LoanPlan, rowStart } from "./loanPlan.ts";
import type { RowColumns } from "./rows.ts";
import type { RunEnd } from "./runs.ts";
import { disbursementFees, installmentFees } from "./scheduleFees.ts";

/** One installment. Amounts are in the currency's major unit, zero or more. */
export interface ScheduleRow {
  /** From 1; a down payment is row 1. */
  readonly number: number;
  /** Interest runs from this day, included, to the next row's, excluded. */
  readonly periodStart: PlainDate;
  readonly dueOn: PlainDate;
  readonly openingBalance: Decimal;
  /** Lent within the period, after the first day of the loan. */
  readonly disbursed: Decimal;
  /** Repaid early within the period, apart from the payment that is due. */
  readonly prepaid: Decimal;
  /** `principal` + `interest` + `fees`. */
  readonly payment: Decimal;
  readonly principal: Decimal;
  readonly interest: Decimal;
  readonly fees: Decimal;
  /** Interest of the period that is not paid but added to the balance. */
  readonly capitalized: Decimal;
  /** `openingBalance` + `disbursed` + `capitalized` − `prepaid` − `principal`. */
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
  /** What is lent and capitalized, less what is repaid early. */
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
  /** The last payment, without fees, less what was planned for it, of either sign. */
  readonly residue: Decimal;
  /** The level installment was moved away from the rounded one to bound the residue. */
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

/** One row in whole minor units. */
interface MinorRow {
  readonly openingBalance: number;
  readonly disbursed: number;
  readonly prepaid: number;
  readonly payment: number;
  readonly principal: number;
  readonly interest: number;
  readonly fees: number;
  readonly capitalized: number;
  readonly closingBalance: number;
}

interface MinorTotals {
  readonly payment: number;
  readonly principal: number;
  readonly interest: number;
  readonly fees: number;
}

/** What a schedule is made of, for the modules beside it. */
export interface ScheduleParts {
  readonly plan: LoanPlan;
  readonly columns: RowColumns;
  readonly end: RunEnd;
}

export let partsOf: (schedule: Schedule) => ScheduleParts;

/** A row, counted from 0, in whole minor units. */
export let plannedRowOf: (schedule: Schedule, index: number) => PlannedRow;

export interface PlannedRow extends MinorRow {
  readonly periodStart: PlainDate;
  readonly dueOn: PlainDate;
}

interface OtherMoves {
  readonly disbursed: number;
  readonly prepaid: number;
  readonly capitalized: number;
}

const NO_MOVES: OtherMoves = { disbursed: 0, prepaid: 0, capitalized: 0 };

/**
 * An immutable repayment schedule. It is kept as columns of whole minor units; rows become dates
 * and `Decimal`s when they are read.
 */
export class Schedule implements Iterable<ScheduleRow> {
  readonly currency: CurrencyCode;
  /** How many rows. */
  readonly length: number;
  readonly #plan: LoanPlan;
  readonly #columns: RowColumns;
  readonly #end: RunEnd;

  static {
    partsOf = (schedule) => ({
      plan: schedule.#plan,
      columns: schedule.#columns,
      end: schedule.#end,
    });
    plannedRowOf = (schedule, index) => ({
      ...schedule.#minorRow(index),
      periodStart: schedule.#periodStart(index),
      dueOn: schedule.#dueOn(index),
    });
  }

  /** Schedules come from `amortize` and `reschedule`. */
  constructor(plan: LoanPlan, columns: RowColumns, end: RunEnd) {
    this.currency = plan.loan.currency;
    this.length = end.length;
    this.#plan = plan;
    this.#columns = columns;
    this.#end = end;
  }

  /**
   * The level installment without fees: the first one where it is set anew, and the first payment
   * where the method has none that is level.
   */
  get emi(): Decimal {
    return this.#decimal(this.#emi());
  }

  get totals(): ScheduleTotals {
    const { payment, principal, interest, fees } = this.#totals();
    return {
      payment: this.#decimal(payment),
      principal: this.#decimal(principal),
      interest: this.#decimal(interest),
      fees: this.#decimal(fees),
    };
  }

  get ending(): ScheduleEnding {
    const { residue, smoothed } = this.#end;
    return {
      residue: this.#decimal(residue),
      smoothed,
      endedEarly: this.length < this.#plan.length,
    };
  }

  /** Fees that are kept back when the money is lent. */
  get disbursementFees(): Decimal {
    const { fees, principal } = this.#plan.loan;
    return this.#decimal(disbursementFees(fees, principal));
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
    const index = number - 1;
    const row = this.#minorRow(index);
    return {
      number,
      periodStart: this.#periodStart(index),
      dueOn: this.#dueOn(index),
      openingBalance: this.#decimal(row.openingBalance),
      disbursed: this.#decimal(row.disbursed),
      prepaid: this.#decimal(row.prepaid),
      payment: this.#decimal(row.payment),
      principal: this.#decimal(row.principal),
      interest: this.#decimal(row.interest),
      fees: this.#decimal(row.fees),
      capitalized: this.#decimal(row.capitalized),
      closingBalance: this.#decimal(row.closingBalance),
    };
  }

  *[Symbol.iterator](): Generator<ScheduleRow, void, undefined> {
    for (let number = 1; number <= this.length; number += 1) yield this.row(number);
  }

  /** Plain data for storage or an HTTP answer. */
  toJSON(): ScheduleJson {
    const { places } = this.#plan.loan;
    const text = (minorUnits: number): string => minorUnitsText(minorUnits, places);
    const totals = this.#totals();
    return {
      currency: this.currency,
      emi: text(this.#emi()),
      totals: {
        payment: text(totals.payment),
        principal: text(totals.principal),
        interest: text(totals.interest),
        fees: text(totals.fees),
      },
      rows: this.#jsonRows(),
    };
  }

  /** Texts that rows have in common, with the one before or as zeros, are made once. */
  #jsonRows(): ScheduleRowJson[] {
    const { loan, periods } = this.#plan;
    const { interest: interests, closing } = this.#columns;
    const { places } = loan;
    const plain = !this.#moves && loan.fees.length === 0;
    const zero = minorUnitsText(0, places);
    const text = (amount: number): string => (amount === 0 ? zero : minorUnitsText(amount, places));
    const rows = new Array<ScheduleRowJson>(this.length);
    let opening = loan.lentFirst;
    let openingBalance = text(opening);
    let periodStart = this.#periodStart(0);
    let paid = 0;
    let payment = zero;
    const blank = blankRow(zero, periodStart);
    for (let index = 0; index < this.length; index += 1) {
      const { disbursed, prepaid, capitalized } = plain ? NO_MOVES : this.#others(index);
      const interest = interests[index] ?? 0;
      const left = closing[index] ?? 0;
      const principal = opening + disbursed + capitalized - prepaid - left;
      const fees = plain ? 0 : this.#fees(index, principal, interest, opening);
      if (principal + interest + fees !== paid) {
        paid = principal + interest + fees;
        payment = text(paid);
      }
      const closingBalance = text(left);
      const due = periods.dueOn[index] ?? Number.NaN;
      const dueOn = fromEpochDay(due);
      const beside = plain
        ? blank
        : {
            ...blank,
            disbursed: text(disbursed),
            prepaid: text(prepaid),
            fees: text(fees),
            capitalized: text(capitalized),
          };
      rows[index] = {
        ...beside,
        number: index + 1,
        periodStart,
        dueOn,
        openingBalance,
        payment,
        principal: text(principal),
        interest: text(interest),
        closingBalance,
      };
      opening = left;
      openingBalance = closingBalance;
      const end = periods.end[index] ?? Number.NaN;
      periodStart = end === due ? dueOn : fromEpochDay(end);
    }
    return rows;
  }

  #decimal(minorUnits: number): Decimal {
    return fromMinorUnits(minorUnits, this.#plan.loan.places);
  }

  #emi(): number {
    const { level } = this.#plan.loan.rule;
    const first = this.#firstPaid();
    if (level === "installment" || level === "flat") {
      return this.#end.levels.filter(({ from }) => from <= first).at(-1)?.installment ?? 0;
    }
    const { principal, interest } = this.#minorRow(first);
    return principal + interest;
  }

  /** The first row of an installment: after a down payment and a moratorium, if there are any. */
  #firstPaid(): number {
    const { kinds, periods, loan } = this.#plan;
    const { beforeFirst } = periods;
    const from = loan.moratorium?.fromInstallment === 1 ? loan.moratorium.installments : 0;
    return Math.min(beforeFirst + (kinds === undefined ? 0 : from), this.length - 1);
  }

  #periodStart(index: number): PlainDate {
    return fromEpochDay(rowStart(this.#plan, index));
  }

  #dueOn(index: number): PlainDate {
    return fromEpochDay(this.#plan.periods.dueOn[index] ?? Number.NaN);
  }

  /** @throws LendkitError `AMOUNT_TOO_LARGE` where fees make it so */
  #totals(): MinorTotals {
    const { loan } = this.#plan;
    const { interest: interests, closing } = this.#columns;
    let principal = loan.lentFirst - (closing[this.length - 1] ?? 0);
    let [interest, fees] = [0, 0];
    const moves = this.#moves;
    for (let index = 0; index < this.length; index += 1) {
      interest += interests[index] ?? 0;
      if (moves) {
        const { disbursed, prepaid, capitalized } = this.#others(index);
        principal += disbursed + capitalized - prepaid;
      }
      if (loan.fees.length > 0) fees += this.#minorRow(index).fees;
    }
    const payment = toSafe(BigInt(principal + interest + fees), "The sum of payments");
    return { payment, principal, interest, fees };
  }

  #minorRow(index: number): MinorRow {
    const { interest: interests, closing } = this.#columns;
    const openingBalance = index === 0 ? this.#plan.loan.lentFirst : (closing[index - 1] ?? 0);
    const closingBalance = closing[index] ?? 0;
    const interest = interests[index] ?? 0;
    const { disbursed, prepaid, capitalized } = this.#others(index);
    const principal = openingBalance + disbursed + capitalized - prepaid - closingBalance;
    const fees = this.#fees(index, principal, interest, openingBalance);
    const payment = principal + interest + fees;
    return {
      openingBalance,
      disbursed,
      prepaid,
      payment,
      principal,
      interest,
      fees,
      capitalized,
      closingBalance,
    };
  }

  /** Whether anything beside principal moves a balance. */
  get #moves(): boolean {
    return this.#plan.changes.length > 0 || this.#columns.capitalized !== undefined;
  }

  /** What moves a row's balance beside its principal. */
  #others(index: number): OtherMoves {
    if (!this.#moves) return NO_MOVES;
    const { disbursed, prepaid } = this.#plan.changes.find(({ row }) => row === index) ?? NO_MOVES;
    return { disbursed, prepaid, capitalized: this.#columns.capitalized?.[index] ?? 0 };
  }

  #fees(index: number, principal: number, interest: number, openingBalance: number): number {
    const { loan, periods } = this.#plan;
    if (loan.fees.length === 0 || index < periods.beforeFirst) return 0;
    return installmentFees(loan.fees, index - periods.beforeFirst + 1, {
      principal,
      interest,
      installment: principal + interest,
      openingBalance,
      loan: loan.principal,
    });
  }
}

/** Rows are copied from one: written out as literals, V8 may put them in its slower old space. */
function blankRow(zero: string, day: PlainDate): ScheduleRowJson {
  return {
    number: 0,
    periodStart: day,
    dueOn: day,
    openingBalance: zero,
    disbursed: zero,
    prepaid: zero,
    payment: zero,
    principal: zero,
    interest: zero,
    fees: zero,
    capitalized: zero,
    closingBalance: zero,
  };
}
