import { amortize } from "@lendkit/engine";
import type { BenchLoan } from "./benchLoans.ts";
import { financialRows } from "./financialRows.ts";
import type { Measurement } from "./measurement.ts";

/** How many of the loans leave no cent over, in ours and in the peer's rounded rows. */
export function balancedLoans(loans: readonly BenchLoan[]): Measurement {
  const ours = loans.filter(isBalancedHere).length;
  const other = loans.filter(isBalancedAtPeer).length;
  return {
    name: `loans of ${loans.length} whose principal parts sum to the principal, beside financial`,
    ours,
    other,
    ratio: ours / other,
    aim: `all ${loans.length} of ours`,
    holds: ours === loans.length,
  };
}

function isBalancedHere({ terms, principalCents }: BenchLoan): boolean {
  const repaid = [...amortize(terms)].reduce(
    (sum, row) => sum + row.principal.times(100).toNumber(),
    0,
  );
  return repaid === principalCents;
}

function isBalancedAtPeer(loan: BenchLoan): boolean {
  const rows = financialRows(loan.principalCents / 100, loan.annualRatePercent, loan.installments);
  return rows.reduce((sum, row) => sum + row.principalCents, 0) === loan.principalCents;
}
