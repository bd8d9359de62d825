import { balanceScore } from "../credit/balanceScore.ts";
import { aadhaarHash, identityHash } from "../credit/identity/identityHash.ts";
import type { RegisteredApplicant } from "../ports/applicant.ts";
import type { UnitOfWork } from "../ports/store.ts";
import { unknownApplicant } from "./applicantErrors.ts";
import type { ApplicantLookup, ApplicantOptions, Applicants } from "./applicants.ts";
import { registerApplicant } from "./registerApplicant.ts";
import { scoreApplicant, scorePending } from "./scoreApplicants.ts";

/**
 * The use-cases of a lender's applicants over a store, for one product. It keeps no state of its
 * own: several may stand over one store, in one process or in many.
 *
 * @throws LendkitError `IDENTITY_KEY_TOO_SHORT`, `INVALID_CREDIT_POLICY`: before anybody is asked
 *   for anything
 *
 * @example
 * const applicants = createApplicants({
 *   store: createMemoryStore(),
 *   product: { currency: "INR", balanceScore: creditServiceScore },
 *   clock: { today: () => plainDate("2026-11-20") },
 *   newId: () => crypto.randomUUID(),
 *   identityKey: crypto.getRandomValues(new Uint8Array(32)),
 * });
 * const { id } = await applicants.registerApplicant({
 *   name: "Meera Nair",
 *   email: "meera@example.org",
 *   aadhaar: "2341 2341 2346",
 *   annualIncome: 350000,
 * });
 * (await applicants.scoreApplicant(id)).score; //=> 300, without transactions
 */
export function createApplicants(options: ApplicantOptions): Applicants {
  const { store, product, identityKey } = options;
  identityHash(identityKey, "");
  balanceScore(product.balanceScore, { balance: 0 });
  return {
    registerApplicant: async (input) => registerApplicant(options, input),
    findApplicant: async (by) => {
      const found = await store.transact((unit) => lookUp(unit, by, identityKey));
      if (found === undefined) throw unknownApplicant({ by: lookedUpBy(by) });
      return found;
    },
    scoreApplicant: async (applicantId) => scoreApplicant(options, applicantId),
    scorePending: async (limit) => scorePending(options, limit),
  };
}

async function lookUp(
  { applicants }: UnitOfWork,
  by: ApplicantLookup,
  key: Uint8Array,
): Promise<RegisteredApplicant | undefined> {
  if ("id" in by) return applicants.find(by.id);
  if ("email" in by) return applicants.findByEmail(by.email.trim());
  return applicants.findByIdentityHash(aadhaarHash(key, by.aadhaar));
}

function lookedUpBy(by: ApplicantLookup): "id" | "email" | "aadhaar" {
  if ("id" in by) return "id";
  return "email" in by ? "email" : "aadhaar";
}
