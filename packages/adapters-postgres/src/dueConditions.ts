import { currencyCodes, currencyPlaces, type DueQuery, minorUnitsText } from "@lendkit/engine";
import type { Param } from "./param.ts";

/** Conditions on `loan_dues AS due` as SQL, and the parameters from `$1` on that they name. */
export interface DueConditions {
  readonly where: string;
  /** The columns to sort by. */
  readonly order: string;
  readonly params: readonly Param[];
}

/**
 * Only what is given becomes a condition, so that PostgreSQL sees which index serves. Dues of one
 * customer are asked for as a range that begins and ends with the customer: only that customer's
 * index is in the order of it. With an equation PostgreSQL would take dues of all customers in the
 * order of their days to be ordered as well, and read past thousands that are somebody else's.
 */
export function dueConditions(query: DueQuery): DueConditions {
  const { customerIds, loanIds, dueFrom, dueTo, leastUnpaidMinor = 0, after } = query;
  const params: Param[] = [];
  const given = (param: Param): string => `$${params.push(param)}::text`;
  const conditions = ["true"];
  const customerId = onlyOneOf(customerIds);
  const [columns, values] =
    customerId === undefined ? [[], []] : [["due.customer_id"], [given(customerId)]];
  const compare = (sign: string, place: Readonly<Record<string, string>>): void => {
    const left = [...columns, ...Object.keys(place)];
    if (left.length === 0) return;
    const right = [...values, ...Object.values(place)];
    conditions.push(`(${left.join(", ")}) ${sign} (${right.join(", ")})`);
  };
  // Of two beginnings PostgreSQL 15 takes the one that it meets first, not the later one.
  const from = after !== undefined && after.dueOn >= (dueFrom ?? "") ? undefined : dueFrom;
  if (after !== undefined) {
    compare(">", {
      "due.due_on": `${given(after.dueOn)}::date`,
      "due.loan_id": given(after.loanId),
      "due.due_id": given(after.dueId),
    });
  }
  if (after === undefined || from !== undefined) compare(">=", onDay(from, given));
  compare("<=", onDay(dueTo, given));
  if (customerIds !== undefined && customerId === undefined) {
    conditions.push(`due.customer_id = ANY (${given(customerIds)}[])`);
  }
  if (loanIds !== undefined) conditions.push(`due.loan_id = ANY (${given(loanIds)}[])`);
  if (leastUnpaidMinor > 0) {
    const least = given(amountsByCurrency(leastUnpaidMinor));
    // The first half is the condition of the index of unpaid dues.
    conditions.push(`due.unpaid > 0 AND due.unpaid >= (${least}::jsonb ->> due.currency)::numeric`);
  }
  const order = [...columns, "due.due_on", "due.loan_id", "due.due_id"].join(", ");
  return { where: conditions.join(" AND "), order, params };
}

function onlyOneOf(ids: readonly string[] = []): string | undefined {
  const [id, ...others] = new Set(ids);
  return others.length === 0 ? id : undefined;
}

function onDay(
  day: string | undefined,
  given: (param: Param) => string,
): Readonly<Record<string, string>> {
  return day === undefined ? {} : { "due.due_on": `${given(day)}::date` };
}

/** So many minor units in the major unit of every currency, as JSON. */
function amountsByCurrency(minorUnits: number): string {
  const amounts = currencyCodes.map((code) => [
    code,
    minorUnitsText(minorUnits, currencyPlaces(code)),
  ]);
  return JSON.stringify(Object.fromEntries(amounts));
}
