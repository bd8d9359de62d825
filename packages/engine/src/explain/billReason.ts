import type { BillOrigin } from "../loan/billOrigin.ts";
import { minorUnitsText } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { type Expression, named } from "../money/expression.ts";

/** Why an amount of a bill is what it is. */
export interface Reason {
  readonly rule: string;
  readonly source?: string;
  readonly expression: Expression;
}

export const zero: Expression = named("nothing", 0);

export function greatest(...of: readonly Expression[]): Expression {
  return { kind: "greatest", of };
}

export function money({ currency }: BillOrigin["state"], minorUnits: number): string {
  return minorUnitsText(minorUnits, currencyPlaces(currency));
}

/** The facts that caused an adjustment. */
export function factsText(causes: readonly number[]): string {
  return causes.length === 1 ? `fact ${causes.join()}` : `facts ${causes.join(", ")}`;
}
