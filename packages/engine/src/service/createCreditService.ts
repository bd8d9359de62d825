import { requireSoundPolicy } from "../credit/requireSoundPolicy.ts";
import { billStatement } from "../loan/billStatement.ts";
import { checkReminders } from "../loan/notices.ts";
import { applyForLoan } from "./applyForLoan.ts";
import { createApplicants } from "./createApplicants.ts";
import type { CreditService, CreditServiceOptions } from "./creditService.ts";
import { ownLoan, payOwnLoan } from "./payOwnLoan.ts";

/**
 * The use-cases of a lender who scores, lends, bills and collects, over a store. It keeps no state
 * of its own: several may stand over one store, in one process or in many.
 *
 * @throws LendkitError `INVALID_CREDIT_POLICY`, `INVALID_REMINDERS`, `IDENTITY_KEY_TOO_SHORT`
 *
 * @example
 * const lender = createCreditService({
 *   store: createMemoryStore(),
 *   product: creditService,
 *   clock: { today: () => plainDate("2026-11-20"), now: () => new Date().toISOString() },
 *   newId: () => crypto.randomUUID(),
 *   identityKey: crypto.getRandomValues(new Uint8Array(32)),
 * });
 * await lender.apply({ applicantId, principal: 5000, annualRatePercent: 18, tenorMonths: 12 });
 */
export function createCreditService(options: CreditServiceOptions): CreditService {
  const { store, product, clock } = options;
  requireSoundPolicy(product.application);
  checkReminders(product.reminders);
  const applicants = createApplicants({
    ...options,
    product: { currency: product.currency, balanceScore: product.application.balanceScore },
  });
  return {
    ...applicants,
    apply: async (input) => applyForLoan(options, input),
    pay: async (input) => payOwnLoan(options, input),
    loanStatement: async ({ applicantId, loanId, asOf = clock.today() }) =>
      store.transact(async (unit) => {
        await ownLoan(unit, applicantId, loanId);
        return billStatement(await unit.facts.list(loanId), asOf);
      }),
  };
}
