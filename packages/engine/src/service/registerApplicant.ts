import { identityHash } from "../credit/identity/identityHash.ts";
import { fromMinorUnits, toMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import type { NewApplicant, RegisteredApplicant } from "../ports/applicant.ts";
import { type RegisterApplicantInput, registerApplicantInput } from "../schemas/applicantInput.ts";
import { parseInput } from "../schemas/parseInput.ts";
import type { ApplicantOptions } from "./applicants.ts";

/** See `Applicants.registerApplicant`. */
export async function registerApplicant(
  { store, product, newId, identityKey }: ApplicantOptions,
  input: RegisterApplicantInput,
): Promise<RegisteredApplicant> {
  const { name, email, aadhaar, annualIncome, transactionUserId } = parseInput(
    registerApplicantInput,
    input,
  );
  const places = currencyPlaces(product.currency);
  const hash = identityHash(identityKey, aadhaar);
  const applicant: NewApplicant = {
    id: newId(),
    name,
    email,
    identityHash: hash,
    identityLastFour: aadhaar.slice(-4),
    annualIncome: fromMinorUnits(toMinorUnits(annualIncome, places, "annualIncome"), places),
    currency: product.currency,
    accountKey: transactionUserId ?? hash,
    score: null,
    scoredOn: null,
  };
  const [registered] = await store.transact((unit) => unit.applicants.insert([applicant]));
  if (registered === undefined) throw new Error("The store inserted one and answered none.");
  return registered;
}
