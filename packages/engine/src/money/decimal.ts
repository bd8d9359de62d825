import { Decimal as SharedDecimal } from "decimal.js";

/**
 * decimal.js with settings of our own, so a host that configures its copy changes nothing here:
 * 40 significant digits, ties to even, and text that never falls into exponent notation.
 */
export const Decimal: typeof SharedDecimal = SharedDecimal.clone({
  precision: 40,
  rounding: SharedDecimal.ROUND_HALF_EVEN,
  toExpNeg: -9e15,
  toExpPos: 9e15,
  minE: -9e15,
  maxE: 9e15,
});

export type Decimal = SharedDecimal;
