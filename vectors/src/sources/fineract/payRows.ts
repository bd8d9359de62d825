/**
 * Which installments a payment pays, as `allocate` divides it.
 *
 * @module
 */
import {
  addDays,
  allocate,
  type DueAmounts,
  type DueKind,
  minorUnitsText,
  mulDivRound,
  type PlainDate,
  toMinorUnits,
  type Waterfall,
} from "@lendkit/engine";
import { type Charge, places } from "./account.ts";
import { add, mapKinds, nothing, subtract, total } from "./amounts.ts";
import type { Row } from "./ledger.ts";
import type { PaymentOrder } from "./paymentOrder.ts";

/** What is left of the money, and what it has paid so far. */
export interface PaidRows {
  readonly rows: readonly Row[];
  readonly amounts: DueAmounts;
  readonly rest: number;
}

export interface RowPayment {
  readonly amount: number;
  readonly on: PlainDate;
  readonly order: PaymentOrder;
  /** Charges that are not paid yet, whatever there is to pay with. */
  readonly hidden: readonly Charge[];
  /** Charges whose own day has come. */
  readonly due: readonly Charge[];
}

/** Past dues, then what is due on the day, then installments to come. */
export function payRows(rows: readonly Row[], payment: RowPayment): PaidRows {
  const { amount, on, order } = payment;
  let paid: PaidRows = { rows, amounts: nothing, rest: amount };
  paid = take(
    paid,
    payment,
    keysOf(rows, (dueOn) => dueOn < on),
    order.pastDue,
  );
  paid = take(
    paid,
    payment,
    keysOf(rows, (dueOn) => dueOn === on),
    order.due,
  );
  for (const keys of groups(
    keysOf(rows, (dueOn) => dueOn > on),
    order,
  )) {
    if (order.dueChargesFirst) {
      paid = take(paid, payment, keys, order.due, (row) => dueChargesOf(row, payment));
    }
    paid =
      order.future === "REAMORTIZATION"
        ? spread(paid, payment, keys)
        : take(paid, payment, keys, order.inAdvance);
  }
  return paid;
}

function keysOf(rows: readonly Row[], when: (dueOn: PlainDate) => boolean): readonly string[] {
  return rows.filter(({ dueOn }) => when(dueOn)).map(({ key }) => key);
}

/** Rows that are paid together, the first paid first. */
function groups(
  keys: readonly string[],
  { future, inAdvance }: PaymentOrder,
): readonly (readonly string[])[] {
  if (future === "REAMORTIZATION" || inAdvance.direction === "horizontal") return [keys];
  const each = keys.map((key) => [key]);
  if (future === "NEXT_INSTALLMENT") return each;
  if (future === "LAST_INSTALLMENT") return each.reverse();
  const [next = [], ...later] = each;
  return [next, ...later.reverse()];
}

function openOf(row: Row, { hidden }: RowPayment): DueAmounts {
  return subtract(subtract(row, row.paid), amountsIn(row, hidden));
}

/** Of charges that are due, what is not paid yet. */
function dueChargesOf(row: Row, payment: RowPayment): DueAmounts {
  const open = openOf(row, payment);
  const due = amountsIn(row, payment.due);
  const of = (kind: DueKind): number =>
    Math.max(0, Math.min(open[kind], due[kind] - row.paid[kind]));
  return { ...nothing, fee: of("fee"), penalty: of("penalty") };
}

function amountsIn(row: Row, charges: readonly Charge[]): DueAmounts {
  return row.charges
    .filter((charge) => charges.includes(charge))
    .reduce((sum, charge) => add(sum, { ...nothing, [charge.of]: charge.amount }), nothing);
}

/** @param most of each row. Default: all that is open */
function take(
  before: PaidRows,
  payment: RowPayment,
  keys: readonly string[],
  waterfall: Waterfall,
  most: (row: Row) => DueAmounts = (row) => openOf(row, payment),
): PaidRows {
  const chosen = before.rows.filter(({ key }) => keys.includes(key));
  const last = chosen.at(-1)?.dueOn;
  if (last === undefined || before.rest === 0) return before;
  const { parts, totals, remainder } = allocate({
    currency: "EUR",
    dues: chosen.map((row) => ({
      id: row.key,
      dueOn: row.dueOn,
      unpaid: mapKinds(most(row), (amount) => minorUnitsText(Math.max(0, amount), places)),
    })),
    amount: minorUnitsText(before.rest, places),
    waterfall,
    asOf: addDays(last, 1),
  });
  const paidOf = new Map(parts.map(({ dueId, amounts }) => [dueId, mapKinds(amounts, minor)]));
  return {
    rows: before.rows.map((row) => after(row, payment.on, paidOf.get(row.key))),
    amounts: add(before.amounts, mapKinds(totals, minor)),
    rest: minor(remainder),
  };
}

function minor(amount: Parameters<typeof toMinorUnits>[0]): number {
  return toMinorUnits(amount, places);
}

function after(row: Row, on: PlainDate, amounts: DueAmounts | undefined): Row {
  if (amounts === undefined) return row;
  const paidOn = [...row.paidOn, { on, amount: total(amounts) }];
  return { ...row, paid: add(row.paid, amounts), paidOn };
}

/** Kind by kind, of every row the same as far as it is owed; the last row takes the rest. */
function spread(before: PaidRows, payment: RowPayment, keys: readonly string[]): PaidRows {
  let paid = before;
  for (const kind of payment.order.inAdvance.kinds) {
    const open = paid.rows.filter(
      (row) => keys.includes(row.key) && total(openOf(row, payment)) > 0,
    );
    if (paid.rest === 0 || open.length === 0) return paid;
    const share = mulDivRound(paid.rest, 1, open.length, "halfEven");
    const lastShare = paid.rest - share * (open.length - 1);
    for (const { key } of open) {
      const most = key === open.at(-1)?.key ? lastShare : share;
      paid = take(paid, payment, [key], payment.order.inAdvance, (row) => ({
        ...nothing,
        [kind]: Math.min(openOf(row, payment)[kind], most),
      }));
    }
  }
  return paid;
}
