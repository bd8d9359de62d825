/**
 * A loan's state as text. What is stored names the loan's servicing terms by a hash, since most
 * loans of a product have the same ones.
 *
 * @module
 */
import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";
import { canonicalJson } from "../money/canonicalJson.ts";
import type { ServicingTerms } from "./facts.ts";
import type { LoanState, Servicing } from "./loanState.ts";
import type { ServicingRules } from "./servicingRules.ts";

/**
 * Of the shape of a state, and of how facts are folded into it. It changes with either; a snapshot of
 * another version is not read but made again from the facts.
 */
export const SNAPSHOT_VERSION: number = 3;

/** Servicing terms, and the name under which stored snapshots speak of them. */
export interface NamedTerms {
  /** SHA-256 of the terms' canonical JSON, in 64 lowercase hexadecimal digits. */
  readonly hash: string;
  readonly terms: ServicingTerms;
}

/** A state as text that can be compared byte for byte with another replay's. */
export function snapshotText(state: LoanState): string {
  return canonicalJson(state);
}

/**
 * A state as text that is stored: with the version by which it is known again, and without the terms
 * that `termsOfSnapshot` gives, which are to be stored too.
 */
export function storedSnapshot({ servicing, ...state }: LoanState): string {
  const own = { ...state, schemaVersion: SNAPSHOT_VERSION };
  if (servicing === null) return canonicalJson({ ...own, servicing });
  const { repayment, rules, ...running } = servicing;
  const { hash } = named({ repayment, rules });
  return canonicalJson({ ...own, servicing: running, servicingTerms: hash });
}

/** The terms that the stored text of a state names; undefined where it names none. */
export function termsOfSnapshot({ servicing }: LoanState): NamedTerms | undefined {
  return servicing === null ? undefined : named(servicing);
}

/**
 * The state of a stored text.
 *
 * @param termsOf the terms that were stored under a hash; the same object each time is fastest
 * @returns undefined where the text is of another version or the terms are not known, and facts are
 *   to be replayed
 */
export function readSnapshot(
  text: string,
  termsOf: (hash: string) => ServicingTerms | undefined,
): LoanState | undefined {
  const { schemaVersion, servicingTerms, servicing, ...state }: StoredState = JSON.parse(text);
  if (schemaVersion !== SNAPSHOT_VERSION) return undefined;
  if (servicing === null) return { ...state, servicing };
  const terms = termsOf(servicingTerms);
  if (terms === undefined) return undefined;
  if (!names.has(terms.rules)) names.set(terms.rules, { hash: servicingTerms, terms });
  return { ...state, servicing: { ...servicing, repayment: terms.repayment, rules: terms.rules } };
}

/** By their rules, which a loan's states hand on to each other as they are. */
const names = new WeakMap<ServicingRules, NamedTerms>();

function named({ repayment, rules }: ServicingTerms): NamedTerms {
  const known = names.get(rules);
  if (known?.terms.repayment === repayment) return known;
  const terms = { repayment, rules };
  const made = { hash: bytesToHex(sha256(utf8ToBytes(canonicalJson(terms)))), terms };
  names.set(rules, made);
  return made;
}

type StoredState = Omit<LoanState, "servicing"> & {
  readonly schemaVersion?: number;
} & (
    | { readonly servicing: null; readonly servicingTerms?: undefined }
    | { readonly servicing: Omit<Servicing, keyof ServicingTerms>; readonly servicingTerms: string }
  );
