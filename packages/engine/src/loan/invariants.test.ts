/** The laws of docs/concepts/invariants.md, over random lives of random loans. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../calendar/plainDate.ts";
import { totalOf, unpaidOf } from "../due/due.ts";
import { minorUnitsText } from "../money/amount.ts";
import { anyBilledLife, anyLife, type Lived, live } from "../testing/randomLives.ts";
import { runs } from "../testing/runs.ts";
import { advance } from "./advance.ts";
import { nothingOwed } from "./billedCredit.ts";
import { outstandingPrincipal } from "./diffReplay.ts";
import type { LoanFact } from "./facts.ts";
import { issueBills } from "./issueBills.ts";
import type { JournalEntry } from "./journal.ts";
import type { LoanState, Servicing } from "./loanState.ts";
import { replay, replayEntries } from "./replay.ts";
import { snapshotText } from "./snapshotText.ts";

const numRuns = runs(400, 10_000);

function servicingOf({ state }: Lived): Servicing {
  if (state.servicing === null) throw new Error("The loan is not serviced.");
  return state.servicing;
}

function isLine({ credit }: Servicing): boolean {
  return credit !== null && credit.lastCycle === null;
}

/** A credit remembers which facts were recorded since its last bill, and until when. */
function withoutHistory(state: LoanState): string {
  return snapshotText(state).replaceAll(/"sinceBill":\[[\d,]*\]|"bookedTo":"[\d-]*"/g, "");
}

function sumOf(entries: readonly JournalEntry[], amount: (entry: JournalEntry) => number): number {
  return entries.reduce((sum, entry) => sum + amount(entry), 0);
}

describe.each([
  { kind: "a loan with a schedule", anyOne: anyLife },
  { kind: "a billed credit", anyOne: anyBilledLife },
])("$kind", ({ anyOne }) => {
  /** Checks a law after every command of random lives. */
  function always(law: (lived: Lived, servicing: Servicing) => void): void {
    fc.assert(
      fc.property(anyOne, (life) => {
        live(life, (lived) => law(lived, servicingOf(lived)));
      }),
      { numRuns },
    );
  }

  /** Checks a law at the end of random lives, once all bills are facts. */
  function atTheEnd(law: (lived: Lived, servicing: Servicing) => void): void {
    fc.assert(
      fc.property(anyOne, (life) => {
        const lived = live(life);
        if (lived === undefined) return;
        const { facts: bills, state } = issueBills(lived.state, { recordedAt: "" });
        const issued = { ...lived, state, facts: [...lived.facts, ...bills] };
        law(issued, servicingOf(issued));
      }),
      { numRuns },
    );
  }

  test("replaying all facts gives the state that was carried along, to the letter", () => {
    always(({ facts, state }, { asOf }) => {
      expect(snapshotText(replay(facts, asOf))).toBe(snapshotText(state));
    });
  });

  test("a day in between changes nothing", () => {
    atTheEnd(({ state }, { asOf }) => {
      const end = addDays(asOf, 200);
      const byDays = [1, 2, 30, 31, 59, 60, 61, 90, 91, 120, 200].reduce(
        (reached, days) => advance(reached, addDays(asOf, days)),
        state,
      );
      expect(snapshotText(byDays)).toBe(snapshotText(advance(state, end)));
    });
  });

  test("the journal changes nothing", () => {
    atTheEnd(({ facts, state }, { asOf }) => {
      expect(snapshotText(replayEntries(facts, asOf).state)).toBe(snapshotText(state));
    });
  });

  test("money is conserved: what came in paid something, is held, is to be refunded or was", () => {
    always(({ facts }, { asOf, paid, heldMinor, refundableMinor, refundedMinor }) => {
      const { entries } = replayEntries(facts, asOf);
      const received = sumOf(entries, (entry) =>
        entry.kind === "received" || entry.kind === "interestCredited" ? entry.amount : 0,
      );
      expect(totalOf(paid) + heldMinor + refundableMinor + refundedMinor).toBe(received);
    });
  });

  test("allocations and prepayments sum to what was paid, kind by kind", () => {
    atTheEnd(({ facts }, { asOf, paid, prepaidMinor }) => {
      const { entries } = replayEntries(facts, asOf);
      const prepaid = sumOf(entries, (entry) => (entry.kind === "prepaid" ? entry.amount : 0));
      expect(prepaid).toBe(prepaidMinor);
      for (const kind of ["penalty", "fee", "interest", "principal"] as const) {
        const applied = sumOf(entries, (entry) => {
          if (entry.kind === "released") return -entry.amounts[kind];
          if (entry.kind !== "applied") return 0;
          return entry.parts.reduce((sum, { amounts }) => sum + amounts[kind], 0);
        });
        expect(applied + (kind === "principal" ? prepaid : 0)).toBe(paid[kind]);
      }
    });
  });

  test("principal is conserved: what was lent or capitalized is repaid, owed or written off", () => {
    always(({ facts }, servicing) => {
      const { asOf, paid, lentMinor, writtenOff, status } = servicing;
      if (status === "voided") return;
      const { entries } = replayEntries(facts, asOf);
      const added = sumOf(entries, (entry) => {
        if (entry.kind === "capitalized") return entry.amount;
        return entry.kind === "arrearsCapitalized" ? entry.amounts.interest : 0;
      });
      const owed = outstandingPrincipal(servicing);
      expect(paid.principal + owed + writtenOff.principal).toBe(lentMinor + added);
    });
  });

  test("no amount is ever negative, and nothing is paid beyond what was charged", () => {
    always((_, servicing) => {
      const { heldMinor, refundableMinor, dues, paid, waived, writtenOff } = servicing;
      const amounts = [heldMinor, refundableMinor, outstandingPrincipal(servicing)];
      for (const due of dues)
        amounts.push(...Object.values(unpaidOf(due)), ...Object.values(due.paid));
      amounts.push(...Object.values(paid), ...Object.values(waived), ...Object.values(writtenOff));
      expect(amounts.filter((amount) => !(Number.isSafeInteger(amount) && amount >= 0))).toEqual(
        [],
      );
    });
  });

  test("a loan is closed exactly when nothing is owed", () => {
    always((_, servicing) => {
      if (servicing.status !== "active" && servicing.status !== "closed") return;
      const fees = servicing.dues.reduce((sum, due) => sum + totalOf(unpaidOf(due)), 0);
      const owes = outstandingPrincipal(servicing) + fees > 0;
      if (owes) expect(servicing.status).toBe("active");
      else if (servicing.status === "active") {
        // All principal is repaid, and interest or charges are still to fall due, or a line is open.
        expect(servicing.plan !== null || !nothingOwed(servicing) || isLine(servicing)).toBe(true);
      }
    });
  });

  test("the order in which a charge and a payment of one day are recorded does not matter", () => {
    atTheEnd(({ facts, state }, { asOf, status }) => {
      if (status !== "active") return;
      const next = state.lastSequence + 1;
      const frame = { loanId: "L-1", version: 1, recordedAt: "", commandId: "x" } as const;
      const day = { ...frame, effectiveOn: asOf, bookedOn: asOf };
      const charge = {
        ...day,
        kind: "chargeAdded",
        name: "visit",
        amount: "75.00",
        dueOn: asOf,
      } as const;
      const payment = { ...day, kind: "paymentReceived", amount: "60.00", pays: "dues" } as const;
      const after = (first: typeof charge | typeof payment, second: typeof first): string =>
        snapshotText(
          replay([...facts, { ...first, sequence: next }, { ...second, sequence: next + 1 }], asOf),
        )
          .replaceAll(/charge \d+/g, "charge")
          .replace(/"sinceBill":\[[\d,]*\]/, "");
      expect(after(charge, payment)).toBe(after(payment, charge));
    });
  });

  test("a penalty bears no penalty: giving one up changes none that comes later", () => {
    atTheEnd(({ facts, state }, servicing) => {
      const { asOf, dues } = servicing;
      const late = dues.find((due) => unpaidOf(due).penalty > 0);
      if (late === undefined) return;
      const waived = {
        ...{ kind: "chargeWaived", loanId: "L-1", version: 1, recordedAt: "", commandId: "x" },
        ...{ effectiveOn: asOf, bookedOn: asOf, sequence: state.lastSequence + 1 },
        ...{ dueId: late.id, of: "penalty", amount: minorUnitsText(unpaidOf(late).penalty, 2) },
      } as LoanFact;
      const assessed = (of: readonly LoanFact[]): readonly number[] => {
        const { dues: later = [], settledPenaltyMinor = 0 } =
          replay(of, addDays(asOf, 90)).servicing ?? {};
        const open = later.map(({ charged, penalty }) => charged.penalty + penalty.waivedMinor);
        return [open.reduce((sum, each) => sum + each, settledPenaltyMinor)];
      };
      expect(assessed([...facts, waived])).toEqual(assessed(facts));
    });
  });

  describe("a payment that comes back", () => {
    test("restores the loan as it was before it, but for the count of facts", () => {
      atTheEnd(({ facts, state }, servicing) => {
        if (servicing.status !== "active" || servicing.rules.bounceCharge !== "0") return;
        const sequence = state.lastSequence + 1;
        const frame = { loanId: "L-1", version: 1, recordedAt: "", commandId: "x" } as const;
        const dates = { effectiveOn: servicing.asOf, bookedOn: servicing.asOf };
        const payment = {
          ...frame,
          ...dates,
          sequence,
          kind: "paymentReceived",
          amount: "10.00",
          pays: "dues",
        } as const;
        const reversed = {
          ...frame,
          ...dates,
          sequence: sequence + 1,
          kind: "paymentReversed",
          payment: sequence,
        } as const;
        const after = replay([...facts, payment, reversed], servicing.asOf);
        const before = { ...replay(facts, servicing.asOf), lastSequence: sequence + 1 };
        expect(withoutHistory(after)).toBe(withoutHistory(before));
      });
    });
  });
});
