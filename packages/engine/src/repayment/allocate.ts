import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { byKind, type Due, type DueKind, dueKinds, nothing } from "../due/due.ts";
import { type ErrorType, errorType } from "../errors.ts";
import { type Amount, fromMinorUnits, toMinorUnits } from "../money/amount.ts";
import { type CurrencyCode, currencyPlaces } from "../money/currency.ts";
import type { Decimal } from "../money/decimal.ts";
import { checkOption } from "../money/unknownOption.ts";
import { checkWaterfall, payDues, sumOfParts, type Waterfall } from "./waterfall.ts";

/** What is owed and not yet paid. Kinds that are left out are zero. */
export interface UnpaidDue {
  /** Unique among the dues. */
  readonly id: string;
  readonly dueOn: PlainDate;
  readonly unpaid: { readonly [Kind in DueKind]?: Amount };
}

export interface Allocation {
  /** Dues that got something, the first paid first. */
  readonly parts: readonly { readonly dueId: string; readonly amounts: AllocatedAmounts }[];
  readonly totals: AllocatedAmounts;
  /** What pays none of the dues. Parts and remainder sum to the amount. */
  readonly remainder: Decimal;
}

export type AllocatedAmounts = { readonly [Kind in DueKind]: Decimal };

export const cannotAllocate: ErrorType<{ readonly field: string; readonly found: string }> =
  errorType("CANNOT_ALLOCATE", {
    kind: "invalid",
    message: ({ field, found }) => `${field} is ${found}, expected an amount of zero or more.`,
  });

export const duplicateDue: ErrorType<{ readonly dueId: string }> = errorType("DUPLICATE_DUE", {
  kind: "invalid",
  message: ({ dueId }) => `Two dues are called ${dueId}, expected an id of its own for each.`,
});

/**
 * Which dues an amount pays, and what of them: past dues first, the oldest first, and within them
 * by the waterfall.
 *
 * @param options.asOf the day of the payment; dues after it are not paid
 * @throws LendkitError `UNKNOWN_CURRENCY`, `UNKNOWN_OPTION`, `INVALID_WATERFALL`, `INVALID_DATE`,
 *   `DUPLICATE_DUE`, `CANNOT_ALLOCATE` for an amount below zero; `NOT_A_NUMBER`,
 *   `AMOUNT_TOO_PRECISE`, `AMOUNT_TOO_LARGE`
 *
 * @example
 * const { parts, remainder } = allocate({
 *   currency: "INR",
 *   dues: [{ id: "installment 1", dueOn: plainDate("2024-02-29"), unpaid: { interest: 40, principal: 60 } }],
 *   amount: 70,
 *   waterfall: { direction: "vertical", kinds: ["penalty", "fee", "interest", "principal"] },
 *   asOf: plainDate("2024-03-05"),
 * });
 * parts[0].amounts.principal; //=> 30
 */
export function allocate(options: {
  readonly currency: CurrencyCode;
  readonly dues: readonly UnpaidDue[];
  readonly amount: Amount;
  readonly waterfall: Waterfall;
  readonly asOf: PlainDate;
}): Allocation {
  const places = currencyPlaces(options.currency);
  checkWaterfall(options.waterfall);
  const dues = options.dues.map((due) => checkedDue(due, places));
  checkUnique(dues);
  const amount = notNegative(options.amount, places, "amount");
  const paid = payDues(dues, amount, options.waterfall, plainDate(options.asOf, "asOf"));
  const decimals = (amounts: Due["paid"]): AllocatedAmounts => ({
    penalty: fromMinorUnits(amounts.penalty, places),
    fee: fromMinorUnits(amounts.fee, places),
    interest: fromMinorUnits(amounts.interest, places),
    principal: fromMinorUnits(amounts.principal, places),
  });
  return {
    parts: paid.parts.map(({ dueId, amounts }) => ({ dueId, amounts: decimals(amounts) })),
    totals: decimals(sumOfParts(paid.parts)),
    remainder: fromMinorUnits(paid.rest, places),
  };
}

function checkedDue({ id, dueOn, unpaid }: UnpaidDue, places: number): Due {
  for (const kind of Object.keys(unpaid)) checkOption(`unpaid of ${id}`, kind, dueKinds);
  return {
    id,
    dueOn: plainDate(dueOn, "dueOn"),
    charged: byKind((kind) => notNegative(unpaid[kind] ?? 0, places, `${kind} of ${id}`)),
    paid: nothing,
  };
}

function notNegative(amount: Amount, places: number, field: string): number {
  const minorUnits = toMinorUnits(amount, places, field);
  if (minorUnits < 0) throw cannotAllocate({ field, found: String(amount) });
  return minorUnits;
}

function checkUnique(dues: readonly Due[]): void {
  const seen = new Set<string>();
  for (const { id } of dues) {
    if (seen.has(id)) throw duplicateDue({ dueId: id });
    seen.add(id);
  }
}
