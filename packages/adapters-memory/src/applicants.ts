import type { ApplicantRepository, RegisteredApplicant } from "@lendkit/engine";
import { emailKey } from "@lendkit/engine";
import { type BorrowerView, insertBorrowers } from "./borrowers.ts";
import { copyApplicant } from "./copies.ts";
import type { ApplicantField, Database } from "./database.ts";
import type { TableView } from "./table.ts";
import type { Transaction } from "./transaction.ts";
import {
  expectVersion,
  idKey,
  insertUnique,
  refuseTaken,
  type Uniqueness,
  uniqueKeys,
} from "./uniqueRows.ts";

type UniqueApplicantField = "number" | "email" | "identity";

export function memoryApplicants(
  { applicants, applicantNumbers }: Database,
  transaction: Transaction,
  borrowers: BorrowerView,
): ApplicantRepository {
  const view = transaction.view(applicants);
  const unique: Uniqueness<RegisteredApplicant, UniqueApplicantField> = {
    entity: "applicant",
    rules: applicants.rules,
    fields: ["number", "email", "identity"],
  };
  return {
    lock: (ids) =>
      transaction.verb(() => transaction.lock(ids.map((id) => idKey("applicant", id)))),

    lockUnscored: ({ currency, limit }) =>
      transaction.verb(() => {
        const held: RegisteredApplicant[] = [];
        for (const applicant of view.by("unscoredIn", currency).sort(byNumber)) {
          if (held.length >= limit) break;
          if (transaction.lockAtOnce(idKey("applicant", applicant.id))) held.push(applicant);
        }
        return held.map(copyApplicant);
      }),

    find: (id) => transaction.verb(() => copyOf(view.get(id))),
    findByNumber: (number) => transaction.verb(() => copyOf(view.by("number", `${number}`)[0])),
    findByEmail: (email) => transaction.verb(() => copyOf(view.by("email", emailKey(email))[0])),
    findByIdentityHash: (hash) => transaction.verb(() => copyOf(view.by("identity", hash)[0])),

    findMany: ({ ids = [], numbers = [] }) =>
      transaction.verb(() => {
        const found = [
          ...ids.flatMap((id) => view.get(id) ?? []),
          ...numbers.flatMap((number) => view.by("number", `${number}`)),
        ];
        return [...new Set(found)].map(copyApplicant);
      }),

    insert: (news) =>
      transaction.verb(async () => {
        const rows = applicantNumbers
          .numberAll(news)
          .map((applicant) => copyApplicant({ ...applicant, version: 1 }));
        await insertUnique(transaction, view, unique, rows);
        await insertBorrowers(transaction, borrowers, rows);
        return rows.map(copyApplicant);
      }),

    save: (changed) => transaction.verb(() => save(transaction, view, unique, changed)),
  };
}

function copyOf(applicant: RegisteredApplicant | undefined): RegisteredApplicant | undefined {
  return applicant === undefined ? undefined : copyApplicant(applicant);
}

function byNumber(one: RegisteredApplicant, other: RegisteredApplicant): number {
  return one.number - other.number;
}

async function save(
  transaction: Transaction,
  view: TableView<RegisteredApplicant, ApplicantField>,
  unique: Uniqueness<RegisteredApplicant, UniqueApplicantField>,
  changed: readonly RegisteredApplicant[],
): Promise<readonly RegisteredApplicant[]> {
  await transaction.lock(changed.map(({ id }) => idKey("applicant", id)));
  // A value that is given up stays locked too: it is free only if this transaction commits.
  const given = changed.flatMap((applicant) => [view.get(applicant.id) ?? applicant, applicant]);
  await transaction.lock(given.flatMap((applicant) => uniqueKeys(unique, applicant)));

  return changed.map((applicant) => {
    const { id, version } = applicant;
    expectVersion(view.get(id), { entity: "applicant", id, expected: version });
    refuseTaken(view, unique, applicant);
    const row = copyApplicant({ ...applicant, version: version + 1 });
    view.put(row);
    return copyApplicant(row);
  });
}
