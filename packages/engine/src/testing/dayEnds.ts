/** Test support: loans to run day-ends on. */
import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import type { ServicedProduct } from "../loan/product.ts";
import { Decimal } from "../money/decimal.ts";
import type { Store } from "../ports/store.ts";
import { emiTracker } from "../products/emiTracker.ts";
import { createServicing } from "../service/createServicing.ts";
import type { LoanServicing } from "../service/servicing.ts";

const { repayment, rules } = emiTracker.servicing;

/** Equal principal parts, 2 % of an overdue installment once; what is paid too much is held. */
export const evenProduct: ServicedProduct = {
  ...emiTracker,
  servicing: {
    repayment: { ...repayment, method: "equalPrincipal" },
    rules: { ...rules, excess: "advance" },
  },
};

/** A service whose ids count from 1 and whose instants follow from its days. */
export function serviceOf(
  store: Store,
  product: ServicedProduct,
  today: () => PlainDate,
): LoanServicing {
  let ids = 0;
  return createServicing({
    store,
    product,
    clock: { today, now: () => `${today()}T09:30:00.000Z` },
    newId: () => {
      ids += 1;
      return ids % 3 === 1 ? `L-${(ids + 2) / 3}` : `command ${ids}`;
    },
  });
}

export function insertCustomer(store: Store): Promise<unknown> {
  return store.transact((unit) =>
    unit.customers.insert([
      {
        id: "C-1",
        origin: "registered",
        firstName: "Asha",
        lastName: "Rao",
        phoneNumber: "9876543210",
        age: 30,
        currency: "INR",
        monthlyIncome: new Decimal(50_000),
        approvedLimit: new Decimal(0),
        currentDebt: new Decimal(0),
      },
    ]),
  );
}

/** Loans `L-1` and so on: 1200 at 12 % over 12 months from 2024-01-15. */
export async function openLoans(store: Store, count: number): Promise<void> {
  await insertCustomer(store);
  const service = serviceOf(store, evenProduct, () => plainDate("2024-01-15"));
  for (let n = 0; n < count; n += 1) {
    await service.open({
      customerId: "C-1",
      principal: 1200,
      annualRatePercent: 12,
      tenorMonths: 12,
    });
  }
}
