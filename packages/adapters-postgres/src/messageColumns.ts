import { messageText, type OutboxMessage } from "@lendkit/engine";
import type { Column } from "./bulk.ts";

/** What is written of a message. */
export const messageColumns: readonly Column<OutboxMessage>[] = [
  { name: "id", type: "text", text: ({ id }) => id },
  { name: "loan_id", type: "text", text: ({ loanId }) => loanId },
  { name: "kind", type: "text", text: ({ kind }) => kind },
  { name: "body", type: "text", text: messageText },
];
