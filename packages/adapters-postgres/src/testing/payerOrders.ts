/**
 * What payers are to pay: drawn at random, the same for the same seed.
 *
 * @module
 */
import fc from "fast-check";

/** Payments of one transaction, which are kept together or not at all. */
export interface Order {
  readonly payments: readonly OrderedPayment[];
}

export interface OrderedPayment {
  readonly key: string;
  readonly loanId: string;
  /** Decimal text. No two keys have one amount, so that none can be taken for another. */
  readonly amount: string;
}

/**
 * Orders with so many payments. Of five, two pay two loans, in no order: two of those may wait for
 * each other. Of ten, one repeats an earlier one, key by key.
 */
export function payerOrders(
  payments: number,
  loanIds: readonly string[],
  seed: number,
): readonly Order[] {
  const orders: Order[] = [];
  const draw = fc.sample(fc.nat({ max: 999_999 }), { numRuns: 4 * payments, seed });
  const next = (below: number): number => (draw.pop() ?? 0) % below;
  let [given, keys] = [0, 0];
  while (given < payments) {
    const earlier = orders.length % 10 === 9 ? orders[next(orders.length)] : undefined;
    const first = next(loanIds.length);
    const others = next(5) < 2 ? [1 + next(loanIds.length - 1)] : [];
    const order = earlier ?? {
      payments: [0, ...others].map((step) => {
        keys += 1;
        return {
          key: `transfer ${keys}`,
          loanId: loanIds[(first + step) % loanIds.length] ?? "",
          amount: (100 + keys / 100).toFixed(2),
        };
      }),
    };
    orders.push({ payments: order.payments.slice(0, payments - given) });
    given += order.payments.length;
  }
  return orders;
}
