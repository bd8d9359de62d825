import { amortize } from "@lendkit/engine";
import type { BenchLoan } from "./benchLoans.ts";
import { financialRows } from "./financialRows.ts";
import { type Measurement, measurement } from "./measurement.ts";

/** How many of the loans leave a cent over or short, in ours and in the peer's rounded rows. */
export function unbalancedLoans(loans: readonly BenchLoan[]): Measurement {
  const ours = loans.filter((loan) => !isBalancedHere(loan)).length;
  const other = loans.filter((loan) => !isBalancedAtPeer(loan)).length;
  const name = `loans of ${loans.length} whose principal parts miss the principal, beside financial`;
  return measurement(name, { ours, other }, 0);
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
