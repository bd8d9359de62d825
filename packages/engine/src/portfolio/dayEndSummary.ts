import type { PlainDate } from "../calendar/plainDate.ts";
import { type CurrencyCode, currencyPlaces } from "../money/currency.ts";
import { Decimal } from "../money/decimal.ts";
import { MAX_MINOR_UNITS } from "../money/minorUnits.ts";
import type { PortfolioColumns } from "./dayEndPortfolio.ts";

/** Loans of one bucket, or of all. Sums are exact: those of the buckets add up to the total's. */
export interface BucketTotals {
  readonly bucket: string;
  readonly loans: number;
  /** Principal, due or not. */
  readonly balance: Decimal;
  /** Accrued and not posted; unrounded, to 40 significant digits. */
  readonly interestAccrued: Decimal;
  readonly principalDue: Decimal;
  readonly interestDue: Decimal;
  /** Since the portfolio's first day. */
  readonly principalPaid: Decimal;
  readonly interestPaid: Decimal;
}

export interface ColumnsSummary {
  readonly asOf: PlainDate;
  readonly currency: CurrencyCode;
  /** The current row first, then the set's rows in their order; also rows without a loan. */
  readonly buckets: readonly BucketTotals[];
  readonly total: Omit<BucketTotals, "bucket">;
}

/**
 * A portfolio by bucket.
 *
 * @example
 * summarizeColumns(columns).buckets.map(({ bucket, loans }) => [bucket, loans]);
 * //=> [["Standard", 800], ["SMA-0", 0], ["SMA-1", 0], ["SMA-2", 0], ["NPA", 200]]
 */
export function summarizeColumns(columns: PortfolioColumns): ColumnsSummary {
  const { terms, asOf, bucket } = columns;
  const names = [terms.buckets.current, ...terms.buckets.buckets.map(({ name }) => name)];
  const sums = names.map(() => new LoanSums());
  for (let index = 0; index < columns.length; index += 1) {
    sums[bucket[index] ?? 0]?.addLoan(columns, index);
  }
  const all = new LoanSums();
  for (const ofBucket of sums) all.addAll(ofBucket);
  return {
    asOf,
    currency: terms.currency,
    buckets: sums.map((ofBucket, row) => ({
      bucket: names[row] ?? "",
      ...totalsOf(ofBucket, columns),
    })),
    total: totalsOf(all, columns),
  };
}

class LoanSums {
  loans = 0;
  readonly balance: ExactSum = new ExactSum();
  /** In minor units over the scale of day rates. */
  readonly interestParts: ExactSum = new ExactSum();
  readonly interestWhole: ExactSum = new ExactSum();
  readonly principalDue: ExactSum = new ExactSum();
  readonly interestDue: ExactSum = new ExactSum();
  readonly principalPaid: ExactSum = new ExactSum();
  readonly interestPaid: ExactSum = new ExactSum();

  addLoan(columns: PortfolioColumns, index: number): void {
    this.loans += 1;
    this.balance.add(columns.balance[index] ?? 0);
    this.interestParts.addProduct(columns.balanceDays[index] ?? 0, columns.dayRate[index] ?? 0);
    this.interestParts.add(columns.carriedRest[index] ?? 0);
    this.interestWhole.add(columns.carriedWhole[index] ?? 0);
    this.principalDue.add(columns.principalDue[index] ?? 0);
    this.interestDue.add(columns.interestDue[index] ?? 0);
    this.principalPaid.add(columns.principalPaid[index] ?? 0);
    this.interestPaid.add(columns.interestPaid[index] ?? 0);
  }

  addAll(other: LoanSums): void {
    this.loans += other.loans;
    this.balance.addBig(other.balance.total());
    this.interestParts.addBig(other.interestParts.total());
    this.interestWhole.addBig(other.interestWhole.total());
    this.principalDue.addBig(other.principalDue.total());
    this.interestDue.addBig(other.interestDue.total());
    this.principalPaid.addBig(other.principalPaid.total());
    this.interestPaid.addBig(other.interestPaid.total());
  }
}

/** A sum of whole numbers, zero or more, of any size: in floats for as long as they are exact. */
class ExactSum {
  #low = 0;
  #high = 0n;

  add(value: number): void {
    const sum = this.#low + value;
    if (sum <= MAX_MINOR_UNITS) {
      this.#low = sum;
    } else {
      this.#high += BigInt(this.#low);
      this.#low = value;
    }
  }

  addProduct(a: number, b: number): void {
    const product = a * b;
    if (product <= MAX_MINOR_UNITS) this.add(product);
    else this.#high += BigInt(a) * BigInt(b);
  }

  addBig(value: bigint): void {
    this.#high += value;
  }

  total(): bigint {
    return this.#high + BigInt(this.#low);
  }
}

function totalsOf(sums: LoanSums, columns: PortfolioColumns): Omit<BucketTotals, "bucket"> {
  const places = currencyPlaces(columns.terms.currency);
  const decimal = (sum: ExactSum): Decimal => new Decimal(`${sum.total()}e-${places}`);
  const scale = BigInt(columns.dayRateScale);
  const interest = sums.interestWhole.total() * scale + sums.interestParts.total();
  return {
    loans: sums.loans,
    balance: decimal(sums.balance),
    interestAccrued: new Decimal(`${interest}e-${places}`).div(columns.dayRateScale),
    principalDue: decimal(sums.principalDue),
    interestDue: decimal(sums.interestDue),
    principalPaid: decimal(sums.principalPaid),
    interestPaid: decimal(sums.interestPaid),
  };
}
