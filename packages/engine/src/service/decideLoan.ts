import type { PlainDate } from "../calendar/plainDate.ts";
import { decideCredit } from "../credit/decideCredit.ts";
import type { Decision } from "../credit/decision.ts";
import type { LendingProduct } from "../loan/product.ts";
import { toMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import type { Decimal } from "../money/decimal.ts";
import type { Customer } from "../ports/customer.ts";
import type { UnitOfWork } from "../ports/store.ts";
import { parseInput } from "../schemas/parseInput.ts";
import { type LoanRequestInput, loanRequestInput } from "../schemas/schemas.ts";
import { currencyMismatch, customerNotFound } from "./errors.ts";
import type { LendingOptions } from "./lending.ts";
import { creditRecord } from "./loanView.ts";

/** A checked request for a loan. */
export interface LoanRequest {
  readonly customerNumber: number;
  readonly principal: Decimal;
  readonly annualRatePercent: Decimal;
  readonly tenorMonths: number;
}

/** @throws LendkitError `INVALID_INPUT`, `AMOUNT_TOO_PRECISE`, `AMOUNT_TOO_LARGE` */
export function checkRequest(product: LendingProduct, input: LoanRequestInput): LoanRequest {
  const request = parseInput(loanRequestInput, input);
  toMinorUnits(request.principal, currencyPlaces(product.currency), "principal");
  return request;
}

/** See `Lending.checkEligibility`. */
export function checkEligibility(
  { store, product, clock }: LendingOptions,
  input: LoanRequestInput,
): Promise<Decision> {
  const request = checkRequest(product, input);
  return store.transact(async (unit) => {
    const customer = await findCustomer(unit, request.customerNumber);
    return decideFor(unit, product, customer, request, clock.today());
  });
}

/** @throws LendkitError `CUSTOMER_NOT_FOUND` */
export async function findCustomer(unit: UnitOfWork, customerNumber: number): Promise<Customer> {
  const customer = await unit.customers.findByNumber(customerNumber);
  if (customer === undefined) throw customerNotFound({ customerNumber });
  return customer;
}

/**
 * Decides about a request on what is stored of the customer now.
 *
 * @throws LendkitError `CURRENCY_MISMATCH`
 */
export async function decideFor(
  unit: UnitOfWork,
  product: LendingProduct,
  customer: Customer,
  request: LoanRequest,
  asOf: PlainDate,
): Promise<Decision> {
  const loans = await unit.loans.listByCustomers([customer.id]);
  for (const { currency } of [customer, ...loans.map(({ state }) => state)]) {
    if (currency !== product.currency) {
      throw currencyMismatch({ expected: product.currency, found: currency });
    }
  }
  const { monthlyIncome, approvedLimit } = customer;
  const history = loans.map(({ state }) => creditRecord(state));
  return decideCredit(product.credit, { monthlyIncome, approvedLimit, history }, request, asOf);
}
