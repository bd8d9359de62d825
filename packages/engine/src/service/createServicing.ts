import type { PlainDate } from "../calendar/plainDate.ts";
import { advance } from "../loan/advance.ts";
import { checkReminders } from "../loan/notices.ts";
import { payoffQuote } from "../loan/payoff.ts";
import { statement } from "../loan/statement.ts";
import { summarize } from "../portfolio/summarize.ts";
import type { StoredLoan, UnitOfWork } from "../ports/store.ts";
import { checkBorrower } from "./checkBorrower.ts";
import { giveCommand, whatIf } from "./commandLoan.ts";
import { unknownLoanId } from "./errors.ts";
import { openServicedLoan } from "./openServicedLoan.ts";
import type { LoanServicing, ServicingOptions } from "./servicing.ts";

/**
 * The use-cases of running loans over a store, for one product. Loans of other products can be
 * served by it too, since each carries its own rules.
 *
 * @throws LendkitError `INVALID_REMINDERS`
 *
 * @example
 * const servicing = createServicing({
 *   store: createMemoryStore(),
 *   product: emiTracker,
 *   clock: { today: () => plainDate("2026-11-20"), now: () => new Date().toISOString() },
 *   newId: () => crypto.randomUUID(),
 * });
 * await servicing.pay({ loanId, amount: "22727.84", idempotencyKey: "transfer 4711" });
 */
export function createServicing(options: ServicingOptions): LoanServicing {
  const { store, clock, product } = options;
  checkReminders(product.reminders);
  const read = <T>(work: (unit: UnitOfWork) => Promise<T>): Promise<T> => store.transact(work);
  return {
    open: async (input) => openServicedLoan(options, input),
    pay: async ({ loanId, amount, pays = "dues", ...context }) =>
      giveCommand(options, loanId, { kind: "receivePayment", amount, pays }, context),
    command: async (loanId, command, context = {}) =>
      giveCommand(options, loanId, command, context),
    whatIf: async (loanId, command, context = {}) => whatIf(options, loanId, command, context),
    view: async (loanId, asOf = clock.today()) =>
      read(async (unit) => forward(await findLoan(unit, loanId), asOf)),
    payoff: async (loanId, asOf = clock.today()) =>
      read(async (unit) => payoffQuote((await findLoan(unit, loanId)).state, asOf)),
    statement: async (loanId, asOf = clock.today()) =>
      read(async (unit) => {
        await findLoan(unit, loanId);
        return statement(await unit.facts.list(loanId), asOf);
      }),
    dashboard: async (customerId, asOf = clock.today()) =>
      read(async (unit) => {
        await checkBorrower(unit, customerId);
        const loans = await unit.loans.listByCustomers([customerId]);
        return summarize(
          loans.map(({ state }) => state),
          asOf,
        );
      }),
  };
}

async function findLoan(unit: UnitOfWork, loanId: string): Promise<StoredLoan> {
  const loan = await unit.loans.find(loanId);
  if (loan === undefined) throw unknownLoanId({ loanId });
  return loan;
}

function forward({ state }: StoredLoan, asOf: PlainDate): StoredLoan["state"] {
  return advance(state, asOf);
}
