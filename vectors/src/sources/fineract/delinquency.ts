/**
 * What is past due on a day, as the suite shows it.
 *
 * @module
 */
import {
  addDays,
  type BucketSet,
  bucket,
  daysPastDue,
  type Pause,
  type PlainDate,
} from "@lendkit/engine";
import { type Ledger, type Row, unpaid } from "./ledger.ts";
import type { Line } from "./steps.ts";
import { text } from "./tables.ts";

/** A pause or its early end, as it was asked for. */
export interface PauseAction {
  readonly action: "PAUSE" | "RESUME";
  readonly start: PlainDate;
  readonly end: PlainDate | null;
}

export class Delinquency {
  readonly #ranges: BucketSet;
  readonly #graceDays: number;
  readonly #actions: PauseAction[] = [];

  constructor(ranges: BucketSet, graceDays: number) {
    this.#ranges = ranges;
    this.#graceDays = graceDays;
  }

  note(action: PauseAction): void {
    this.#actions.push(action);
  }

  /** A pause that is resumed ends on that day. */
  #periods(): readonly { readonly start: PlainDate; readonly end: PlainDate }[] {
    return this.#actions.flatMap(({ action, start, end }) => {
      if (action === "RESUME" || end === null) return [];
      const resumed = this.#actions.find(
        (each) => each.action === "RESUME" && each.start >= start && each.start <= end,
      );
      return [{ start, end: resumed?.start ?? end }];
    });
  }

  /** The day on which a pause begins still counts. */
  #days(rows: readonly Row[], asOf: PlainDate, graceDays: number): number | undefined {
    const pauses: readonly Pause[] = this.#periods()
      .filter(({ start, end }) => start < end)
      .map(({ start, end }) => ({ from: addDays(start, 1), to: end }));
    const dueDates = rows.filter((row) => unpaid(row) > 0).map(({ dueOn }) => dueOn);
    return daysPastDue(dueDates, asOf, { graceDays, pauses });
  }

  periodLines(asOf: PlainDate): readonly Line[] {
    return this.#periods().map(({ start, end }) => ({
      active: String(start <= asOf && asOf <= end),
      pausePeriodStart: start,
      pausePeriodEnd: end,
    }));
  }

  actionLines(): readonly Line[] {
    return this.#actions.map(({ action, start, end }) => ({
      action,
      startDate: start,
      endDate: end,
    }));
  }

  /** What is past due, by the range of its own age, once the loan's days of grace are over. */
  byInstallment({ rows }: Ledger, asOf: PlainDate): readonly Line[] {
    if (this.#delinquentDays(rows, asOf) === undefined) return [];
    const amounts = new Map<string, number>();
    for (const row of rows) {
      const days = this.#days([row], asOf, 0);
      if (days === undefined) continue;
      const range = bucket(this.#ranges, days);
      amounts.set(range, (amounts.get(range) ?? 0) + unpaid(row));
    }
    const names = this.#ranges.buckets.map(({ name }) => name);
    return [...amounts]
      .map(([range, amount]) => ({
        rangeId: String(names.indexOf(range) + 1),
        Range: range,
        Amount: text(amount),
      }))
      .sort((a, b) => Number(a.rangeId) - Number(b.rangeId));
  }

  /** For the loan, days count from the end of the days of grace. */
  #delinquentDays(rows: readonly Row[], asOf: PlainDate): number | undefined {
    const days = this.#days(rows, asOf, this.#graceDays);
    return days === undefined ? undefined : days - this.#graceDays;
  }

  ofLoan({ rows }: Ledger, asOf: PlainDate): Line {
    const overdue = rows.filter((row) => unpaid(row) > 0 && row.dueOn < asOf);
    const oldest = overdue[0]?.dueOn;
    const days = this.#delinquentDays(rows, asOf);
    return {
      classification: bucket(this.#ranges, days),
      delinquentAmount: text(overdue.reduce((sum, row) => sum + unpaid(row), 0)),
      delinquentDate: oldest === undefined ? null : addDays(oldest, this.#graceDays),
      delinquentDays: String(days ?? 0),
      pastDueDays: String(oldest === undefined ? 0 : (daysPastDue([oldest], asOf) ?? 0)),
    };
  }

  nextPayment({ rows }: Ledger, asOf: PlainDate): Line {
    const next = rows.find((row) => unpaid(row) > 0);
    return {
      classification: bucket(this.#ranges, this.#delinquentDays(rows, asOf)),
      nextPaymentDueDate: next?.dueOn ?? null,
      nextPaymentAmount: next === undefined ? null : text(unpaid(next)),
    };
  }
}
