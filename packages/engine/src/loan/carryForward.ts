import type { PlainDate } from "../calendar/plainDate.ts";
import { advance } from "./advance.ts";
import type { LoanFact } from "./facts.ts";
import { issueBills } from "./issueBills.ts";
import type { LoanState } from "./loanState.ts";
import { nextActionOn } from "./nextActionOn.ts";
import { type Notice, noticesOn, type Reminders } from "./notices.ts";

/** A loan on a later day, and what is to be stored because of the days that passed. */
export interface CarriedForward {
  readonly state: LoanState;
  /** What the borrower is shown on these days: bills. In the state already; to be appended. */
  readonly facts: readonly LoanFact[];
  /** In the order of their days. */
  readonly notices: readonly Notice[];
}

export interface CarryOptions {
  /** An ISO 8601 instant: stands on facts, for audit only. */
  readonly recordedAt: string;
  readonly reminders: Reminders;
}

/**
 * The loan on a later day, if nothing happens until then but that time passes, with the notices of
 * the days after the loan's own up to that day, both counted at the start of the day. A stop on a
 * day in between changes nothing of it, so it does not matter when, how often or by whom a loan is
 * carried forward. Whoever does stores all of it, in one transaction.
 *
 * @param to not before the day that the loan was carried forward to
 * @throws LendkitError as `advance`
 */
export function carryForward(
  state: LoanState,
  to: PlainDate,
  options: CarryOptions,
): CarriedForward {
  const carried = carryToLastAction(state, to, options);
  return { ...carried, state: advance(carried.state, to) };
}

/**
 * The same, but the state is left on the last day up to `to` on which there was something to do:
 * a day that does not depend on how often or how late it is asked.
 */
export function carryToLastAction(
  state: LoanState,
  to: PlainDate,
  { reminders, recordedAt }: CarryOptions,
): CarriedForward {
  const notices: Notice[] = [];
  let now = state;
  let next = nextActionOn(now, reminders);
  while (next !== null && next <= to) {
    const before = now;
    now = advance(before, next);
    notices.push(...noticesOn(before, now, reminders));
    next = nextActionOn(now, reminders);
  }
  return { ...issueBills(now, { recordedAt }), notices };
}
