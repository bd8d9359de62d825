/**
 * A suite's loan as the events on it: what was lent, charged and paid, in the order of recording.
 * Amounts are whole minor units.
 *
 * @module
 */
import { type PlainDate, toMinorUnits } from "@lendkit/engine";
import type { AbsentFeature } from "../../notApplicable.ts";
import type { Inputs } from "./loan.ts";
import type { PaymentOrder } from "./paymentOrder.ts";
import type { Product } from "./product.ts";

/** Two decimals, as all loans of the suite. */
export const places = 2;

/** Thrown where a case needs what the engine does not have. */
export class Absent extends Error {
  readonly feature: AbsentFeature;

  constructor(feature: AbsentFeature) {
    super(feature);
    this.feature = feature;
  }
}

/** What a loan is made with; each part that is lent has its own day and amount. */
export interface SuiteLoan {
  readonly product: Product;
  readonly terms: Omit<Inputs, "disbursed" | "disbursedOn">;
  readonly isEqualPrincipal: boolean;
  readonly orderOf: (type: string) => PaymentOrder | undefined;
}

export interface Lent {
  readonly kind: "lent";
  /** Rises in the order of recording, payments counted too. */
  readonly id: number;
  readonly on: PlainDate;
  readonly amount: number;
}

/** Paid with the installment in whose period its day falls. */
export interface Charge {
  readonly kind: "charge";
  readonly name: string;
  readonly of: "fee" | "penalty";
  readonly dueOn: PlainDate;
  readonly amount: number;
}

/** Part of every installment, or kept back when the money is lent. */
export interface PlannedFee {
  readonly kind: "plannedFee";
  readonly name: string;
  readonly due: "everyInstallment" | "disbursement";
  readonly of: "flat" | "principal" | "interest" | "installment";
  /** An amount, or percent. */
  readonly value: string;
}

export interface Payment {
  readonly kind: "payment";
  readonly id: number;
  /** As the suite's tables call it: "Repayment". */
  readonly name: string;
  readonly type: string;
  readonly on: PlainDate;
  /** Recorded on a later day than its own. */
  readonly isBackdated: boolean;
  readonly amount: number;
}

/** The rate from a day on; the installment is set anew. */
export interface RateChanged {
  readonly kind: "rate";
  readonly from: PlainDate;
  readonly ratePercent: string;
}

export type AccountEvent = Lent | Charge | PlannedFee | Payment | RateChanged;

/** What a plan is made of. */
export interface PlanEvents {
  readonly lent: readonly Lent[];
  readonly fees: readonly PlannedFee[];
  readonly charges: readonly Charge[];
  readonly rates: readonly RateChanged[];
}

export function eventsOf<Kind extends AccountEvent["kind"]>(
  events: readonly AccountEvent[],
  kind: Kind,
): readonly Extract<AccountEvent, { kind: Kind }>[] {
  return events.filter(
    (event): event is Extract<AccountEvent, { kind: Kind }> => event.kind === kind,
  );
}

/** An amount of the suite, which is written with one decimal or more. */
export function minorUnits(amount: string): number {
  return toMinorUnits(Number(amount).toFixed(places), places);
}
