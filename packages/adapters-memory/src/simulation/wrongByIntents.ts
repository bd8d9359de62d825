/**
 * Test support: whether a loan's facts are what its clients wanted and were told.
 *
 * @module
 */
import { canonicalJson, type LoanFact } from "@lendkit/engine";
import { type Intent, originOf } from "./book.ts";
import { grouped, isDone, type World } from "./world.ts";

/** What clients know of it: what they were told has happened is there, once, and nothing else is. */
export function wrongByIntents(
  world: World,
  loanId: string,
  facts: readonly LoanFact[],
): readonly string[] {
  const wrong: string[] = [];
  const byKey = grouped(
    facts.filter(({ kind }) => kind !== "billIssued"),
    ({ commandId }) => originOf(commandId).key,
  );
  for (const [key, own] of byKey) {
    const intent = world.book.get(key);
    if (intent === undefined) wrong.push(`nobody wanted ${key}`);
    else wrong.push(...wrongFacts(intent, own));
  }
  for (const intent of world.book.ofLoan(loanId)) {
    if (isDone(intent) && !byKey.has(intent.key)) wrong.push(`${intent.key} was lost`);
  }
  return wrong;
}

function wrongFacts(intent: Intent, facts: readonly LoanFact[]): readonly string[] {
  const { key, outcome } = intent;
  const attempts = new Set(facts.map(({ commandId }) => originOf(commandId).attempt));
  if (attempts.size > 1) return [`${key} happened ${attempts.size} times`];
  if (outcome.kind === "refused") return [`${key} was refused as ${outcome.code}, and happened`];
  const found = facts.map(({ sequence }) => sequence);
  if (outcome.kind === "done" && canonicalJson(outcome.receipt.facts) !== canonicalJson(found)) {
    return [`${key} was told of the facts ${outcome.receipt.facts.join()}, there are ${found}`];
  }
  const said = facts.map(sayingOf);
  const wanted = wantedBy(intent);
  const isWanted = wanted.every((each, index) => said[index]?.startsWith(each));
  return isWanted && said.length >= wanted.length ? [] : [`${key}: wanted ${wanted}, is ${said}`];
}

/** What its facts begin with. */
function wantedBy({ wish }: Intent): readonly string[] {
  if (wish.kind === "open") return ["opened", "disbursed"];
  const { command } = wish;
  switch (command.kind) {
    case "receivePayment":
      return [`paymentReceived ${command.amount}`];
    case "reversePayment":
      return [`paymentReversed ${command.payment}`];
    case "addCharge":
      return [`chargeAdded ${command.amount} ${command.name}`];
    case "waiveCharge":
      return [`chargeWaived ${command.dueId}`];
    case "disburse":
      return [`disbursed ${command.amount}`];
    case "changeRate":
      return ["rateChanged"];
    default:
      return [];
  }
}

function sayingOf(fact: LoanFact): string {
  switch (fact.kind) {
    case "paymentReceived":
    case "disbursed":
      return `${fact.kind} ${fact.amount}`;
    case "paymentReversed":
      return `${fact.kind} ${fact.payment}`;
    case "chargeAdded":
      return `${fact.kind} ${fact.amount} ${fact.name}`;
    case "chargeWaived":
      return `${fact.kind} ${fact.dueId}`;
    default:
      return fact.kind;
  }
}
