import { approvedLimit } from "../credit/approvedLimit.ts";
import { fromMinorUnits, toMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { Decimal } from "../money/decimal.ts";
import type { Customer } from "../ports/customer.ts";
import { invalidInput, parseInput } from "../schemas/parseInput.ts";
import { type RegisterCustomerInput, registerCustomerInput } from "../schemas/schemas.ts";
import type { LendingOptions } from "./lending.ts";

/** See `Lending.registerCustomer`. */
export async function registerCustomer(
  { store, product, newId }: LendingOptions,
  input: RegisterCustomerInput,
): Promise<Customer> {
  const { monthlyIncome, ...person } = parseInput(registerCustomerInput, input);
  if (person.age < product.minimumAge) {
    const message = `expected ${product.minimumAge} or more, found ${person.age}`;
    throw invalidInput({ issues: [{ field: "age", message }] });
  }
  const places = currencyPlaces(product.currency);
  const exact = (amount: Decimal, field: string): Decimal =>
    fromMinorUnits(toMinorUnits(amount, places, field), places);
  const customer = {
    ...person,
    id: newId(),
    origin: "registered" as const,
    currency: product.currency,
    monthlyIncome: exact(monthlyIncome, "monthlyIncome"),
    approvedLimit: exact(
      approvedLimit({ ...product.approvedLimit, monthlyIncome }),
      "approvedLimit",
    ),
    currentDebt: new Decimal(0),
  };
  const [registered] = await store.transact((unit) => unit.customers.insert([customer]));
  if (registered === undefined) throw new Error("The store inserted a customer and answered none.");
  return registered;
}
