/**
 * Servicing terms, which most loans of a product have in common: each is stored once, and snapshots name
 * it. Where the terms of a name are not found, a loan is replayed, as for any snapshot that cannot be read.
 *
 * @module
 */
import { canonicalJson, type NewLoan, type ServicingTerms, termsOfSnapshot } from "@lendkit/engine";
import { type LoanRow, readLoanRow } from "./loanTable.ts";
import { type Row, text } from "./rows.ts";
import type { SchemaNames } from "./schemaNames.ts";
import type { Session } from "./session.ts";

const MOST_KNOWN = 1000;

/** Terms that a store has read, and so need not read or write again: the last thousand that were new to it. */
export class KnownTerms {
  readonly #byHash = new Map<string, ServicingTerms>();

  get(hash: string): ServicingTerms | undefined {
    return this.#byHash.get(hash);
  }

  add(hash: string, terms: ServicingTerms): void {
    this.#byHash.set(hash, terms);
    const [oldest] = this.#byHash.size > MOST_KNOWN ? this.#byHash.keys() : [];
    if (oldest !== undefined) this.#byHash.delete(oldest);
  }
}

/** The terms of loans, in one transaction. */
export interface SharedTerms {
  /** Rows of loans, with one query more for terms that are not known yet. */
  readonly readLoans: (rows: readonly Row[]) => Promise<readonly LoanRow[]>;
  /** Whether any loan has terms that may not be stored yet. */
  readonly areNew: (loans: readonly NewLoan[]) => boolean;
  /** Stores those, if there are any. */
  readonly write: (loans: readonly NewLoan[]) => Promise<void>;
}

type ByHash = ReadonlyMap<string, ServicingTerms>;

export function sharedTerms(session: Session, names: SchemaNames, known: KnownTerms): SharedTerms {
  // Known to others only once they are committed, and read by another transaction.
  const written = new Map<string, ServicingTerms>();
  const find = (hash: string): ServicingTerms | undefined => known.get(hash) ?? written.get(hash);
  const newOf = (loans: readonly NewLoan[]): ByHash => {
    const terms = loans.flatMap(({ state }) => termsOfSnapshot(state) ?? []);
    const unknown = terms.filter(({ hash }) => find(hash) === undefined);
    return new Map(unknown.map((each) => [each.hash, each.terms]));
  };
  const load = async (hashes: readonly string[]): Promise<ByHash> => {
    const rows = await session.query(
      `SELECT hash, terms FROM ${names.servicingTerms} WHERE hash = ANY ($1::text[])`,
      [hashes],
    );
    const loaded = new Map(rows.map((row) => [text(row, "hash"), readTerms(text(row, "terms"))]));
    for (const [hash, terms] of loaded) known.add(hash, terms);
    return loaded;
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
      const loaded = await load([...missing]);
      return rows.map((row) => readLoanRow(row, (hash) => loaded.get(hash) ?? find(hash)));
    },

    areNew: (loans) => newOf(loans).size > 0,

    async write(loans) {
      const terms = newOf(loans);
      if (terms.size === 0) return;
      await session.query(
        `INSERT INTO ${names.servicingTerms} (hash, terms)
         SELECT hash, terms FROM unnest($1::text[], $2::text[]) AS given (hash, terms)
         WHERE NOT EXISTS (SELECT FROM ${names.servicingTerms} AS stored WHERE stored.hash = given.hash)`,
        [[...terms.keys()], [...terms.values()].map(canonicalJson)],
      );
      for (const [hash, each] of terms) written.set(hash, each);
    },
  };
}

function readTerms(stored: string): ServicingTerms {
  return JSON.parse(stored);
}
