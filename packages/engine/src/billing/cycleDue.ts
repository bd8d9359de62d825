import { exactDecimal, toMinorUnits } from "../money/amount.ts";
import { mulDivRound } from "../money/minorUnits.ts";
import type { RoundingMode } from "../money/rounding.ts";
import type { BilledInstallment } from "./billingTerms.ts";

/** What the principal part of a bill depends on. Whole minor units. */
export interface PrincipalAsked {
  /** The principal that is owed, billed or not. */
  readonly owed: number;
  /** Of it, what no bill has asked for yet. */
  readonly unbilled: number;
  /** The cycle's interest. */
  readonly interest: number;
  /** What is owed beyond the limit; zero without one. */
  readonly overlimit: number;
  /** The level installment; used by that rule only. */
  readonly level: number;
  /** Whether the term ends with this bill. */
  readonly isLast: boolean;
}

/**
 * The principal that a bill asks for: at most what no bill has asked for yet, and of what is beyond
 * the limit only what none has.
 *
 * @param places decimals of the currency
 */
export function principalAsked(
  rule: BilledInstallment,
  { owed, unbilled, interest, overlimit, level, isLast }: PrincipalAsked,
  places: number,
  mode: RoundingMode,
): number {
  if (isLast) return unbilled;
  const asked =
    rule.kind === "level"
      ? level - interest
      : Math.max(
          percentOf(owed, rule.percent, mode),
          toMinorUnits(rule.least, places, "installment.least") - interest,
        );
  const askedBefore = owed - unbilled;
  return Math.min(unbilled, Math.max(0, asked, overlimit - askedBefore));
}

function percentOf(
  amount: number,
  percent: Parameters<typeof exactDecimal>[0],
  mode: RoundingMode,
): number {
  const { coefficient, places } = exactDecimal(percent, "installment.percent");
  return mulDivRound(amount, Number(coefficient), 100 * 10 ** places, mode);
}
