/** The laws of docs/concepts/postings.md, over random lives of random loans. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type PlainDate } from "../calendar/plainDate.ts";
import { addAmounts, nothing, unpaidOf } from "../due/due.ts";
import { outstandingPrincipal } from "../loan/diffReplay.ts";
import type { LoanFact } from "../loan/facts.ts";
import { replayEntries } from "../loan/replay.ts";
import { toMinorUnits } from "../money/amount.ts";
import { anyBilledLife, anyLife, live } from "../testing/randomLives.ts";
import { countsMatter, runs } from "../testing/runs.ts";
import { bookPostings } from "./books.ts";
import type { LedgerAccount } from "./chartOfAccounts.ts";
import type { Posting } from "./posting.ts";
import { postingsOf } from "./postings.ts";
import { trialBalance } from "./trialBalance.ts";

const numRuns = runs(200, 5000);

/** Checks a law at the end of random lives, on that day or a later one. */
function always(law: (facts: readonly LoanFact[], asOf: PlainDate, part: number) => void): void {
  const anyDays = fc.integer({ min: 0, max: 400 });
  const anyPart = fc.integer({ min: 0, max: 99 });
  fc.assert(
    fc.property(fc.oneof(anyLife, anyBilledLife), anyDays, anyPart, (life, days, part) => {
      const lived = live(life);
      const asOf = lived?.state.servicing?.asOf;
      if (lived !== undefined && asOf !== undefined) {
        law(lived.facts, addDays(asOf, days), part / 100);
      }
    }),
    { numRuns },
  );
}

/** In minor units; zero for an account that nothing was posted to. */
function balances(postings: readonly Posting[]): (account: LedgerAccount) => number {
  const { rows } = trialBalance(postings);
  return (account) => toMinorUnits(rows.find((row) => row.account === account)?.balance ?? "0", 2);
}

/** True where each fact was recorded on its own day, after all that counts before it. */
function cameInOrder(facts: readonly LoanFact[]): boolean {
  return facts.every(
    (fact, index) =>
      !("bookedOn" in fact) ||
      (fact.kind !== "paymentReversed" &&
        fact.bookedOn === fact.effectiveOn &&
        (index < 2 || fact.effectiveOn > (facts[index - 1]?.effectiveOn ?? ""))),
  );
}

test("debits equal credits on every day, and every amount is above zero", () => {
  always((facts, asOf) => {
    const postings = postingsOf(facts, asOf);
    const isAmount = (amount: number): boolean => Number.isSafeInteger(amount) && amount > 0;
    expect(postings.filter(({ amount }) => !isAmount(amount))).toEqual([]);
    for (const day of new Set(postings.map(({ on }) => on))) {
      const { rows, totals } = trialBalance(postings, day);
      expect(totals.map(({ debit }) => debit)).toEqual(totals.map(({ credit }) => credit));
      const net = rows.reduce((sum, { type, balance }) => {
        const sign = type === "asset" || type === "expense" ? 1 : -1;
        return sum + sign * toMinorUnits(balance, 2);
      }, 0);
      expect(net).toBe(0);
    }
  });
});

test("the accounts of a loan are what its state says", () => {
  always((facts, asOf) => {
    const { state, entries } = replayEntries(facts, asOf);
    const { servicing } = state;
    if (servicing === null) throw new Error("The loan is not serviced.");
    const balance = balances(postingsOf(facts, asOf));
    const unpaid = servicing.dues.reduce((sum, due) => addAmounts(sum, unpaidOf(due)), nothing);
    const received = entries.reduce(
      (sum, entry) => (entry.kind === "received" ? sum + entry.amount : sum),
      0,
    );
    const { lentMinor, recoveredMinor, refundedMinor, heldMinor, refundableMinor } = servicing;
    expect({
      cash: balance("cash"),
      principal: balance("principal"),
      interest: balance("interestReceivable"),
      fees: balance("feesReceivable"),
      penalties: balance("penaltiesReceivable"),
      suspense: balance("suspense"),
      recovered: balance("recoveryIncome"),
    }).toEqual({
      cash: received + recoveredMinor - refundedMinor - lentMinor,
      principal: outstandingPrincipal(servicing),
      interest: unpaid.interest,
      fees: unpaid.fee,
      penalties: unpaid.penalty,
      suspense: heldMinor + refundableMinor,
      recovered: recoveredMinor,
    });
  });
});

test("the books have the balances of the postings, and are them where facts came in order", () => {
  let inOrder = 0;
  always((facts, asOf) => {
    const [books, postings] = [bookPostings(facts, asOf), postingsOf(facts, asOf)];
    const [kept, derived] = [balances(books), balances(postings)];
    for (const account of new Set([...books, ...postings].flatMap((p) => [p.debit, p.credit]))) {
      expect([account, kept(account)]).toEqual([account, derived(account)]);
    }
    if (!cameInOrder(facts)) return;
    inOrder += 1;
    expect(books).toEqual(postings);
  });
  if (countsMatter) expect(inOrder).toBeGreaterThan(5);
});

test("the books are only ever added to, and an adjustment names its day and its fact", () => {
  always((facts, asOf, part) => {
    const all = bookPostings(facts, asOf);
    const earlier = [
      bookPostings(facts.slice(0, Math.ceil(facts.length * part))),
      bookPostings(facts, addDays(asOf, -Math.ceil(500 * part))),
    ];
    for (const known of earlier) expect(all.slice(0, known.length)).toEqual(known);
    expect(all.map(({ on }) => on)).toEqual(all.map(({ on }) => on).sort());
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { on, adjusts } of all) {
      if (adjusts === null) continue;
      expect(adjusts.day <= on).toBe(true);
      const fact = facts.find(({ sequence }) => sequence === adjusts.because);
      expect(fact).toMatchObject({ bookedOn: on });
    }
  });
});
