import type { RowNote } from "@lendkit/engine";

/** How a file's amounts are read. */
export interface RowOptions {
  /** Decimal places of the product's currency: 2 for INR. */
  readonly currencyPlaces: number;
}

/** True for what is to be said of a rejected row, false for the row's values. */
export function isRowNote(result: object): result is RowNote {
  return "severity" in result;
}
