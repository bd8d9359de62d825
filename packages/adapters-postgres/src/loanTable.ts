import {
  currencyPlaces,
  type LoanState,
  minorUnitsText,
  type NewLoan,
  plainDate,
  readSnapshot,
  type ServicingTerms,
  type StoredLoan,
  storedSnapshot,
} from "@lendkit/engine";
import type { Column } from "./bulk.ts";
import { integer, integerText, numberText, type Row, text, textOrNull } from "./rows.ts";
import { perSchema, type SchemaNames } from "./schemaNames.ts";
import type { InsertedTable } from "./versionedTable.ts";

/**
 * The snapshot is the state, with the terms that it names; the other columns repeat what is asked for and
 * checked in SQL.
 */
export const loanTable: (names: SchemaNames) => InsertedTable<NewLoan, StoredLoan> = perSchema(
  ({ loans, loanNumbers }) => ({
    entity: "loan",
    table: loans,
    numbers: loanNumbers,
    columns: writtenLoanColumns,
    selection: "stored.id, stored.number::text, stored.version::text",
    read: (row, { state, nextActionOn = null }) => ({
      state,
      number: integer(row, "number"),
      version: integer(row, "version"),
      nextActionOn,
    }),
    idOf: ({ state }) => state.loanId,
  }),
);

/** Of `loans AS stored`: what `readLoanRow` reads. */
export const loanSelection = `stored.id, stored.number::text, stored.version::text, stored.snapshot,
  to_char(stored.next_action_on, 'YYYY-MM-DD') AS next_action_on`;

/** The names of what is selected. */
export const loanColumns: readonly string[] = [
  "id",
  "number",
  "version",
  "snapshot",
  "next_action_on",
];

/** What is written of a loan. */
export const writtenLoanColumns: readonly Column<NewLoan>[] = [
  { name: "id", type: "text", text: ({ state }) => state.loanId },
  { name: "number", type: "bigint", text: ({ number }) => numberText(number) },
  { name: "customer_id", type: "text", text: ({ state }) => state.customerId },
  { name: "origin", type: "text", text: ({ state }) => state.origin },
  { name: "currency", type: "text", text: ({ state }) => state.currency },
  { name: "principal", type: "numeric", text: ({ state }) => amount(state, state.principalMinor) },
  { name: "annual_rate_percent", type: "numeric", text: ({ state }) => state.annualRatePercent },
  whole("tenor_months", "integer", (state) => state.tenorMonths),
  {
    name: "installment",
    type: "numeric",
    text: ({ state }) => amount(state, state.installmentMinor),
  },
  whole("paid_on_time", "integer", (state) => state.paidOnTime),
  { name: "started_on", type: "date", text: ({ state }) => state.startedOn },
  { name: "ends_on", type: "date", text: ({ state }) => state.endsOn },
  whole("last_sequence", "bigint", (state) => state.lastSequence),
  { name: "next_action_on", type: "date", text: ({ nextActionOn }) => nextActionOn ?? null },
  { name: "snapshot", type: "text", text: ({ state }) => storedSnapshot(state) },
];

function whole(
  name: string,
  type: "integer" | "bigint",
  part: (state: LoanState) => number,
): Column<NewLoan> {
  return { name, type, text: ({ state }) => integerText(part(state), name) };
}

function amount({ currency }: LoanState, minorUnits: number): string {
  return minorUnitsText(minorUnits, currencyPlaces(currency));
}

/** A row of a loan; without a state where its snapshot is of another version, or its terms are not known. */
export type LoanRow = Omit<StoredLoan, "state"> & {
  readonly loanId: string;
  readonly state: LoanState | undefined;
};

/** @param termsOf the terms of a hash that a snapshot names */
export function readLoanRow(
  row: Row,
  termsOf: (hash: string) => ServicingTerms | undefined,
): LoanRow {
  const nextActionOn = textOrNull(row, "next_action_on");
  return {
    loanId: text(row, "id"),
    state: readSnapshot(text(row, "snapshot"), termsOf),
    number: integer(row, "number"),
    version: integer(row, "version"),
    nextActionOn: nextActionOn === null ? null : plainDate(nextActionOn, "next_action_on"),
  };
}
