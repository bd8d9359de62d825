import {
  currencyCodes,
  Decimal,
  type NewApplicant,
  plainDate,
  type RegisteredApplicant,
} from "@lendkit/engine";
import type { Column } from "./bulk.ts";
import { integer, integerText, numberText, oneOf, type Row, text, textOrNull } from "./rows.ts";
import type { SchemaNames } from "./schemaNames.ts";
import type { VersionedTable } from "./versionedTable.ts";

export function applicantTable(
  names: SchemaNames,
): VersionedTable<NewApplicant, RegisteredApplicant> {
  return {
    entity: "applicant",
    table: names.applicants,
    numbers: names.applicantNumbers,
    isBorrower: true,
    columns,
    selection,
    read,
    idOf: ({ id }) => id,
  };
}

const columns: readonly Column<NewApplicant>[] = [
  { name: "id", type: "text", text: (applicant) => applicant.id },
  { name: "number", type: "bigint", text: (applicant) => numberText(applicant.number) },
  { name: "name", type: "text", text: (applicant) => applicant.name },
  { name: "email", type: "text", text: (applicant) => applicant.email },
  { name: "identity_hash", type: "text", text: (applicant) => applicant.identityHash },
  { name: "identity_last_four", type: "text", text: (applicant) => applicant.identityLastFour },
  { name: "annual_income", type: "numeric", text: ({ annualIncome }) => annualIncome.toFixed() },
  { name: "currency", type: "text", text: (applicant) => applicant.currency },
  { name: "account_key", type: "text", text: (applicant) => applicant.accountKey },
  {
    name: "score",
    type: "integer",
    text: ({ score }) => (score === null ? null : integerText(score, "score")),
  },
  { name: "scored_on", type: "date", text: (applicant) => applicant.scoredOn },
];

const selection = `stored.id, stored.number::text, stored.name, stored.email, stored.identity_hash,
  stored.identity_last_four, stored.annual_income::text, stored.currency, stored.account_key,
  stored.score::text, to_char(stored.scored_on, 'YYYY-MM-DD') AS scored_on, stored.version::text`;

function read(row: Row): RegisteredApplicant {
  const scoredOn = textOrNull(row, "scored_on");
  return {
    id: text(row, "id"),
    number: integer(row, "number"),
    name: text(row, "name"),
    email: text(row, "email"),
    identityHash: text(row, "identity_hash"),
    identityLastFour: text(row, "identity_last_four"),
    annualIncome: new Decimal(text(row, "annual_income")),
    currency: oneOf(row, "currency", currencyCodes),
    accountKey: text(row, "account_key"),
    score: row["score"] === null ? null : integer(row, "score"),
    scoredOn: scoredOn === null ? null : plainDate(scoredOn, "scored_on"),
    version: integer(row, "version"),
  };
}
