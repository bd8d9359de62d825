/**
 * The row loop: every schedule's interest, rounding and balances come from here.
 *
 * @module
 */
import { addBigRatios, type BigRatio, bigRatio, multiplyBigRatios } from "../money/bigRatio.ts";
import { MAX_MINOR_UNITS, type Multiplier, multiply, toSafe } from "../money/minorUnits.ts";
import { type RoundingMode, roundRatio } from "../money/rounding.ts";
import type { Factors } from "./periodInterest.ts";
import type { RepaymentRule } from "./repaymentRule.ts";

/**
 * What a row pays, as numbers so that a column of them is one of bytes: its amount, of which
 * interest is a part; its amount and the interest; the interest alone; nothing, with the interest
 * added to the balance, or forgone; what the minimum rule says.
 */
export const rowKinds = {
  installment: 0,
  principal: 1,
  interest: 2,
  capitalized: 3,
  waived: 4,
  minimum: 5,
} as const;

/** The balance changes within a row. */
export interface RowChange {
  readonly row: number;
  /** Lent, in minor units. */
  readonly disbursed: number;
  /** Repaid early, in minor units. */
  readonly prepaid: number;
  readonly parts: readonly ChangedPart[];
}

/** Lent above zero, repaid below. */
export interface ChangedPart {
  readonly amount: number;
  /** It bears interest from this epoch day, included, to the other, excluded. */
  readonly from: number;
  readonly to: number;
  /** What part of it is interest. */
  readonly factor: BigRatio;
}

/** What the loop goes by. */
export interface RowPlan {
  readonly length: number;
  /** What part of its balance each row bears as interest. */
  readonly interest: Factors;
  /** Absent where every row pays an installment. */
  readonly kinds: Uint8Array | undefined;
  /** In the order of their rows. */
  readonly changes: readonly RowChange[];
  readonly minimum: RepaymentRule["minimum"];
  readonly balanceMayGrow: boolean;
  readonly mode: RoundingMode;
}

/** Whole minor units by row. */
export interface RowColumns {
  readonly interest: Float64Array;
  readonly closing: Float64Array;
  /** Interest added to the balance; absent where there is none in any row. */
  readonly capitalized: Float64Array | undefined;
}

export function emptyColumns(length: number, capitalizes: boolean): RowColumns {
  const bytes = length * Float64Array.BYTES_PER_ELEMENT;
  const memory = new ArrayBuffer((capitalizes ? 3 : 2) * bytes);
  return {
    interest: new Float64Array(memory, 0, length),
    closing: new Float64Array(memory, bytes, length),
    capitalized: capitalizes ? new Float64Array(memory, 2 * bytes, length) : undefined,
  };
}

/** How far the loop came. */
export interface Filled {
  /** The row after the last that was written. */
  readonly end: number;
  readonly balance: number;
  /** Interest of the row `end`, where its installment is less and the balance may not grow. */
  readonly uncovered: number | undefined;
}

/** The installment or level principal: the same in each row, or by row. */
export interface LevelAmount {
  readonly same: number;
  readonly each: Float64Array | undefined;
}

/**
 * Writes rows until `to`, or until the balance is cleared, or until an installment is less than
 * its interest and the balance may not grow. The plan's last row clears what is left.
 *
 * @param opening the balance before the first of the rows
 */
export function fillRows(
  plan: RowPlan,
  columns: RowColumns,
  level: LevelAmount,
  { from, to, opening }: { readonly from: number; readonly to: number; readonly opening: number },
): Filled {
  const { kinds, changes } = plan;
  const { same, each } = plan.interest;
  const { interest, closing } = columns;
  const last = plan.length - 1;
  let next = changes.findIndex(({ row }) => row >= from);
  let nextRow = changes[next]?.row ?? -1;
  let balance = opening;
  for (let row = from; row < to; row += 1) {
    const factor = same ?? each?.[row];
    if (factor === undefined) break;
    let due: number;
    if (row === nextRow) {
      const change = changes[next] ?? NO_CHANGE;
      due = changedInterest(plan, balance, factor, change);
      balance += change.disbursed - change.prepaid;
      next += 1;
      nextRow = changes[next]?.row ?? -1;
    } else due = multiply(balance, factor);

    if (columns.capitalized !== undefined) columns.capitalized[row] = 0;
    if (kinds === undefined || kinds[row] === rowKinds.installment) {
      const amount = level.each?.[row] ?? level.same;
      if (due > amount && row < last && balance > 0) {
        if (!plan.balanceMayGrow) return { end: row, balance, uncovered: due };
        if (columns.capitalized !== undefined) columns.capitalized[row] = due - amount;
        balance = grown(balance, due - amount);
        due = amount;
      } else if (balance > 0) balance += due - amount;
    } else {
      const kind = kinds[row];
      balance -= otherPrincipal(plan, kind, level, { row, balance, due });
      if (kind === rowKinds.capitalized) {
        balance = grown(balance, due);
        if (columns.capitalized !== undefined) columns.capitalized[row] = due;
      }
      if (kind === rowKinds.capitalized || kind === rowKinds.waived) due = 0;
    }
    interest[row] = due;
    if (balance <= 0 || row === last) {
      balance = 0;
      if (nextRow < 0) {
        closing[row] = 0;
        return { end: row + 1, balance, uncovered: undefined };
      }
    }
    closing[row] = balance;
  }
  return { end: to, balance, uncovered: undefined };
}

const NO_CHANGE: RowChange = { row: -1, disbursed: 0, prepaid: 0, parts: [] };

/** @throws LendkitError `AMOUNT_TOO_LARGE` */
function grown(balance: number, added: number): number {
  const sum = balance + added;
  return sum <= MAX_MINOR_UNITS ? sum : toSafe(BigInt(balance) + BigInt(added), "The balance");
}

/** The principal part of a row that is no installment. */
function otherPrincipal(
  { minimum }: RowPlan,
  kind: number | undefined,
  level: LevelAmount,
  { row, balance, due }: { readonly row: number; readonly balance: number; readonly due: number },
): number {
  if (kind === rowKinds.principal) return level.each?.[row] ?? level.same;
  if (kind !== rowKinds.minimum || minimum === undefined) return 0;
  return Math.max(multiply(balance, minimum.ofBalance), minimum.least - due);
}

/** The opening balance bears interest for the whole row, each part of the change from its day. */
function changedInterest(
  { mode }: RowPlan,
  opening: number,
  factor: Multiplier,
  { parts }: RowChange,
): number {
  const exact = parts.reduce(
    (sum, part) => addBigRatios(sum, multiplyBigRatios(bigRatio(BigInt(part.amount)), part.factor)),
    multiplyBigRatios(bigRatio(BigInt(opening)), exactFactor(factor)),
  );
  return toSafe(roundRatio(exact.numerator, exact.denominator, mode), "The interest");
}

/** A multiplier's ratio. */
export function exactFactor({ exact, numerator, denominator }: Multiplier): BigRatio {
  return exact ?? bigRatio(BigInt(numerator), BigInt(denominator));
}
