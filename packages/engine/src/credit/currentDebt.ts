import type { PlainDate } from "../calendar/plainDate.ts";
import { fromMinorUnits, toMinorUnits } from "../money/amount.ts";
import type { Decimal } from "../money/decimal.ts";
import { toSafe } from "../money/minorUnits.ts";
import { roundRatio } from "../money/rounding.ts";
import { type CreditRecord, isCurrent } from "./creditRecord.ts";

/** The loans of one customer, in one currency, by where they come from. */
export interface DebtRecords {
  /** Taken over from another system: the part that it does not call paid counts, while current. */
  readonly imported: readonly CreditRecord[];
  /** Opened here: the whole principal counts. */
  readonly opened: readonly CreditRecord[];
}

/**
 * What a customer owes as far as their loans tell: for each imported loan that is current on
 * `asOf`, principal × (tenor − paid on time) / tenor, never below zero; for each opened loan its
 * principal. The exact sum is rounded once, ties to even.
 *
 * @param places decimal places of the currency
 * @throws LendkitError `AMOUNT_TOO_LARGE` beyond 2^53 - 1 minor units.
 *
 * @example
 * // 900,000 over 138 months, 86 of them paid on time: 900000 × 52 / 138 = 339130.4347…
 * currentDebt({ imported: [loan], opened: [] }, plainDate("2026-11-20"), 2).toFixed(2);
 * //=> "339130.43"
 */
export function currentDebt(loans: DebtRecords, asOf: PlainDate, places: number): Decimal {
  const minorUnits = (principal: Decimal): bigint =>
    BigInt(toMinorUnits(principal, places, "principal"));

  const dueByTenor = new Map<bigint, bigint>();
  for (const loan of loans.imported) {
    if (!isCurrent(loan, asOf)) continue;
    const tenor = BigInt(loan.tenorMonths);
    const unpaid = BigInt(Math.max(0, loan.tenorMonths - loan.paidOnTime));
    const due = minorUnits(loan.principal) * unpaid;
    dueByTenor.set(tenor, (dueByTenor.get(tenor) ?? 0n) + due);
  }
  let numerator = loans.opened.reduce((sum, { principal }) => sum + minorUnits(principal), 0n);
  let denominator = 1n;
  for (const [tenor, due] of dueByTenor) {
    numerator = numerator * tenor + due * denominator;
    denominator *= tenor;
  }
  return fromMinorUnits(
    toSafe(roundRatio(numerator, denominator, "halfEven"), "currentDebt"),
    places,
  );
}
