import type { CurrencyCode } from "../money/currency.ts";
import type { NewApplicant, RegisteredApplicant } from "./applicant.ts";

export interface ApplicantRepository {
  /**
   * Waits for and holds these ids to the end of the transaction, with all that is promised of
   * `CustomerRepository.lock`.
   *
   * @throws LendkitError `DEADLOCK`
   */
  lock(ids: readonly string[]): Promise<void>;

  /**
   * Takes up to `limit` applicants of this currency without a score that nobody else holds, those
   * with the lowest numbers first, and holds them to the end of the transaction. It waits for
   * nobody: whoever is held is left out. The answer is as of the moment they are held, by number.
   *
   * @param which.limit a whole number, 1 or more
   */
  lockUnscored(which: {
    readonly currency: CurrencyCode;
    readonly limit: number;
  }): Promise<readonly RegisteredApplicant[]>;

  find(id: string): Promise<RegisteredApplicant | undefined>;
  findByNumber(number: number): Promise<RegisteredApplicant | undefined>;
  /** By `emailKey`, so capitals A to Z do not count. */
  findByEmail(email: string): Promise<RegisteredApplicant | undefined>;
  findByIdentityHash(identityHash: string): Promise<RegisteredApplicant | undefined>;

  /**
   * Those with one of the ids or one of the numbers, each applicant once. In one query, in no given
   * order; ids and numbers that nobody has are left out.
   */
  findMany(by: {
    readonly ids?: readonly string[];
    readonly numbers?: readonly number[];
  }): Promise<readonly RegisteredApplicant[]>;

  /**
   * Inserts all or throws, in one query, in the order given; numbers as for customers.
   *
   * @throws LendkitError `ALREADY_EXISTS` naming id, number, email or identity; an id that a
   *   customer has is taken too. Of two at once exactly one wins; the other learns it once the first
   *   has committed.
   */
  insert(applicants: readonly NewApplicant[]): Promise<readonly RegisteredApplicant[]>;

  /**
   * Replaces these applicants, in one query, each one version further; the answer is in the order
   * given.
   *
   * @param applicants as loaded, with the changed fields; `version` is the one that was loaded
   * @throws LendkitError `STALE_VERSION`: exactly one of two writers wins. `ALREADY_EXISTS` for an
   *   email or identity that another applicant has.
   */
  save(applicants: readonly RegisteredApplicant[]): Promise<readonly RegisteredApplicant[]>;
}
