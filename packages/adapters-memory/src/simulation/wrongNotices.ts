/**
 * Test support: whether borrowers were told what they are to be told, however day-ends ran.
 *
 * @module
 */
import {
  canonicalJson,
  carryForward,
  type LoanFact,
  type Notice,
  type OutboxMessage,
  type PlainDate,
  replay,
} from "@lendkit/engine";
import { served } from "./products.ts";

/**
 * Notices of a loan that is carried forward to the day of each command and then to a last day, as if
 * no day-end had ever run. Those of its end are left out, since commands write them too.
 */
function noticesOf(facts: readonly LoanFact[], lastDay: PlainDate): readonly Notice[] {
  const options = { recordedAt: "", reminders: served.reminders };
  const notices: Notice[] = [];
  const begun = facts.slice(0, 2);
  let state = replay(begun);
  const carry = (to: PlainDate): void => {
    if ((state.servicing?.asOf ?? to) >= to) return;
    const carried = carryForward(state, to, options);
    state = carried.state;
    notices.push(...carried.notices);
  };
  for (const fact of facts.slice(begun.length)) {
    if (!("bookedOn" in fact)) continue;
    carry(fact.bookedOn);
    if (fact.kind === "billIssued") continue;
    state = replay(facts.slice(0, fact.sequence), state.servicing?.asOf);
  }
  carry(lastDay);
  return notices;
}

export function wrongNotices(
  facts: readonly LoanFact[],
  lastDay: PlainDate,
  messages: readonly OutboxMessage[],
): readonly string[] {
  const wanted = asText(noticesOf(facts, lastDay));
  const told = messages.flatMap((message) => (message.kind === "notice" ? [message.notice] : []));
  return asText(told) === wanted ? [] : ["its borrower was told other things than are to be told"];
}

/** Each once, as it was first told. */
function asText(notices: readonly Notice[]): string {
  const byId = new Map<string, string>();
  for (const notice of notices) {
    if (notice.kind !== "closed" && !byId.has(notice.id)) {
      byId.set(notice.id, canonicalJson(notice));
    }
  }
  return [...byId.values()].sort().join("\n");
}
