import { decideApplication } from "../credit/decideApplication.ts";
import type { LoanFact } from "../loan/facts.ts";
import { type ProjectedBill, projectBills } from "../loan/projectBills.ts";
import { replay } from "../loan/replay.ts";
import { fromMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { Decimal } from "../money/decimal.ts";
import type { RegisteredApplicant } from "../ports/applicant.ts";
import type { UnitOfWork } from "../ports/store.ts";
import { loanApplicationInput } from "../schemas/applicationInput.ts";
import { parseInput } from "../schemas/parseInput.ts";
import { unknownApplicant } from "./applicantErrors.ts";
import { once } from "./commandLoan.ts";
import type {
  ApplicationAnswer,
  ApplicationInput,
  CreditService,
  CreditServiceOptions,
} from "./creditService.ts";
import { currencyMismatch } from "./errors.ts";
import { newLoan, storeNewLoan } from "./openServicedLoan.ts";

/** See `CreditService.apply`. The applicant is held, so that the second of two sees the first. */
export async function applyForLoan(
  options: CreditServiceOptions,
  input: ApplicationInput,
): ReturnType<CreditService["apply"]> {
  const { idempotencyKey, ...asked } = input;
  return options.store.transact(async (unit) => {
    await unit.applicants.lock([input.applicantId]);
    const answer = await once(unit, idempotencyKey, asked, async () =>
      decide(options, unit, input),
    );
    if (answer.receipt === null) return { ...answer, bills: [] };
    const { loanId, facts } = answer.receipt;
    const opening = (await unit.facts.list(loanId)).filter(({ sequence }) =>
      facts.includes(sequence),
    );
    return { ...answer, bills: billsToCome(opening) };
  });
}

/** As they were when the loan was opened, so that the same key gives the same answer. */
function billsToCome(opening: readonly LoanFact[]): readonly ProjectedBill[] {
  const state = replay(opening);
  return projectBills(state, state.startedOn);
}

async function decide(
  options: CreditServiceOptions,
  unit: UnitOfWork,
  { applicantId, disbursedOn, ...asked }: ApplicationInput,
): Promise<Omit<ApplicationAnswer, "bills">> {
  const { product } = options;
  const { loanType, ...request } = parseInput(loanApplicationInput, asked);
  const applicant = await unit.applicants.find(applicantId);
  if (applicant === undefined) throw unknownApplicant({ by: "id" });
  const { annualIncome, score } = applicant;
  const currentInstallments = await installmentsOf(unit, applicant, product.currency);
  const decision = decideApplication(
    product.application,
    { annualIncome, score, currentInstallments },
    { ...request, ...(loanType === undefined ? {} : { loanType }) },
  );
  const { outcome, reasons, largestPrincipal } = decision;
  const said = { outcome, reasons, largestPrincipal: largestPrincipal?.toFixed() ?? null };
  if (outcome !== "approved") return { ...said, receipt: null };
  const startedOn = disbursedOn === undefined ? {} : { startedOn: disbursedOn };
  const loan = newLoan(options, { customerId: applicantId, ...request, ...startedOn });
  return { ...said, receipt: await storeNewLoan(options, unit, loan) };
}

/**
 * Of loans that are still running.
 *
 * @throws LendkitError `CURRENCY_MISMATCH`
 */
async function installmentsOf(
  unit: UnitOfWork,
  applicant: RegisteredApplicant,
  expected: string,
): Promise<Decimal> {
  const loans = await unit.loans.listByCustomers([applicant.id]);
  for (const { currency: found } of [applicant, ...loans.map(({ state }) => state)]) {
    if (found !== expected) throw currencyMismatch({ expected, found });
  }
  return loans
    .filter(({ state }) => state.servicing?.status === "active")
    .reduce((sum, { state: { installmentMinor, currency } }) => {
      return sum.plus(fromMinorUnits(installmentMinor, currencyPlaces(currency)));
    }, new Decimal(0));
}
