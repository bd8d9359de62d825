import { createLoan } from "./createLoan.ts";
import { checkEligibility } from "./decideLoan.ts";
import type { Lending, LendingOptions } from "./lending.ts";
import { registerCustomer } from "./registerCustomer.ts";
import { viewLoan, viewLoans } from "./viewLoans.ts";

/**
 * A lender's use-cases over a store, for one product. It keeps no state of its own: several may
 * stand over one store, in one process or in many.
 *
 * @example
 * const lending = createLending({
 *   store: createMemoryStore(),
 *   product: creditApproval,
 *   clock: { today: () => plainDate("2026-11-20"), now: () => new Date().toISOString() },
 *   newId: () => crypto.randomUUID(),
 * });
 * await lending.registerCustomer({
 *   firstName: "Asha",
 *   lastName: "Rao",
 *   age: 30,
 *   monthlyIncome: 50000,
 *   phoneNumber: "9876543210",
 * });
 */
export function createLending(options: LendingOptions): Lending {
  return {
    registerCustomer: async (input) => registerCustomer(options, input),
    checkEligibility: async (input) => checkEligibility(options, input),
    createLoan: async (input) => createLoan(options, input),
    viewLoan: async (loanNumber) => viewLoan(options, loanNumber),
    viewLoans: async (customerNumber) => viewLoans(options, customerNumber),
  };
}
