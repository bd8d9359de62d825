import { canonicalJson, type LoanFact } from "@lendkit/engine";
import type { Column } from "./bulk.ts";
import { integerText } from "./rows.ts";

/** A fact is kept as the text it came as, so its instants and amounts come back to the letter. */
export const factColumns: readonly Column<LoanFact>[] = [
  { name: "loan_id", type: "text", text: ({ loanId }) => loanId },
  { name: "sequence", type: "bigint", text: ({ sequence }) => integerText(sequence, "sequence") },
  { name: "kind", type: "text", text: ({ kind }) => kind },
  { name: "effective_on", type: "date", text: ({ effectiveOn }) => effectiveOn },
  { name: "command_id", type: "text", text: ({ commandId }) => commandId },
  { name: "fact", type: "text", text: canonicalJson },
];
