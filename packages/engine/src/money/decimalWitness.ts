/**
 * Test support: decimal.js as an independent witness for what our own arithmetic says.
 *
 * @module
 */
import { Decimal } from "decimal.js";
import type { RoundingMode } from "./rounding.ts";

/** 150 digits: every product and quotient under test is settled with room to spare. */
export const Witness: typeof Decimal = Decimal.clone({
  precision: 150,
  toExpNeg: -9e15,
  toExpPos: 9e15,
});

/** What decimal.js calls each mode. */
export const decimalMode: Readonly<Record<RoundingMode, Decimal.Rounding>> = {
  up: Decimal.ROUND_UP,
  down: Decimal.ROUND_DOWN,
  ceiling: Decimal.ROUND_CEIL,
  floor: Decimal.ROUND_FLOOR,
  halfUp: Decimal.ROUND_HALF_UP,
  halfDown: Decimal.ROUND_HALF_DOWN,
  halfEven: Decimal.ROUND_HALF_EVEN,
};

/** `value` as a multiple of `unit`. */
export function roundedTo(unit: Decimal.Value, mode: RoundingMode, value: Decimal): Decimal {
  return value.div(unit).toDecimalPlaces(0, decimalMode[mode]).times(unit);
}
