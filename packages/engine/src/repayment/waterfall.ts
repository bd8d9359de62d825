/**
 * In which order money pays what is owed.
 *
 * @module
 */
import type { PlainDate } from "../calendar/plainDate.ts";
import {
  addAmounts,
  byKind,
  type Due,
  type DueAmounts,
  type DueKind,
  dueKinds,
  inOrder,
  nothing,
  unpaidOf,
} from "../due/due.ts";
import { type ErrorType, errorType } from "../errors.ts";
import { checkOption } from "../money/unknownOption.ts";

/** What is past due is always paid before what is due on the day, and both before the future. */
export interface Waterfall {
  /**
   * - `vertical`: the oldest due is paid whole, kind by kind, then the next one.
   * - `horizontal`: the first kind is paid in every due, the oldest first, then the next kind.
   */
  readonly direction: "vertical" | "horizontal";
  /** Every kind once, the first paid first. */
  readonly kinds: readonly DueKind[];
}

export const invalidWaterfall: ErrorType<{ readonly found: readonly string[] }> = errorType(
  "INVALID_WATERFALL",
  {
    kind: "invalid",
    message: ({ found }) =>
      `The waterfall pays [${found.join(", ")}], expected each of ${dueKinds.join(", ")} once.`,
  },
);

/** @throws LendkitError `UNKNOWN_OPTION`, `INVALID_WATERFALL` */
export function checkWaterfall({ direction, kinds }: Waterfall): void {
  checkOption("waterfall.direction", direction, ["vertical", "horizontal"]);
  const complete = dueKinds.every((kind) => kinds.includes(kind));
  if (!complete || kinds.length !== dueKinds.length) throw invalidWaterfall({ found: kinds });
}

/** One step of a payment, in minor units. */
export interface PaidStep {
  readonly dueId: string;
  readonly kind: DueKind;
  /** What there was to pay with, and what was unpaid of the kind; the step pays the lesser. */
  readonly money: number;
  readonly unpaid: number;
}

/** What one due got, in minor units. */
export interface PaidPart {
  readonly dueId: string;
  readonly amounts: DueAmounts;
}

export interface PaidDues<D extends Due> {
  /** All dues, in the order in which they came, with what they were paid. */
  readonly dues: readonly D[];
  /** Dues that got something, the first paid first. */
  readonly parts: readonly PaidPart[];
  /** In the order in which they were paid. */
  readonly steps: readonly PaidStep[];
  /** What is left of the money. */
  readonly rest: number;
}

/**
 * Pays dues of up to a day from an amount of minor units, zero or more.
 *
 * @param asOf dues after this day are left alone
 */
export function payDues<D extends Due>(
  dues: readonly D[],
  amount: number,
  { direction, kinds }: Waterfall,
  asOf: PlainDate,
): PaidDues<D> {
  const reached = inOrder(dues.filter(({ dueOn }) => dueOn <= asOf));
  const groups = [
    reached.filter(({ dueOn }) => dueOn < asOf),
    reached.filter(({ dueOn }) => dueOn === asOf),
  ];
  const steps = groups.flatMap((group) =>
    direction === "vertical"
      ? group.flatMap((due) => kinds.map((kind) => ({ due, kind })))
      : kinds.flatMap((kind) => group.map((due) => ({ due, kind }))),
  );
  const paid = new Map<string, DueAmounts>();
  const taken: PaidStep[] = [];
  let rest = amount;
  for (const { due, kind } of steps) {
    const unpaid = unpaidOf(due)[kind];
    const part = Math.min(rest, unpaid);
    if (part <= 0) continue;
    taken.push({ dueId: due.id, kind, money: rest, unpaid });
    rest -= part;
    const before = paid.get(due.id) ?? nothing;
    paid.set(due.id, { ...before, [kind]: before[kind] + part });
  }
  return {
    dues: dues.map((due) => withPaid(due, paid.get(due.id))),
    parts: [...paid].map(([dueId, amounts]) => ({ dueId, amounts })),
    steps: taken,
    rest,
  };
}

function withPaid<D extends Due>(due: D, amounts: DueAmounts | undefined): D {
  return amounts === undefined ? due : { ...due, paid: addAmounts(due.paid, amounts) };
}

/** The sum of parts, by kind. */
export function sumOfParts(parts: readonly PaidPart[]): DueAmounts {
  return byKind((kind) => parts.reduce((sum, { amounts }) => sum + amounts[kind], 0));
}
