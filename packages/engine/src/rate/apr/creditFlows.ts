import { type PlainDate, plainDate, toEpochDay } from "../../calendar/plainDate.ts";
import { type ErrorType, errorType } from "../../errors.ts";
import type { Amount } from "../../money/amount.ts";
import { flowAmount } from "../solveFlows.ts";
import type { DatedFlow } from "../xirr.ts";

/** The money of a credit; all amounts are zero or more. */
export interface CreditTerms {
  /** What the borrower receives; the credit begins with the first. */
  readonly advances: readonly DatedFlow[];
  readonly payments: readonly DatedFlow[];
  /** Finance charges that are kept back from the first advance. Default: none. */
  readonly chargesKeptBack?: Amount;
}

/** A flow of the credit: received by the borrower above zero, paid below. */
export interface CreditFlow {
  /** Epoch day, not before the credit's first. */
  readonly day: number;
  readonly amount: number;
}

export const noCreditFlow: ErrorType<{ readonly field: string }> = errorType("NO_CREDIT_FLOW", {
  kind: "invalid",
  message: ({ field }) => `${field} is empty, expected at least one flow.`,
});

export const creditFlowOutOfRange: ErrorType<{ readonly field: string; readonly found: string }> =
  errorType("CREDIT_FLOW_OUT_OF_RANGE", {
    kind: "invalid",
    message: ({ field, found }) =>
      `${field} is ${found}, expected an amount of zero or more on the day of the first advance or ` +
      "after it: who pays follows from the list that a flow stands in.",
  });

/**
 * The flows in the order of their days, from the first advance on.
 *
 * @throws LendkitError `NO_CREDIT_FLOW`, `CREDIT_FLOW_OUT_OF_RANGE`, `NOT_A_NUMBER`, `INVALID_DATE`
 */
export function creditFlows(terms: CreditTerms): readonly CreditFlow[] {
  const advances = read(terms.advances, "advances").sort((a, b) => a.day - b.day);
  const payments = read(terms.payments, "payments");
  const [first] = advances;
  if (first === undefined) throw noCreditFlow({ field: "advances" });
  if (payments.length === 0) throw noCreditFlow({ field: "payments" });
  const early = payments.findIndex(({ day }) => day < first.day);
  if (early >= 0) {
    const found: PlainDate | undefined = terms.payments[early]?.on;
    throw creditFlowOutOfRange({ field: `payments.${early}.on`, found: String(found) });
  }
  const charges = flowAmount(terms.chargesKeptBack ?? 0, "chargesKeptBack");
  return [
    { ...first, amount: first.amount - charges },
    ...advances.slice(1),
    ...payments.map(({ day, amount }) => ({ day, amount: -amount })),
  ].sort((a, b) => a.day - b.day);
}

function read(flows: readonly DatedFlow[], list: string): CreditFlow[] {
  return flows.map(({ on, amount }, index) => {
    const field = `${list}.${index}`;
    const read = flowAmount(amount, `${field}.amount`);
    if (read < 0) throw creditFlowOutOfRange({ field: `${field}.amount`, found: String(amount) });
    return { day: toEpochDay(plainDate(on, `${field}.on`)), amount: read };
  });
}
