import type { Customer, Store, StoredLoan } from "@lendkit/engine";

/** A customer and all of their loans, by number. */
export interface Held {
  readonly customer: Customer;
  readonly loans: readonly StoredLoan[];
}

/** Customers 1 to 300, by number. */
export async function holdings(store: Store): Promise<readonly Held[]> {
  const numbers = Array.from({ length: 300 }, (_, index) => index + 1);
  return store.transact(async (unit) => {
    const customers = await unit.customers.findMany({ numbers });
    const loans = await unit.loans.listByCustomers(customers.map(({ id }) => id));
    return customers
      .map((customer) => ({
        customer,
        loans: loans.filter(({ state }) => state.customerId === customer.id),
      }))
      .sort((a, b) => a.customer.number - b.customer.number);
  });
}
