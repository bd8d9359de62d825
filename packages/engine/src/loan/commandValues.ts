/**
 * What stands in a command, checked, as a fact keeps it.
 *
 * @module
 */
import { datesOutOfOrder, plainDate } from "../calendar/plainDate.ts";
import { type Amount, minorUnitsText, toMinorUnits } from "../money/amount.ts";
import { Decimal } from "../money/decimal.ts";
import { plainPeriodRate } from "../rate/interestRate.ts";
import type { CommandFrame } from "./commands.ts";
import { amountOutOfRange } from "./errors.ts";
import type { LifeFact } from "./facts.ts";
import type { LoanState } from "./loanState.ts";

type LifeFrame = Omit<Extract<LifeFact, { kind: "voided" }>, "kind">;

/** @throws LendkitError `INVALID_DATE`, `DATES_OUT_OF_ORDER` for a day of booking before the fact's */
export function lifeFrame(state: LoanState, command: CommandFrame): LifeFrame {
  const { loanId, commandId, effectiveOn, recordedAt } = command;
  const bookedOn = plainDate(command.bookedOn ?? effectiveOn, "bookedOn");
  if (bookedOn < effectiveOn) throw datesOutOfOrder({ start: effectiveOn, end: bookedOn });
  const sequence = state.lastSequence + 1;
  return { loanId, sequence, version: 1, effectiveOn, bookedOn, recordedAt, commandId };
}

/** @throws LendkitError `AMOUNT_OUT_OF_RANGE` */
export function amountText(amount: Amount, field: string, places: number, most?: number): string {
  const minorUnits = toMinorUnits(amount, places, field);
  if (minorUnits <= 0 || (most !== undefined && minorUnits > most)) {
    throw amountOutOfRange({
      field,
      found: String(amount),
      most: minorUnitsText(most ?? Number.MAX_SAFE_INTEGER, places),
    });
  }
  return minorUnitsText(minorUnits, places);
}

/** @throws LendkitError `AMOUNT_OUT_OF_RANGE` */
export function zeroOrMore(amount: Amount, field: string, places: number): string {
  const minorUnits = toMinorUnits(amount, places, field);
  if (minorUnits >= 0) return minorUnitsText(minorUnits, places);
  const most = minorUnitsText(Number.MAX_SAFE_INTEGER, places);
  throw amountOutOfRange({ field, found: String(amount), most });
}

export function rateText(annualRatePercent: Amount): string {
  plainPeriodRate(annualRatePercent, 1);
  return new Decimal(String(annualRatePercent)).toString();
}
