import type { PlainDate } from "../calendar/plainDate.ts";
import { balanceScore } from "../credit/balanceScore.ts";
import type { RegisteredApplicant } from "../ports/applicant.ts";
import type { UnitOfWork } from "../ports/store.ts";
import { badScoringLimit, unknownApplicant } from "./applicantErrors.ts";
import type { ApplicantOptions, ScoringProduct } from "./applicants.ts";
import { currencyMismatch } from "./errors.ts";

const MOST_AT_ONCE = 1_000;

/** See `Applicants.scoreApplicant`. */
export function scoreApplicant(
  { store, product, clock }: ApplicantOptions,
  applicantId: string,
): Promise<RegisteredApplicant> {
  return store.transact(async (unit) => {
    await unit.applicants.lock([applicantId]);
    const applicant = await unit.applicants.find(applicantId);
    if (applicant === undefined) throw unknownApplicant({ by: "id" });
    const { currency } = product;
    if (applicant.currency !== currency) {
      throw currencyMismatch({ expected: currency, found: applicant.currency });
    }
    const [scored = applicant] = await scoreHeld(unit, [applicant], product, clock.today());
    return scored;
  });
}

/** See `Applicants.scorePending`. */
export async function scorePending(
  { store, product, clock }: ApplicantOptions,
  limit: number,
): Promise<readonly RegisteredApplicant[]> {
  if (!(Number.isSafeInteger(limit) && limit >= 1 && limit <= MOST_AT_ONCE)) {
    throw badScoringLimit({ found: limit, most: MOST_AT_ONCE });
  }
  return store.transact(async (unit) => {
    const held = await unit.applicants.lockUnscored({ currency: product.currency, limit });
    return scoreHeld(unit, held, product, clock.today());
  });
}

/** Saves those whose score or its day is another than before; answers those, in the order given. */
async function scoreHeld(
  unit: UnitOfWork,
  held: readonly RegisteredApplicant[],
  { currency, balanceScore: rule }: ScoringProduct,
  scoredOn: PlainDate,
): Promise<readonly RegisteredApplicant[]> {
  const keys = [...new Set(held.map(({ accountKey }) => accountKey))];
  const totals = await unit.accounts.totals(keys, currency);
  const scores = new Map(totals.map((total) => [total.accountKey, balanceScore(rule, total)]));
  const changed = held.flatMap((applicant) => {
    const score = scores.get(applicant.accountKey) ?? balanceScore(rule, { balance: 0 });
    const same = applicant.score === score && applicant.scoredOn === scoredOn;
    return same ? [] : [{ ...applicant, score, scoredOn }];
  });
  return unit.applicants.save(changed);
}
