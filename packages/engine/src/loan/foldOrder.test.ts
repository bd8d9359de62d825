import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { nothing } from "../due/due.ts";
import {
  evenLoan,
  evenLoanWith,
  lent,
  openDues,
  opening,
  pay,
  servicingOf,
  servicingTerms,
  tell,
  tellAll,
} from "../testing/loanLife.ts";
import { runs } from "../testing/runs.ts";
import { decide } from "./decide.ts";
import { evolve, factOutOfOrder } from "./evolve.ts";
import type { LoanFact } from "./facts.ts";
import { countsAfter, foldOrder, rankOf, standingPayment } from "./foldOrder.ts";
import { replay } from "./replay.ts";
import { snapshotText } from "./snapshotText.ts";

const kindsOf = (facts: readonly LoanFact[]): readonly string[] => facts.map(({ kind }) => kind);

test("within a day terms count before what is owed by them, and that before what pays it", () => {
  const kinds = [
    "movedToCalculationVersion",
    "openingBalanceGiven",
    "disbursed",
    "rateChanged",
    "rescheduled",
    "moratoriumGranted",
    "delinquencyPaused",
    "chargeAdded",
    "paymentReceived",
    "chargeWaived",
    "refunded",
    "writtenOff",
    "recovered",
    "voided",
  ] as const;
  const ranks = kinds.map((kind) => rankOf({ kind }));
  expect([...ranks].sort((a, b) => a - b)).toEqual(ranks);
  expect(new Set(ranks).size).toBe(kinds.length);
});

describe("a charge that is recorded after the payment of its day", () => {
  // 12.00 of interest and 100.00 of principal are due, and 5.00 for a visit.
  const paid = tell(lent(evenLoan), "2024-02-15", pay("117"));
  const charged = tell(paid, "2024-02-15", { kind: "addCharge", name: "visit", amount: "5" });

  test("is paid by it", () => {
    expect(servicingOf(paid).heldMinor).toBe(5_00);
    expect(servicingOf(charged)).toMatchObject({
      paid: { ...nothing, fee: 5_00, interest: 12_00, principal: 100_00 },
      heldMinor: 0,
      dues: [],
    });
  });

  test("stands last in the facts and counts before it", () => {
    expect(kindsOf(charged.facts)).toEqual([
      "opened",
      "disbursed",
      "paymentReceived",
      "chargeAdded",
    ]);
    expect(kindsOf(foldOrder(charged.facts))).toEqual([
      "opened",
      "disbursed",
      "chargeAdded",
      "paymentReceived",
    ]);
  });

  test("is not taken by a state that has gone past it", () => {
    const [fact] = charged.facts.slice(-1);
    if (fact === undefined) throw new Error("There is no fact.");
    expect(() => evolve(paid.state, fact)).toThrow(
      factOutOfOrder({ sequence: 4, kind: "chargeAdded" }),
    );
  });
});

test("a payment of an earlier day counts before one that was recorded before it", () => {
  const life = tellAll(
    lent(evenLoan),
    ["2024-03-15", pay("223")],
    ["2024-02-15", { ...pay("112"), bookedOn: plainDate("2024-03-20") }],
  );
  expect(foldOrder(life.facts).map(({ sequence }) => sequence)).toEqual([1, 2, 4, 3]);
  // 112.00 in time, then 111.00; of 223.00 are 112.00 left.
  expect(servicingOf(life)).toMatchObject({ heldMinor: 112_00, dues: [] });
});

test("two payments of a day count as they were recorded", () => {
  const life = tellAll(lent(evenLoan), ["2024-02-15", pay("10")], ["2024-02-15", pay("20")]);
  expect(foldOrder(life.facts).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
  // 30.00: 12.00 of interest, 18.00 of principal.
  expect(openDues(life)).toEqual([
    { id: "installment 1", dueOn: "2024-02-15", ...nothing, principal: 82_00 },
  ]);
});

describe("a payment that came back", () => {
  const life = tellAll(
    lent(evenLoan),
    ["2024-02-15", pay("112")],
    ["2024-03-15", pay("111")],
    ["2024-03-18", { kind: "reversePayment", payment: 3 }],
  );

  test("is not among the facts that count, nor is what says so", () => {
    expect(foldOrder(life.facts).map(({ sequence }) => sequence)).toEqual([1, 2, 4]);
  });

  test("no longer stands; another does, and what is no payment never did", () => {
    expect(standingPayment(life.facts, 3)).toBeUndefined();
    expect(standingPayment(life.facts, 4)).toBe(life.facts[3]);
    expect(standingPayment(life.facts, 2)).toBeUndefined();
    expect(standingPayment(life.facts, 6)).toBeUndefined();
  });

  test("leaves what the other pays: the oldest first", () => {
    // 111.00: 12.00 and 99.00 of the first; of the second nothing.
    expect(openDues(life)).toEqual([
      { id: "installment 1", dueOn: "2024-02-15", ...nothing, principal: 1_00 },
      { id: "installment 2", dueOn: "2024-03-15", ...nothing, interest: 11_00, principal: 100_00 },
    ]);
  });
});

test("terms that were amended count from the start, whenever that was decided", () => {
  const life = tellAll(
    lent(evenLoan),
    ["2024-02-15", pay("112")],
    [
      "2024-05-20",
      {
        kind: "amendLoan",
        terms: { ...opening(evenLoan).terms, annualRatePercent: "6" },
        servicing: servicingTerms(evenLoan),
      },
    ],
  );
  expect(kindsOf(foldOrder(life.facts))).toEqual([
    "opened",
    "amended",
    "disbursed",
    "paymentReceived",
  ]);
  // At half the rate 6.00 and 100.00 were due: 6.00 of 112.00 were too much.
  expect(servicingOf(life)).toMatchObject({
    paid: { ...nothing, interest: 6_00, principal: 100_00 },
    heldMinor: 6_00,
  });
});

describe("after a state of 15 February that has counted a payment", () => {
  const asOf = plainDate("2024-02-15");
  const rank = rankOf({ kind: "paymentReceived" });
  test.each<[LoanFact["kind"], string, boolean]>([
    ["paymentReceived", "2024-02-14", false],
    ["paymentReceived", "2024-02-15", true],
    ["chargeAdded", "2024-02-15", false],
    ["chargeAdded", "2024-02-16", true],
    ["writtenOff", "2024-02-15", true],
    ["paymentReversed", "2024-02-16", false],
    ["amended", "2024-02-16", false],
  ])("%s of %s: %s", (kind, effectiveOn, counts) => {
    expect(countsAfter({ kind, effectiveOn: plainDate(effectiveOn) }, asOf, rank)).toBe(counts);
  });
});

test("a day's facts of different kinds give one loan, in whatever order they were recorded", () => {
  const day = "2024-03-20";
  const before = lent(evenLoanWith({ excess: "reduceTenor" }));
  const news = [
    { kind: "addCharge", name: "visit", amount: "7.50" },
    { kind: "changeRate", annualRatePercent: "18", policy: "reduceInstallment" },
    { kind: "waiveCharge", dueId: "installment 1", of: "interest", amount: "2" },
    { kind: "pauseDelinquency", until: plainDate("2024-04-02") },
    pay("300"),
  ] as const;
  const order = fc.shuffledSubarray([...news], { minLength: news.length });
  // What is waived must be unpaid when it is asked for: 300.00 does not leave it to a waiver.
  const possible = order.filter(
    (all) => all.findIndex(({ kind }) => kind === "waiveCharge") < all.indexOf(news[4]),
  );
  const snapshots = new Set<string>();
  fc.assert(
    fc.property(possible, (all) => {
      const life = all.reduce((reached, told) => tell(reached, day, told), before);
      const { servicing } = life.state;
      const text = snapshotText({
        ...life.state,
        servicing: servicing && { ...servicing, dues: [] },
      });
      expect(snapshotText(replay(life.facts))).toBe(snapshotText(life.state));
      snapshots.add(text);
    }),
    { numRuns: runs(40, 200) },
  );
  expect(snapshots.size).toBe(1);
});

test("the first fact of a loan needs no state", () => {
  expect(kindsOf(foldOrder(decide(undefined, opening(evenLoan))))).toEqual(["opened"]);
});
