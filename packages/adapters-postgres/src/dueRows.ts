import {
  currencyCodes,
  currencyPlaces,
  type DueRow,
  minorUnitsText,
  plainDate,
  toMinorUnits,
} from "@lendkit/engine";
import type { Column } from "./bulk.ts";
import { integer, integerText, oneOf, type Row, text } from "./rows.ts";

/** What is written of a due. */
export const dueColumns: readonly Column<DueRow>[] = [
  { name: "loan_id", type: "text", text: ({ loanId }) => loanId },
  { name: "due_id", type: "text", text: ({ dueId }) => dueId },
  { name: "customer_id", type: "text", text: ({ customerId }) => customerId },
  { name: "currency", type: "text", text: ({ currency }) => currency },
  {
    name: "installment",
    type: "integer",
    text: ({ installment }) =>
      installment === null ? null : integerText(installment, "installment"),
  },
  { name: "due_on", type: "date", text: ({ dueOn }) => dueOn },
  amountColumn("penalty"),
  amountColumn("fee"),
  amountColumn("interest"),
  amountColumn("principal"),
  amountColumn("paid"),
  amountColumn("unpaid"),
];

type AmountName = "penalty" | "fee" | "interest" | "principal" | "paid" | "unpaid";

function amountColumn(name: AmountName): Column<DueRow> {
  return {
    name,
    type: "numeric",
    text: (row) => minorUnitsText(row[name], currencyPlaces(row.currency)),
  };
}

/** What is read of `loan_dues AS due`, each as text. */
export const DUE_SELECTION = `due.loan_id, due.due_id, due.customer_id, due.currency,
  due.installment::text, to_char(due.due_on, 'YYYY-MM-DD') AS due_on, due.penalty::text,
  due.fee::text, due.interest::text, due.principal::text, due.paid::text, due.unpaid::text`;

export function dueOf(row: Row): DueRow {
  const currency = oneOf(row, "currency", currencyCodes);
  const places = currencyPlaces(currency);
  const amount = (name: AmountName): number => toMinorUnits(text(row, name), places, name);
  return {
    loanId: text(row, "loan_id"),
    dueId: text(row, "due_id"),
    customerId: text(row, "customer_id"),
    currency,
    installment: row["installment"] === null ? null : integer(row, "installment"),
    dueOn: plainDate(text(row, "due_on"), "due_on"),
    penalty: amount("penalty"),
    fee: amount("fee"),
    interest: amount("interest"),
    principal: amount("principal"),
    paid: amount("paid"),
    unpaid: amount("unpaid"),
  };
}
