import { currencyCodes, currencyPlaces, type DueQuery, minorUnitsText } from "@lendkit/engine";
import type { Param } from "./session.ts";

/** Conditions on `loan_dues AS due` as SQL, and the parameters from `$1` on that they name. */
export interface DueConditions {
  readonly where: string;
  readonly params: readonly Param[];
}

/** Only what is given becomes a condition, so that PostgreSQL sees which index serves. */
export function dueConditions(query: DueQuery): DueConditions {
  const { customerIds, loanIds, dueFrom, dueTo, leastUnpaidMinor = 0, after } = query;
  const params: Param[] = [];
  const given = (param: Param): string => `$${params.push(param)}::text`;
  const conditions = ["true"];
  if (customerIds !== undefined) conditions.push(`due.customer_id = ANY (${given(customerIds)}[])`);
  if (loanIds !== undefined) conditions.push(`due.loan_id = ANY (${given(loanIds)}[])`);
  if (dueFrom !== undefined) conditions.push(`due.due_on >= ${given(dueFrom)}::date`);
  if (dueTo !== undefined) conditions.push(`due.due_on <= ${given(dueTo)}::date`);
  if (leastUnpaidMinor > 0) {
    const least = given(amountsByCurrency(leastUnpaidMinor));
    // The first half is the condition of the index of unpaid dues.
    conditions.push(`due.unpaid > 0 AND due.unpaid >= (${least}::jsonb ->> due.currency)::numeric`);
  }
  if (after !== undefined) {
    const { dueOn, loanId, dueId } = after;
    const place = `(${given(dueOn)}::date, ${given(loanId)}, ${given(dueId)})`;
    conditions.push(`(due.due_on, due.loan_id, due.due_id) > ${place}`);
  }
  return { where: conditions.join(" AND "), params };
}

/** So many minor units in the major unit of every currency, as JSON. */
function amountsByCurrency(minorUnits: number): string {
  const amounts = currencyCodes.map((code) => [
    code,
    minorUnitsText(minorUnits, currencyPlaces(code)),
  ]);
  return JSON.stringify(Object.fromEntries(amounts));
}
