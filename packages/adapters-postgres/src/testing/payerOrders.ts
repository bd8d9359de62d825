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

/** Loans that are paid two at a time. */
const PAIRED = 12;

/**
 * Orders with so many payments. Of five, two pay two loans out of a few, in no order, so that some
 * wait for each other. Of ten, one repeats an earlier one, key by key.
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
    const inPair = next(5) < 2;
    const among = inPair ? loanIds.slice(0, PAIRED) : loanIds;
    const first = next(among.length);
    const others = inPair ? [1 + next(among.length - 1)] : [];
    const order = earlier ?? {
      payments: [0, ...others].map((step) => {
        keys += 1;
        return {
          key: `transfer ${keys}`,
          loanId: among[(first + step) % among.length] ?? "",
          amount: (100 + keys / 100).toFixed(2),
        };
      }),
    };
    orders.push({ payments: order.payments.slice(0, payments - given) });
    given += order.payments.length;
  }
  return orders;
}
