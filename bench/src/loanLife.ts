/**
 * What a loan's past costs: one more payment after many, and replaying them all.
 *
 * @module
 */
import {
  amortize,
  decide,
  emiTracker,
  evolve,
  type LoanFact,
  type LoanState,
  type PlainDate,
  plainDate,
  replay,
} from "@lendkit/engine";
import { type Measurement, measurement } from "./measurement.ts";
import { type Side, sideBySide } from "./sideBySide.ts";

const LONG = 1000;
const SHORT = 10;
const startedOn = plainDate("2024-01-01");

/** A weekly loan of twenty years whose installments are paid in two halves, both on the due date. */
const terms = {
  ...emiTracker.servicing.repayment,
  currency: "INR",
  principal: "1000000",
  annualRatePercent: "12",
  installments: 1040,
  frequency: "P1W",
  disbursedOn: startedOn,
} as const;

interface LoanLife {
  readonly facts: readonly LoanFact[];
  /** After the first half of an installment. */
  readonly state: LoanState;
  readonly nextDay: PlainDate;
  readonly half: string;
}

export function loanLife(): readonly Measurement[] {
  const [long, short] = [lifeOf(LONG), lifeOf(SHORT)];
  const times = Array.from({ length: 500 }, () => 0);
  const oneMore = sideBySide(times, paying(long), paying(short));
  const replays = sideBySide([long.facts, long.facts], replaying, folding);
  const { length } = long.facts;
  return [
    measurement(
      `one more payment at fact ${length}, ns, beside fact ${short.facts.length}`,
      oneMore,
      1.5,
    ),
    measurement(`replaying ${length} facts, ns, beside a bare fold of them`, replays),
    measurement(`replaying ${length} facts, ns, beside 10 ms`, { ...replays, other: 1e7 }, 1),
  ];
}

function lifeOf(facts: number): LoanLife {
  const schedule = amortize(terms);
  const half = schedule.emi.div(2).toFixed(2);
  const life: LoanFact[] = [...opened()];
  let state = replay(life);
  const days = Array.from(
    { length: LONG },
    (_, index) => schedule.row(1 + Math.floor(index / 2)).dueOn,
  );
  for (let index = 0; life.length < facts; index += 1) {
    const news = decide(state, payment(index, days[index] ?? startedOn, half));
    life.push(...news);
    state = news.reduce<LoanState>(evolve, state);
  }
  return { facts: life, state, nextDay: days[facts - 2] ?? startedOn, half };
}

function opened(): readonly LoanFact[] {
  const { frequency, method, dayCount, rounding } = terms;
  const open = decide(undefined, {
    kind: "openLoan",
    ...frame(0, startedOn),
    calculationVersion: 1,
    servicing: {
      repayment: { frequency, method, dayCount, rounding },
      rules: { ...emiTracker.servicing.rules, penalty: null, excess: "advance" },
    },
    terms: {
      customerId: "C-1",
      currency: terms.currency,
      principal: terms.principal,
      annualRatePercent: terms.annualRatePercent,
      tenorMonths: terms.installments,
      installment: "1",
      startedOn,
      endsOn: plainDate("2043-12-07"),
    },
  });
  return [...open, ...decide(replay(open), { kind: "disburse", ...frame(1, startedOn) })];
}

function payment(index: number, on: PlainDate, amount: string) {
  return { kind: "receivePayment", ...frame(index + 2, on), amount } as const;
}

function frame(index: number, effectiveOn: PlainDate) {
  return {
    loanId: "L-1",
    commandId: `command ${index}`,
    effectiveOn,
    recordedAt: "2024-01-01T09:30:00.000Z",
  };
}

function paying({ facts, state, nextDay, half }: LoanLife): Side<number, LoanState> {
  const command = payment(facts.length, nextDay, half);
  return {
    run: () => decide(state, command).reduce<LoanState>(evolve, state),
    check: ({ lastSequence }) => lastSequence,
  };
}

const replaying: Side<readonly LoanFact[], LoanState> = {
  run: (facts) => replay(facts),
  check: ({ lastSequence }) => lastSequence,
};

/** What a fold costs that only reads each fact and carries a state along. */
const folding: Side<readonly LoanFact[], { readonly sum: number; readonly last: number }> = {
  run: (facts) => {
    let state = { sum: 0, last: 0 };
    for (const fact of facts) {
      const amount = "amount" in fact && fact.amount !== "all" ? Number(fact.amount) : 0;
      state = { sum: state.sum + amount, last: fact.sequence };
    }
    return state;
  },
  check: ({ sum }) => sum,
};
