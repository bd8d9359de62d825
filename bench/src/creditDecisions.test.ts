import { creditApproval, decideCredit } from "@lendkit/engine";
import { expect, test } from "vitest";
import { type CreditCase, creditCase, requireAgreement } from "./creditDecisions.ts";
import { creditEntries, decidedOn } from "./creditEntries.ts";
import { creditRulesPeer, type PeerDecision } from "./creditRulesPeer.ts";

const { credit } = creditApproval;
const peer = creditRulesPeer(credit);
const cases = [...creditEntries(11, 300)].map((entry) => creditCase(credit, entry));

const ours = ({ entry }: CreditCase) =>
  decideCredit(credit, entry.applicant, entry.request, decidedOn);
const other = async ({ facts }: CreditCase): Promise<PeerDecision> =>
  peer.decide(facts, await peer.score(facts));

test("both sides score and decide every customer alike", async () => {
  for (const { facts, score } of cases) expect(await peer.score(facts)).toBe(score);
  await expect(requireAgreement(cases, ours, other)).resolves.toBeUndefined();
});

test("the customers bring every outcome that the shipped policy knows", () => {
  const outcomes = cases.flatMap((each) =>
    ours(each)
      .reasons.filter(({ effect }) => effect !== "score")
      .map(({ code }) => code),
  );
  expect(new Set(outcomes)).toEqual(
    new Set([
      "SCORE_TOO_LOW",
      "LIMIT_EXCEEDED",
      "LIMIT_WOULD_BE_EXCEEDED",
      "INSTALLMENTS_OVER_CAP",
      "RATE_CORRECTED",
    ]),
  );
  expect(cases.some(({ facts }) => facts.loanCount === 0)).toBe(true);
  expect(cases.some(({ facts }) => facts.onTimePercent === null)).toBe(true);
});

test.each<[what: string, (said: PeerDecision) => PeerDecision, there: RegExp]>([
  ["approval", (said) => ({ ...said, approved: !said.approved }), /^C-0 is (\w+) .* and (?!\1)/],
  ["the rate", (said) => ({ ...said, ratePercent: 99 }), /^C-0 is .* at 99 % by the rules/],
])("one customer of whom %s differs stops the measurement", async (_, changed, message) => {
  const lastOtherwise = async (each: CreditCase): Promise<PeerDecision> =>
    each.entry.id === "C-0" ? changed(await other(each)) : other(each);
  await expect(requireAgreement(cases.toReversed(), ours, lastOtherwise)).rejects.toThrow(message);
});
