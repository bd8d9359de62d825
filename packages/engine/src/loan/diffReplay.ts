import type { PlainDate } from "../calendar/plainDate.ts";
import { type DueAmounts, nothing, subtractAmounts, totalOf } from "../due/due.ts";
import { principalOwed } from "./billedCredit.ts";
import type { LoanFact } from "./facts.ts";
import type { JournalEntry } from "./journal.ts";
import type { LoanState, Servicing } from "./loanState.ts";
import { principalAfter } from "./repaymentPlan.ts";
import { replayEntries } from "./replay.ts";

/** Amounts are whole minor units. */
export interface DueChange {
  readonly dueId: string;
  readonly charged: Moved;
  readonly paid: Moved;
}

/** Above zero where there is more than before. */
export interface Moved {
  readonly before: DueAmounts;
  readonly after: DueAmounts;
}

/** What two lives of one loan have different on a day. Amounts are whole minor units. */
export interface ReplayDiff {
  readonly asOf: PlainDate | null;
  /** Dues that were charged or paid otherwise, penalties with them. */
  readonly dues: readonly DueChange[];
  /** Principal that is owed, due or not. */
  readonly principal: { readonly before: number; readonly after: number };
  readonly held: { readonly before: number; readonly after: number };
  readonly penalties: { readonly before: number; readonly after: number };
  readonly status: { readonly before: string; readonly after: string };
}

/**
 * What is different with other facts: dues, what paid them, penalties and balance.
 *
 * @param before all facts of one life, by sequence
 * @param after all facts of the other
 * @param asOf the day on which they are compared. Default: each on the day of its last fact
 */
export function diffReplay(
  before: readonly LoanFact[],
  after: readonly LoanFact[],
  asOf?: PlainDate,
): ReplayDiff {
  const [one, other] = [replayEntries(before, asOf), replayEntries(after, asOf)];
  const [was, is] = [duesOf(one.entries), duesOf(other.entries)];
  const ids = new Set([...was.keys(), ...is.keys()]);
  const dues = [...ids].flatMap((dueId): DueChange[] => {
    const a = was.get(dueId) ?? { charged: nothing, paid: nothing };
    const b = is.get(dueId) ?? { charged: nothing, paid: nothing };
    if (equal(a.charged, b.charged) && equal(a.paid, b.paid)) return [];
    return [
      {
        dueId,
        charged: { before: a.charged, after: b.charged },
        paid: { before: a.paid, after: b.paid },
      },
    ];
  });
  const both = <T>(read: (state: LoanState) => T): { before: T; after: T } => ({
    before: read(one.state),
    after: read(other.state),
  });
  return {
    asOf: asOf ?? other.state.servicing?.asOf ?? null,
    dues,
    principal: both(({ servicing }) => (servicing === null ? 0 : outstandingPrincipal(servicing))),
    held: both(({ servicing }) => servicing?.heldMinor ?? 0),
    penalties: {
      before: penaltiesOf(was.values()),
      after: penaltiesOf(is.values()),
    },
    status: both(({ servicing }) => servicing?.status ?? "taken over"),
  };
}

/** Principal that is owed, due or not, in minor units. */
export function outstandingPrincipal(servicing: Servicing): number {
  const { plan, rowsDue, dues, asOf, status, credit } = servicing;
  if (status !== "active") return 0;
  if (credit !== null) return principalOwed(credit, dues);
  const later = plan === null ? 0 : principalAfter(plan, rowsDue);
  return dues.reduce(
    (sum, { dueOn, installment, charged, paid }) =>
      dueOn > asOf && installment !== null
        ? sum - paid.principal
        : sum + charged.principal - paid.principal,
    later,
  );
}

interface DueTotals {
  readonly charged: DueAmounts;
  readonly paid: DueAmounts;
}

/** What was charged and paid of each due in all. */
function duesOf(entries: readonly JournalEntry[]): ReadonlyMap<string, DueTotals> {
  const dues = new Map<string, DueTotals>();
  const add = (dueId: string, what: keyof DueTotals, amounts: DueAmounts, sign: 1 | -1): void => {
    const known = dues.get(dueId) ?? { charged: nothing, paid: nothing };
    const less = subtractAmounts(nothing, amounts);
    const changed = subtractAmounts(known[what], sign === 1 ? less : amounts);
    dues.set(dueId, { ...known, [what]: changed });
  };
  for (const entry of entries) {
    if (entry.kind === "charged") add(entry.dueId, "charged", entry.amounts, 1);
    if (entry.kind === "waived" || entry.kind === "arrearsCapitalized") {
      add(entry.dueId, "charged", entry.amounts, -1);
    }
    if (entry.kind === "released") add(entry.dueId, "paid", entry.amounts, -1);
    if (entry.kind === "applied") {
      for (const { dueId, amounts } of entry.parts) add(dueId, "paid", amounts, 1);
    }
  }
  return dues;
}

function penaltiesOf(dues: Iterable<DueTotals>): number {
  return [...dues].reduce((sum, { charged }) => sum + charged.penalty, 0);
}

function equal(a: DueAmounts, b: DueAmounts): boolean {
  const differences = subtractAmounts(a, b);
  return (
    totalOf(differences) === 0 && Object.values(differences).every((difference) => difference === 0)
  );
}
