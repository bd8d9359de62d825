/**
 * Servicing terms, which most loans of a product have in common: each is stored once, and snapshots name
 * it. Where the terms of a name are not found, a loan is replayed, as for any snapshot that cannot be read.
 *
 * @module
 */
import { createHash } from "node:crypto";
import { canonicalJson, type NewLoan, type ServicingTerms, termsOfSnapshot } from "@lendkit/engine";
import { type LoanRow, readLoanRow } from "./loanTable.ts";
import { type Row, text } from "./rows.ts";
import type { SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";

const MOST_KEPT = 1000;

/** What stands under the last thousand keys that were new. */
export class Latest<Value> {
  readonly #byKey = new Map<string, Value>();

  get(key: string): Value | undefined {
    return this.#byKey.get(key);
  }

  add(key: string, value: Value): void {
    this.#byKey.set(key, value);
    const [oldest] = this.#byKey.size > MOST_KEPT ? this.#byKey.keys() : [];
    if (oldest !== undefined) this.#byKey.delete(oldest);
  }
}

/** A hash stands for the same terms in whatever database, and whether or not they are stored there. */
const known = new Latest<ServicingTerms>();

/** The hashes of terms that are stored for good, as far as a store has seen. */
export type StoredTerms = Latest<true>;

/** The terms of loans, in one transaction. */
export interface SharedTerms {
  /** Rows of loans, with one query more for terms that are not known yet. */
  readonly readLoans: (rows: readonly Row[]) => Promise<readonly LoanRow[]>;
  /** Whether any loan has terms that may not be stored yet. */
  readonly areNew: (loans: readonly NewLoan[]) => boolean;
  /** Stores those, if there are any. */
  readonly write: (loans: readonly NewLoan[]) => Promise<void>;
}

export function sharedTerms(
  session: Session,
  names: SchemaNames,
  stored: StoredTerms,
): SharedTerms {
  // Undone if this transaction is.
  const written = new Set<string>();
  /** A loan that is there was stored with its terms. */
  const find = (hash: string): ServicingTerms | undefined => {
    const terms = known.get(hash);
    if (terms !== undefined && !written.has(hash)) stored.add(hash, true);
    return terms;
  };
  const newOf = (loans: readonly NewLoan[]): ReadonlyMap<string, ServicingTerms> => {
    const named = loans.flatMap(({ state }) => termsOfSnapshot(state) ?? []);
    const news = named.filter(({ hash }) => !written.has(hash) && stored.get(hash) === undefined);
    return new Map(news.map(({ hash, terms }) => [hash, terms]));
  };
  const load = async (hashes: readonly string[]): Promise<void> => {
    const rows = await session.query(
      `SELECT hash, terms FROM ${names.servicingTerms} WHERE hash = ANY ($1::text[])`,
      [hashes],
    );
    for (const row of rows) {
      const [hash, terms] = [text(row, "hash"), text(row, "terms")];
      // Believed in every database from here on, so not on the word of one.
      if (sha256(terms) === hash) known.add(hash, readTerms(terms));
    }
  };
  return {
    async readLoans(rows) {
      const missing = new Set<string>();
      const loans = rows.map((row) =>
        readLoanRow(row, (hash) => {
          const terms = find(hash);
          if (terms === undefined) missing.add(hash);
          return terms;
        }),
      );
      if (missing.size === 0) return loans;
      await load([...missing]);
      return rows.map((row) => readLoanRow(row, find));
    },

    areNew: (loans) => newOf(loans).size > 0,

    async write(loans) {
      const news = newOf(loans);
      if (news.size === 0) return;
      await session.query(
        `INSERT INTO ${names.servicingTerms} (hash, terms)
         SELECT hash, terms FROM unnest($1::text[], $2::text[]) AS given (hash, terms)
         WHERE NOT EXISTS (SELECT FROM ${names.servicingTerms} AS stored WHERE stored.hash = given.hash)`,
        [[...news.keys()], [...news.values()].map(canonicalJson)],
      );
      for (const [hash, terms] of news) {
        written.add(hash);
        known.add(hash, terms);
      }
    },
  };
}

function sha256(content: string): string {
  return createHash("sha256").update(content, "utf8").digest("hex");
}

function readTerms(stored: string): ServicingTerms {
  return JSON.parse(stored);
}
