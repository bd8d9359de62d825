import type { PlainDate } from "../calendar/plainDate.ts";
import type { CreditRecord } from "../credit/creditRecord.ts";
import { decideCredit } from "../credit/decideCredit.ts";
import type { Decision } from "../credit/decision.ts";
import { totalOf, unpaidOf } from "../due/due.ts";
import { outstandingPrincipal } from "../loan/diffReplay.ts";
import type { LoanState } from "../loan/loanState.ts";
import type { LendingProduct } from "../loan/product.ts";
import { fromMinorUnits, toMinorUnits } from "../money/amount.ts";
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
  readonly loanType?: string;
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
  const { monthlyIncome, approvedLimit, age } = customer;
  const history = loans.map(({ state }) => recordOf(state));
  const applicant = { monthlyIncome, approvedLimit, history, age };
  return decideCredit(product.credit, applicant, request, asOf);
}

/** With what is owed of the loan as it was last saved, where money was paid out. */
function recordOf(state: LoanState): CreditRecord {
  const { servicing, currency } = state;
  const record = creditRecord(state);
  if (servicing === null || servicing.status === "awaitingDisbursal") return record;
  const unpaid = servicing.dues
    .filter(({ dueOn }) => dueOn <= servicing.asOf)
    .map(unpaidOf)
    .reduce((sum, due) => sum + totalOf(due) - due.principal, 0);
  const owed = outstandingPrincipal(servicing) + unpaid;
  return { ...record, outstanding: fromMinorUnits(owed, currencyPlaces(currency)) };
}
