import type { Customer } from "../ports/customer.ts";
import { findCustomer } from "./decideLoan.ts";
import { loanNotFound } from "./errors.ts";
import type { LendingOptions, LoanView } from "./lending.ts";
import { loanView } from "./loanView.ts";

/** See `Lending.viewLoan`. */
export function viewLoan(
  { store, clock }: LendingOptions,
  loanNumber: number,
): Promise<{ readonly loan: LoanView; readonly customer: Customer }> {
  return store.transact(async (unit) => {
    const loan = await unit.loans.findByNumber(loanNumber);
    const customer = loan && (await unit.customers.find(loan.state.customerId));
    if (loan === undefined || customer === undefined) throw loanNotFound({ loanNumber });
    return { loan: loanView(loan, clock.today()), customer };
  });
}

/** See `Lending.viewLoans`. */
export function viewLoans(
  { store, clock }: LendingOptions,
  customerNumber: number,
): Promise<readonly LoanView[]> {
  return store.transact(async (unit) => {
    const customer = await findCustomer(unit, customerNumber);
    const loans = await unit.loans.listByCustomers([customer.id]);
    const asOf = clock.today();
    return loans.map((loan) => loanView(loan, asOf)).filter(({ isActive }) => isActive);
  });
}
