/**
 * The base installment that repays a balance over given rows, exact to the rounding unit.
 *
 * In a row of the factor f, in which a is lent, a balance B becomes B·(1 + f) + a' − w·x: x is the
 * base installment, paid w times, and a' is a with its interest to the row's end. That is linear in
 * x, so two sums over the rows give it: what would be owed at the end if nothing were paid, and
 * what payments of 1 would grow to. Rows that pay their own interest, or none, grow nothing.
 *
 * @module
 */
import { addBigRatios, type BigRatio, bigRatio, multiplyBigRatios } from "../money/bigRatio.ts";
import { toSafe } from "../money/minorUnits.ts";
import { type RoundingMode, roundRatio } from "../money/rounding.ts";
import { relativeError, settleRounding } from "./annuity.ts";
import { type Factors, factorOf } from "./periodInterest.ts";
import { exactFactor, type RowChange, rowKinds } from "./rows.ts";

export interface LevelRows {
  /** The first row, and the row after the last. */
  readonly from: number;
  readonly to: number;
  /** Minor units, before the first row. */
  readonly balance: number;
  /** Left over after the last row. */
  readonly balloon: number;
  readonly factors: Factors;
  /** Absent where every row pays an installment. */
  readonly kinds: Uint8Array | undefined;
  /** How many times each row pays the base installment, times `scale`; absent where all pay it once. */
  readonly times: Float64Array | undefined;
  readonly scale: number;
  /** In the order of their rows, none before `from`. */
  readonly changes: readonly RowChange[];
  readonly unit: number;
  readonly mode: RoundingMode;
}

/**
 * In minor units, a multiple of the unit, rounded from the exact value. Zero where no row pays it.
 *
 * @throws LendkitError `AMOUNT_TOO_LARGE`
 */
export function levelInstallment(rows: LevelRows): number {
  const { unit, mode } = rows;
  const { guess, margin } = guessInstallment(rows);
  const settled = settleRounding(guess, margin, mode);
  if (settled !== undefined && Number.isSafeInteger(settled * unit)) return settled * unit;
  const exact = exactInstallment(rows);
  if (exact === undefined) return 0;
  const rounded = roundRatio(exact.numerator, exact.denominator * BigInt(unit), mode);
  return toSafe(rounded * BigInt(unit), "The installment");
}

/** Both sums, and what is still to be added to them, are scaled down before they leave the doubles. */
const HUGE = 2 ** 500;

/**
 * Each row multiplies both sums by a growth that is within 3u of its own (u = 2^-53) and adds, so
 * after n rows each is within 5n·u of itself, and `relativeError` above both. What is repaid early
 * is taken off, so the error is measured by the size of all that was added or taken off.
 */
function guessInstallment(rows: LevelRows): { guess: number; margin: number } {
  const { factors, kinds, times, changes } = rows;
  let one = 1;
  let owed = rows.balance;
  let size = owed;
  let payments = 0;
  let next = 0;
  for (let row = rows.from; row < rows.to; row += 1) {
    const kind = kinds === undefined ? rowKinds.installment : kinds[row];
    const growth = grows(kind) ? 1 + factorOf(factors, row).guess : 1;
    owed *= growth;
    size *= growth;
    payments *= growth;
    if (changes[next]?.row === row) {
      for (const { amount, factor } of changes[next]?.parts ?? []) {
        const bears = grows(kind) ? Number(factor.numerator) / Number(factor.denominator) : 0;
        owed += amount * (1 + bears) * one;
        size += Math.abs(amount) * (1 + bears) * one;
      }
      next += 1;
    }
    if (kind === rowKinds.installment) payments += (times?.[row] ?? 1) * one;
    if (size > HUGE) {
      owed /= HUGE;
      size /= HUGE;
      payments /= HUGE;
      one /= HUGE;
    }
  }
  const balloon = rows.balloon * one;
  const divisor = (payments * rows.unit) / rows.scale;
  const error = relativeError(rows.to - rows.from);
  return { guess: (owed - balloon) / divisor, margin: ((size + balloon) / divisor) * error };
}

/** Absent where no row pays an installment. */
function exactInstallment(rows: LevelRows): BigRatio | undefined {
  const { factors, kinds, times, changes } = rows;
  let owed = BigInt(rows.balance);
  let payments = 0n;
  let denominator = 1n;
  let next = 0;
  for (let row = rows.from; row < rows.to; row += 1) {
    const kind = kinds === undefined ? rowKinds.installment : kinds[row];
    if (grows(kind)) {
      const exact = exactFactor(factorOf(factors, row));
      const growth = exact.numerator + exact.denominator;
      owed *= growth;
      payments *= growth;
      denominator *= exact.denominator;
    }
    if (changes[next]?.row === row) {
      const lent = withInterest(changes[next]?.parts ?? [], grows(kind));
      owed = owed * lent.denominator + lent.numerator * denominator;
      payments *= lent.denominator;
      denominator *= lent.denominator;
      next += 1;
    }
    if (kind === rowKinds.installment) payments += BigInt(times?.[row] ?? 1) * denominator;
  }
  if (payments === 0n) return undefined;
  const repaid = owed - BigInt(rows.balloon) * denominator;
  return { numerator: repaid * BigInt(rows.scale), denominator: payments };
}

function withInterest(parts: RowChange["parts"], bears: boolean): BigRatio {
  return parts.reduce((sum, { amount, factor }) => {
    const lent = bigRatio(BigInt(amount));
    const added = bears ? addBigRatios(lent, multiplyBigRatios(lent, factor)) : lent;
    return addBigRatios(sum, added);
  }, bigRatio(0n));
}

/** Whether a row's interest stays in the sum: paid by the installment, or added to the balance. */
function grows(kind: number | undefined): boolean {
  return kind === rowKinds.installment || kind === rowKinds.capitalized;
}
