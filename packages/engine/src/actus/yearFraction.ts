import type { DayCountRule } from "../calendar/dayCount/rule.ts";
import { dayCountRules } from "../calendar/dayCount.ts";
import { fromEpochDay } from "../calendar/plainDate.ts";
import { Decimal } from "../money/decimal.ts";
import { checkOption } from "../money/unknownOption.ts";
import type { ActusContract, ActusDayCount } from "./contract.ts";

const rules = {
  AA: "ACT/ACT.ISDA",
  A360: "ACT/360",
  A365: "ACT/365.FIXED",
  "30E360": "30E/360",
  "30E360ISDA": "30E/360.ISDA",
} as const satisfies Record<ActusDayCount, keyof typeof dayCountRules>;

/**
 * The part of a year between two epoch days.
 *
 * @throws LendkitError `UNKNOWN_OPTION`
 */
export function yearFraction(
  { dayCountConvention, maturityDate }: ActusContract,
  from: number,
  to: number,
): Decimal {
  checkOption("dayCountConvention", dayCountConvention, Object.keys(rules));
  const rule: DayCountRule<"terminationDate"> = dayCountRules[rules[dayCountConvention]];
  const last = maturityDate === undefined ? undefined : maturityDate.split("T")[0];
  const terminationDate = last === fromEpochDay(to) ? fromEpochDay(to) : null;
  const { numerator, denominator } = rule.fraction(from, to, { terminationDate });
  return new Decimal(numerator).div(denominator);
}
