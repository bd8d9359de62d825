/**
 * A credit policy as rules of json-rules-engine, made from the policy's own data: every band of the
 * scorecard, every slab, the limit and the installment cap is a rule. One engine scores and another
 * decides, since its rules do not add up: the caller sums the points in between. Both are made once.
 *
 * What is compared leans to its side. It gets what the history says as ready numbers, counted before
 * the clock starts; it computes no installment and writes no sentences, and its amounts are doubles.
 * `decideCredit` does all of that within its time, exactly. There are no rules here for what the
 * shipped policy leaves off: hard rules, a cap that counts the proposed loan, refusing a rate below
 * the slab.
 *
 * @module
 */
import {
  type BookEntry,
  type CreditPolicy,
  creditScore,
  type Decimal,
  type ScorecardPart,
  type Slab,
} from "@lendkit/engine";
import { Engine, type EngineResult, type RuleProperties } from "json-rules-engine";
import { decidedOn } from "./creditEntries.ts";

/** What the history, the applicant and the request say, in whole cents, percent and counts. */
export type PeerFacts = Readonly<Record<ScorecardPart["attribute"], number | null>> & {
  readonly volume: number;
  readonly volumeWithProposed: number;
  readonly limit: number;
  readonly installmentPercent: number;
  readonly askedRate: number;
};

export interface PeerDecision {
  readonly approved: boolean;
  readonly ratePercent: number;
}

/** Counts what the rules look at, as `decideCredit` counts it. */
export function peerFacts(policy: CreditPolicy, { applicant, request }: BookEntry): PeerFacts {
  const { figures } = creditScore(policy.scorecard, applicant, decidedOn);
  const [volume, limit] = [cents(figures.currentVolume), cents(applicant.approvedLimit)];
  const { installmentsDue, paidOnTime, loanCount, loansThisYear } = figures;
  return {
    onTimePercent: installmentsDue === 0 ? null : (100 * paidOnTime) / installmentsDue,
    loanCount,
    loansThisYear,
    volumePercentOfLimit: limit === 0 ? null : (100 * volume) / limit,
    volume,
    volumeWithProposed: volume + cents(request.principal),
    limit,
    installmentPercent: (100 * cents(figures.currentInstallments)) / cents(applicant.monthlyIncome),
    askedRate: request.annualRatePercent.toNumber(),
  };
}

/** The two engines, each made once and used for every customer. */
export interface CreditRulesPeer {
  readonly score: (facts: PeerFacts) => Promise<number>;
  readonly decide: (facts: PeerFacts, score: number) => Promise<PeerDecision>;
}

export function creditRulesPeer(policy: CreditPolicy): CreditRulesPeer {
  const scoring = new Engine(scoreRules(policy));
  const deciding = new Engine([...policy.slabs.flatMap(slabRules), ...boundRules(policy)]);
  return {
    score: async (facts) => scoreOf(await scoring.run(facts)),
    decide: async (facts, score) => {
      const { events } = await deciding.run({ ...facts, score });
      const correction = events.find(({ type }) => type === "correction");
      return {
        approved: events.every(({ type }) => type !== "refusal"),
        ratePercent: Number(correction?.params?.["rate"] ?? facts.askedRate),
      };
    },
  };
}

/** A rule for each band of each part, and for the two histories that no part scores. */
function scoreRules({ scorecard }: CreditPolicy): RuleProperties[] {
  return [
    set("overLimit", scorecard.overLimitScore, "volume", "greaterThan", { fact: "limit" }),
    set("noHistory", scorecard.noHistoryScore, "loanCount", "equal", 0),
    ...scorecard.parts.flatMap(partRules),
  ];
}

function set(
  type: string,
  points: number,
  fact: keyof PeerFacts,
  operator: string,
  value: unknown,
): RuleProperties {
  return { conditions: { all: [{ fact, operator, value }] }, event: { type, params: { points } } };
}

function partRules({ attribute: fact, bands, missing }: ScorecardPart): RuleProperties[] {
  const rules = bands.map(({ atLeast, points }, index) => {
    const next = bands[index + 1];
    const from = { fact, operator: "greaterThanInclusive", value: Number(atLeast) };
    const below = next && { fact, operator: "lessThan", value: Number(next.atLeast) };
    const all = below === undefined ? [from] : [from, below];
    return { conditions: { all }, event: { type: "points", params: { points } } };
  });
  return missing === undefined
    ? rules
    : [...rules, set("points", missing.points, fact, "equal", null)];
}

/** A set score, over the limit before no history, goes before the sum of the parts. */
function scoreOf({ events }: EngineResult): number {
  const pointsOf = (type: string): number[] =>
    events.filter((event) => event.type === type).map(({ params }) => Number(params?.["points"]));
  const [setScore] = [...pointsOf("overLimit"), ...pointsOf("noHistory")];
  return setScore ?? pointsOf("points").reduce((sum, points) => sum + points, 0);
}

function slabRules(slab: Slab): RuleProperties[] {
  const { from, to } = slab;
  const inSlab = [
    scoreIs(from.inclusive ? "greaterThanInclusive" : "greaterThan", from.score),
    scoreIs(to.inclusive ? "lessThanInclusive" : "lessThan", to.score),
  ];
  if (slab.decision === "refuse") {
    return [{ conditions: { all: inSlab }, event: refusal("SCORE_TOO_LOW") }];
  }
  const rate = Number(slab.minimumRatePercent);
  const below = { fact: "askedRate", operator: "lessThan", value: rate };
  const correction = { type: "correction", params: { code: "RATE_CORRECTED", rate } };
  return [{ conditions: { all: [...inSlab, below] }, event: correction }];
}

function scoreIs(operator: string, value: number) {
  return { fact: "score", operator, value };
}

/** Current loans above the limit, those with the proposed one, and their installments. */
function boundRules({ installmentCap }: CreditPolicy): RuleProperties[] {
  const limit = { fact: "limit" };
  const isOver = { fact: "volume", operator: "greaterThan", value: limit };
  const isWithin = { fact: "volume", operator: "lessThanInclusive", value: limit };
  const wouldBe = { fact: "volumeWithProposed", operator: "greaterThan", value: limit };
  const percent = Number(installmentCap.percentOfIncome);
  const overCap = { fact: "installmentPercent", operator: "greaterThan", value: percent };
  return [
    { conditions: { all: [isOver] }, event: refusal("LIMIT_EXCEEDED") },
    { conditions: { all: [isWithin, wouldBe] }, event: refusal("LIMIT_WOULD_BE_EXCEEDED") },
    { conditions: { all: [overCap] }, event: refusal("INSTALLMENTS_OVER_CAP") },
  ];
}

function refusal(code: string): RuleProperties["event"] {
  return { type: "refusal", params: { code } };
}

function cents(amount: Decimal): number {
  return amount.times(100).toNumber();
}
