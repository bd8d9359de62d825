import type { DueAmounts, DueKind } from "@lendkit/engine";

export const nothing: DueAmounts = { penalty: 0, fee: 0, interest: 0, principal: 0 };

export function add(a: DueAmounts, b: DueAmounts): DueAmounts {
  return {
    penalty: a.penalty + b.penalty,
    fee: a.fee + b.fee,
    interest: a.interest + b.interest,
    principal: a.principal + b.principal,
  };
}

export function subtract(from: DueAmounts, less: DueAmounts): DueAmounts {
  return add(
    from,
    mapKinds(less, (amount) => -amount),
  );
}

export function total({ penalty, fee, interest, principal }: DueAmounts): number {
  return penalty + fee + interest + principal;
}

export function mapKinds<From, To>(
  amounts: Readonly<Record<DueKind, From>>,
  to: (amount: From) => To,
): Record<DueKind, To> {
  return {
    penalty: to(amounts.penalty),
    fee: to(amounts.fee),
    interest: to(amounts.interest),
    principal: to(amounts.principal),
  };
}
