/**
 * Applicants and account entries for the kit's tests. A number tells them apart: applicant 7 is
 * always `A-7`, with an email and an identity of their own.
 *
 * @module
 */
import { plainDate } from "../calendar/plainDate.ts";
import { Decimal } from "../money/decimal.ts";
import type { AccountEntry } from "../ports/accountEntry.ts";
import type { NewApplicant, RegisteredApplicant } from "../ports/applicant.ts";

export function emailOf(n: number): string {
  return `Meera.${n}@Example.org`;
}

export function identityOf(n: number): string {
  return n.toString(16).padStart(64, "0");
}

export function sampleApplicant(n: number, changes: Partial<NewApplicant> = {}): NewApplicant {
  return {
    id: `A-${n}`,
    name: `Meera Nair ${n}`,
    email: emailOf(n),
    identityHash: identityOf(n),
    identityLastFour: String(1000 + n),
    annualIncome: new Decimal("350000.50"),
    currency: "INR",
    accountKey: `account ${n}`,
    score: null,
    scoredOn: null,
    ...changes,
  };
}

/** With a score, as a whole, since a score and its day come together. */
export function scored(
  applicant: RegisteredApplicant,
  score: number,
  scoredOn = "2024-02-29",
): RegisteredApplicant {
  return { ...applicant, score, scoredOn: plainDate(scoredOn) };
}

/** Row `position` of one source: a credit of 100.50 to account 1. */
export function sampleEntry(position: number, changes: Partial<AccountEntry> = {}): AccountEntry {
  return {
    source: "5".repeat(64),
    position,
    accountKey: "account 1",
    on: plainDate("2024-02-29"),
    kind: "CREDIT",
    currency: "INR",
    amount: new Decimal("100.50"),
    ...changes,
  };
}

/** Applicants by what they were inserted as: the storage's own number and version are taken out. */
export function asNew(applicants: readonly RegisteredApplicant[]): readonly NewApplicant[] {
  return applicants.map(({ number: _number, version: _version, ...rest }) => rest);
}
