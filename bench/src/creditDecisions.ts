/**
 * Credit decisions by the shipped policy, beside the same rules in json-rules-engine. What each side
 * has to do is said in `creditRulesPeer.ts`.
 *
 * @module
 */
import {
  type BookEntry,
  type CreditPolicy,
  creditApproval,
  type Decision,
  decideCredit,
} from "@lendkit/engine";
import { besideAwaited } from "./besideAwaited.ts";
import { creditEntries, decidedOn } from "./creditEntries.ts";
import {
  creditRulesPeer,
  type PeerDecision,
  type PeerFacts,
  peerFacts,
} from "./creditRulesPeer.ts";
import { type Measurement, measurement } from "./measurement.ts";

const SEED = 4;
const COUNT = 500;

/** A customer in the forms that the two sides take. */
export interface CreditCase {
  readonly entry: BookEntry;
  readonly facts: PeerFacts;
  /** By `decideCredit`. */
  readonly score: number;
}

/** @throws Error if the two sides decide any customer differently */
export async function creditDecisions(): Promise<readonly Measurement[]> {
  const { credit } = creditApproval;
  const cases = [...creditEntries(SEED, COUNT)].map((entry) => creditCase(credit, entry));
  const peer = creditRulesPeer(credit);
  const ofFacts = async ({ facts }: CreditCase): Promise<PeerDecision> =>
    peer.decide(facts, await peer.score(facts));
  const ofScore = ({ facts, score }: CreditCase): Promise<PeerDecision> =>
    peer.decide(facts, score);

  const decided = {
    run: ({ entry }: CreditCase) => decide(credit, entry),
    check: ({ installment, reasons }: Decision) => installment.toNumber() + reasons.length,
  };
  const name = "a credit decision, ns, beside json-rules-engine";
  const measurements: Measurement[] = [];
  for (const { what, run, aim } of [
    { what: name, run: ofFacts, aim: 1 / 20 },
    { what: `${name} without scoring`, run: ofScore, aim: undefined },
  ]) {
    await requireAgreement(cases, decided.run, run);
    const time = await besideAwaited(cases, decided, { run, check: (each) => each.ratePercent });
    measurements.push(measurement(what, time, aim));
  }
  return measurements;
}

export function creditCase(policy: CreditPolicy, entry: BookEntry): CreditCase {
  return { entry, facts: peerFacts(policy, entry), score: decide(policy, entry).score };
}

/** @throws Error naming the first customer of whom approval or rate differ */
export async function requireAgreement(
  cases: readonly CreditCase[],
  ours: (each: CreditCase) => Decision,
  other: (each: CreditCase) => Promise<PeerDecision>,
): Promise<void> {
  for (const each of cases) {
    const { approved, correctedRatePercent } = ours(each);
    const here = said({ approved, ratePercent: correctedRatePercent.toNumber() });
    const there = said(await other(each));
    if (here === there) continue;
    throw new Error(`${each.entry.id} is ${here} here and ${there} by the rules of the peer.`);
  }
}

function said({ approved, ratePercent }: PeerDecision): string {
  return `${approved ? "approved" : "refused"} at ${ratePercent} %`;
}

function decide(policy: CreditPolicy, { applicant, request }: BookEntry): Decision {
  return decideCredit(policy, applicant, request, decidedOn);
}
