import { notWholeNumber } from "../calendar/plainDate.ts";
import { type Amount, toMinorUnits } from "../money/amount.ts";
import { mulDivRound } from "../money/minorUnits.ts";
import { percentOutOfRange } from "../schedule/repaymentRule.ts";
import { carryInterest } from "./dayEndInterest.ts";
import type { PortfolioColumns } from "./dayEndPortfolio.ts";
import { checkColumnRate, dayRateOf } from "./dayEndRates.ts";

/** What becomes worse, or better, from the day of the columns on. */
export interface PortfolioStress {
  /**
   * Of either sign, at most two decimals: 200 adds 2 % a year to each rate. No rate falls below
   * zero. Default: 0.
   */
  readonly rateShiftBasisPoints?: Amount;
  /** Borrowers who stop paying. Default: none. */
  readonly stopPaying?: StopPaying;
}

export interface StopPaying {
  /** Of those who pay, 0 to 100, at most six decimals; their number is rounded, ties to even. */
  readonly percent: Amount;
  /** A whole number. The same seed chooses the same borrowers. */
  readonly seed: number;
}

/**
 * New columns under stress; the given ones stay as they are. Interest that has accrued stays at the
 * rate that it accrued at, and installments keep their amount.
 *
 * @throws LendkitError `NOT_A_NUMBER`, `AMOUNT_TOO_PRECISE`, `RATE_OUT_OF_RANGE` for a rate above
 *   1000 %, `PERCENT_OUT_OF_RANGE`, `NOT_A_WHOLE_NUMBER`, `AMOUNT_TOO_LARGE`
 *
 * @example
 * stressColumns(columns, { rateShiftBasisPoints: 200, stopPaying: { percent: 20, seed: 1 } });
 */
export function stressColumns(
  columns: PortfolioColumns,
  { rateShiftBasisPoints = 0, stopPaying }: PortfolioStress = {},
): PortfolioColumns {
  const copy = copyColumns(columns);
  const shift = toMinorUnits(rateShiftBasisPoints, 2, "rateShiftBasisPoints");
  if (shift !== 0) shiftRates(copy, shift);
  if (stopPaying !== undefined) stopSome(copy, stopPaying);
  return copy;
}

function copyColumns(columns: PortfolioColumns): PortfolioColumns {
  return {
    ...columns,
    balance: columns.balance.slice(),
    annualRate: columns.annualRate.slice(),
    dayRate: columns.dayRate.slice(),
    balanceDays: columns.balanceDays.slice(),
    carriedWhole: columns.carriedWhole.slice(),
    carriedRest: columns.carriedRest.slice(),
    principalDue: columns.principalDue.slice(),
    interestDue: columns.interestDue.slice(),
    oldestDueOn: columns.oldestDueOn.slice(),
    daysPastDue: columns.daysPastDue.slice(),
    bucket: columns.bucket.slice(),
    installment: columns.installment.slice(),
    nextDueOn: columns.nextDueOn.slice(),
    dayOfMonth: columns.dayOfMonth.slice(),
    paying: columns.paying.slice(),
    principalPaid: columns.principalPaid.slice(),
    interestPaid: columns.interestPaid.slice(),
  };
}

function shiftRates(columns: PortfolioColumns, shift: number): void {
  for (const [index, rate] of columns.annualRate.entries()) {
    carryInterest(columns, index);
    const field = `The shifted rate of loan ${index}`;
    const shifted = checkColumnRate(Math.max(0, rate + shift), field);
    columns.annualRate[index] = shifted;
    columns.dayRate[index] = dayRateOf(columns.terms, shifted);
  }
}

/**
 * Exactly as many as the percentage asks for, each set of that size as likely as any other: a
 * borrower is chosen with the chance of those still to be chosen among those still to come.
 */
function stopSome(columns: PortfolioColumns, { percent, seed }: StopPaying): void {
  if (!Number.isSafeInteger(seed)) throw notWholeNumber({ found: seed, field: "stopPaying.seed" });
  const field = "stopPaying.percent";
  const units = toMinorUnits(percent, PERCENT_PLACES, field);
  const whole = 100 * 10 ** PERCENT_PLACES;
  if (units < 0 || units > whole) throw percentOutOfRange({ found: String(percent), field });
  let toCome = columns.paying.reduce((sum, each) => sum + each, 0);
  let toChoose = mulDivRound(toCome, units, whole, "halfEven");
  const random = randomParts(seed);
  for (let index = 0; index < columns.length; index += 1) {
    if (columns.paying[index] === 0) continue;
    if (random() * toCome < toChoose) {
      columns.paying[index] = 0;
      toChoose -= 1;
    }
    toCome -= 1;
  }
}

const PERCENT_PLACES = 6;

/** From 0 to 1, excluded, the same for a seed everywhere: Marsaglia's shift register of 32 bits. */
function randomParts(seed: number): () => number {
  const high = Math.imul(Math.floor(seed / 2 ** 32), 0x9e3779b1);
  // Zero alone would stay zero; the first numbers of seeds that are close are alike.
  let state = seed ^ high ^ 0x5bd1e995 || 1;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let warmUp = 0; warmUp < 16; warmUp += 1) next();
  return next;
}
