/**
 * In which order the payments of a product pay.
 *
 * @module
 */
import type { DueKind, Waterfall } from "@lendkit/engine";
import type { FutureRule, Product, Strategy } from "./product.ts";

/** How one kind of payment pays what is past due, due on the day, and not due yet. */
export interface PaymentOrder {
  readonly pastDue: Waterfall;
  readonly due: Waterfall;
  readonly inAdvance: Waterfall;
  readonly future: FutureRule;
  /** Charges whose own day has come are paid before an installment that is not due yet. */
  readonly dueChargesFirst: boolean;
}

const kindOf: Readonly<Record<string, DueKind>> = {
  PENALTY: "penalty",
  FEE: "fee",
  INTEREST: "interest",
  PRINCIPAL: "principal",
};

const fixedOrders = {
  PENALTIES_FEES_INTEREST_PRINCIPAL_ORDER: {
    due: "PENALTY FEE INTEREST PRINCIPAL",
    inAdvance: "PENALTY FEE INTEREST PRINCIPAL",
    dueChargesFirst: false,
  },
  DUE_PENALTY_FEE_INTEREST_PRINCIPAL_IN_ADVANCE_PRINCIPAL_PENALTY_FEE_INTEREST: {
    due: "PENALTY FEE INTEREST PRINCIPAL",
    inAdvance: "PRINCIPAL PENALTY FEE INTEREST",
    dueChargesFirst: true,
  },
  DUE_PENALTY_INTEREST_PRINCIPAL_FEE_IN_ADVANCE_PENALTY_INTEREST_PRINCIPAL_FEE: {
    due: "PENALTY INTEREST PRINCIPAL FEE",
    inAdvance: "PENALTY INTEREST PRINCIPAL FEE",
    dueChargesFirst: true,
  },
} as const;

/**
 * @param rules set for kinds of payments after the product was made
 * @returns undefined where the product says nothing of such payments, or mixes what is past due
 *   with what is not
 */
export function paymentOrder(
  { paymentAllocation, loanScheduleProcessingType }: Product,
  strategy: Strategy,
  type: string,
  rules: ReadonlyMap<string, FutureRule>,
): PaymentOrder | undefined {
  if (strategy !== "ADVANCED_PAYMENT_ALLOCATION") return fixedOrder(strategy);
  const rows = paymentAllocation ?? [];
  const row =
    rows.find(({ transactionType }) => transactionType === type) ??
    rows.find(({ transactionType }) => transactionType === "DEFAULT");
  if (row === undefined) return undefined;
  // Horizontal is by installment in the suite, and by kind in a waterfall.
  const direction = loanScheduleProcessingType === "VERTICAL" ? "horizontal" : "vertical";
  const of = (when: string): Waterfall => ({
    direction,
    kinds: kinds(
      row.order.filter((each) => each.startsWith(when)).map((each) => each.slice(when.length)),
    ),
  });
  const inGroups = row.order.map((each) => each.slice(0, 1)).join("");
  if (!/^P+D+I+$/.test(inGroups)) return undefined;
  return {
    pastDue: of("PAST_DUE_"),
    due: of("DUE_"),
    inAdvance: of("IN_ADVANCE_"),
    future: rules.get(row.transactionType) ?? row.futureInstallmentAllocationRule,
    dueChargesFirst: false,
  };
}

function fixedOrder(strategy: keyof typeof fixedOrders): PaymentOrder {
  const { due, inAdvance, dueChargesFirst } = fixedOrders[strategy];
  const waterfall = (order: string): Waterfall => ({
    direction: "vertical",
    kinds: kinds(order.split(" ")),
  });
  return {
    pastDue: waterfall(due),
    due: waterfall(due),
    inAdvance: waterfall(inAdvance),
    future: "NEXT_INSTALLMENT",
    dueChargesFirst,
  };
}

function kinds(names: readonly string[]): readonly DueKind[] {
  return names.flatMap((name) => kindOf[name] ?? []);
}
