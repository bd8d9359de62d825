import type { LoanFact } from "../loan/facts.ts";
import type { Notice } from "../loan/notices.ts";
import { canonicalJson } from "../money/canonicalJson.ts";

/**
 * What the lender's other systems are told of a loan: a notice for its borrower, or a fact that was
 * appended, such as for a ledger.
 */
export type OutboxMessage =
  | {
      readonly id: string;
      readonly loanId: string;
      readonly kind: "notice";
      readonly notice: Notice;
    }
  | {
      readonly id: string;
      readonly loanId: string;
      readonly kind: "fact";
      readonly fact: LoanFact;
    };

export function noticeMessage(notice: Notice): OutboxMessage {
  return { id: notice.id, loanId: notice.loanId, kind: "notice", notice };
}

export function factMessage(fact: LoanFact): OutboxMessage {
  const { loanId, sequence } = fact;
  return { id: JSON.stringify([loanId, "fact", sequence]), loanId, kind: "fact", fact };
}

/** What a message says, as text: JSON with sorted keys. */
export function messageText(message: OutboxMessage): string {
  return canonicalJson(message.kind === "notice" ? message.notice : message.fact);
}

/** The message that such a text was made of. */
export function messageOf(
  { id, loanId, kind }: Pick<OutboxMessage, "id" | "loanId" | "kind">,
  text: string,
): OutboxMessage {
  if (kind === "notice") return { id, loanId, kind, notice: JSON.parse(text) };
  return { id, loanId, kind, fact: JSON.parse(text) };
}
