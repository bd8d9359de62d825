/**
 * What a loan of the suite owes and was paid, after its events. Amounts are whole minor units.
 *
 * @module
 */
import type { DueAmounts, PlainDate } from "@lendkit/engine";
import {
  Absent,
  type AccountEvent,
  type Charge,
  eventsOf,
  type Lent,
  type Payment,
  type SuiteLoan,
} from "./account.ts";
import { add, nothing, total } from "./amounts.ts";
import { type Installment, installmentsOf } from "./installments.ts";
import type { PaymentOrder } from "./paymentOrder.ts";
import { payRows } from "./payRows.ts";

export interface Row extends Installment {
  readonly paid: DueAmounts;
  /** What was paid of it, in the order of the days. */
  readonly paidOn: readonly { readonly on: PlainDate; readonly amount: number }[];
}

/** What one payment paid, and the principal that was owed after it. */
export interface Applied {
  readonly payment: Payment;
  readonly amounts: DueAmounts;
  readonly balance: number;
}

export interface Ledger {
  readonly rows: readonly Row[];
  /** Each sum that was lent, and the principal owed after it. */
  readonly lent: readonly { readonly part: Lent; readonly balance: number }[];
  readonly payments: readonly Applied[];
  /** Paid beyond all that is owed. */
  readonly overpaid: number;
}

export function unpaid(row: Row): number {
  return total(row) - total(row.paid);
}

export function outstanding({ rows }: Ledger): number {
  return rows.reduce((sum, row) => sum + unpaid(row), 0);
}

/**
 * A progressive loan is planned anew with each sum that is lent; of others the plan is made of all
 * sums before payments are read.
 *
 * @param unpaidUntil the day to which overdue principal bears interest, where it does and nothing
 *   was paid before
 */
export function ledgerOf(
  loan: SuiteLoan,
  events: readonly AccountEvent[],
  unpaidUntil?: PlainDate,
): Ledger {
  const plan = {
    fees: eventsOf(events, "plannedFee"),
    charges: eventsOf(events, "charge"),
    rates: eventsOf(events, "rate"),
  };
  const ordered = inOrder(events);
  const all = ordered.filter((event) => event.kind === "lent");
  const knownTo = chargesKnownTo(events);
  const book = new Book(loan);
  const lentSoFar: Lent[] = [];
  for (const event of ordered) {
    if (event.kind === "payment") book.receive(event, plan.charges, knownTo.get(event) ?? []);
    if (event.kind === "charge") book.payFromExcess(event);
    if (event.kind !== "lent") continue;
    lentSoFar.push(event);
    const lent = loan.product.loanScheduleType === "PROGRESSIVE" ? lentSoFar : all;
    book.lend(event, installmentsOf(loan, { ...plan, lent }, unpaidUntil));
  }
  return book.ledger();
}

/** Charges that were recorded before a payment; none before one that is backdated. */
function chargesKnownTo(events: readonly AccountEvent[]): Map<Payment, readonly Charge[]> {
  const known: Charge[] = [];
  const knownTo = new Map<Payment, readonly Charge[]>();
  for (const event of events) {
    if (event.kind === "charge") known.push(event);
    if (event.kind === "payment" && !event.isBackdated) knownTo.set(event, [...known]);
  }
  return knownTo;
}

/** By day; a charge counts from the day on which it is due. */
function inOrder(events: readonly AccountEvent[]): readonly (Lent | Charge | Payment)[] {
  const dated = events.filter((event) => event.kind !== "plannedFee" && event.kind !== "rate");
  const dayOf = (event: (typeof dated)[number]): PlainDate =>
    event.kind === "charge" ? event.dueOn : event.on;
  return dated.sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : 0));
}

/** The rows as they are paid, event by event. */
class Book {
  readonly #loan: SuiteLoan;
  readonly #lent: { readonly part: Lent; readonly balance: number }[] = [];
  #payments: readonly (Applied & { readonly excess: number })[] = [];
  #rows: readonly Row[] = [];
  #balance = 0;

  constructor(loan: SuiteLoan) {
    this.#loan = loan;
  }

  ledger(): Ledger {
    return {
      rows: this.#rows,
      lent: this.#lent,
      payments: this.#payments,
      overpaid: this.#payments.reduce((sum, { excess }) => sum + excess, 0),
    };
  }

  /** What was paid too much pays what is lent anew. */
  lend(part: Lent, installments: readonly Installment[]): void {
    const before = new Map(this.#rows.map((row) => [row.key, row]));
    this.#rows = installments.map((installment) => ({
      ...installment,
      paid: before.get(installment.key)?.paid ?? nothing,
      paidOn: before.get(installment.key)?.paidOn ?? [],
    }));
    this.#balance += part.amount;
    this.#useExcess(part.on, () => nothing);
    this.#lent.push({ part, balance: this.#balance });
  }

  /** A charge that came later, or before a payment of an earlier day, is paid once it is due. */
  receive(payment: Payment, charges: readonly Charge[], known: readonly Charge[]): void {
    const { on, amount, type } = payment;
    const hidden = charges.filter((charge) => !known.includes(charge) && charge.dueOn > on);
    const due = charges.filter(({ dueOn }) => dueOn <= on);
    const { amounts, rest } = this.#pay({ amount, on, order: this.#order(type), hidden, due });
    const applied = { payment, amounts, balance: this.#balance, excess: rest };
    this.#payments = [...this.#payments, applied];
  }

  /** What was paid too much before a charge was due pays it then. */
  payFromExcess({ dueOn }: Charge): void {
    this.#useExcess(dueOn, (amounts) => amounts);
  }

  #useExcess(on: PlainDate, noted: (amounts: DueAmounts) => DueAmounts): void {
    this.#payments = this.#payments.map((each) => {
      if (each.excess === 0) return each;
      const order = this.#order(each.payment.type);
      const { amounts, rest } = this.#pay({
        amount: each.excess,
        on,
        order,
        hidden: [],
        due: [],
      });
      return { ...each, amounts: add(each.amounts, noted(amounts)), excess: rest };
    });
  }

  #order(type: string): PaymentOrder {
    const order = this.#loan.orderOf(type);
    if (order === undefined) throw new Absent("mixedPaymentOrder");
    return order;
  }

  #pay(payment: Parameters<typeof payRows>[1]): ReturnType<typeof payRows> {
    const paid = payRows(this.#rows, payment);
    this.#rows = paid.rows;
    this.#balance -= paid.amounts.principal;
    return paid;
  }
}
