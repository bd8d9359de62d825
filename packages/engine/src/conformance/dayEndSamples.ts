/**
 * Records of day-ends for the kit's tests.
 *
 * @module
 */
import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import type { Notice } from "../loan/notices.ts";
import type { DayRunCounts, DayRunFailure } from "../ports/dayRun.ts";
import { noticeMessage, type OutboxMessage } from "../ports/outbox.ts";
import type { UnitOfWork } from "../ports/store.ts";
import { insertOwner, sampleLoan } from "./samples.ts";

export const runDay1: PlainDate = plainDate("2024-02-29");
export const runDay2: PlainDate = plainDate("2024-03-01");

export const runInstant = "2024-02-29T23:59:59.123456+05:30";

/** Seven different counts. */
export function countsOf(n: number): DayRunCounts {
  return {
    loans: n,
    bills: 2 * n,
    dues: 3 * n,
    overdue: 4 * n,
    buckets: 5 * n,
    closed: 6 * n,
    notices: 7 * n,
  };
}

export function sampleFailure(n: number): Omit<DayRunFailure, "attempts"> {
  return { loanId: `L-${n}`, code: "AMOUNT_TOO_LARGE", message: `"ñ 🙂" of loan ${n}` };
}

/** A notice about loan 1, if it is not said otherwise. */
export function sampleNotice(n: number, loanId = "L-1"): OutboxMessage {
  const notice: Notice = {
    id: `notice ${n} "ñ 🙂" of ${loanId}`,
    loanId,
    customerId: "C-1",
    kind: "bucketChanged",
    on: runDay1,
    dueId: n % 2 === 0 ? `installment ${n}` : null,
    amount: n % 2 === 0 ? "12.30" : null,
    currency: "INR",
    detail: { from: "Standard", to: 'say "SMA-0" \\' },
  };
  return noticeMessage(notice);
}

/** Inserts loans 1, 2 and so on of customer 1, each with the day on which it is due. */
export async function insertDueLoans(
  unit: UnitOfWork,
  days: readonly (PlainDate | null)[],
): Promise<void> {
  await insertOwner(unit);
  await unit.loans.insert(
    days.map((nextActionOn, at) => ({ ...sampleLoan(at + 1), nextActionOn })),
  );
}
