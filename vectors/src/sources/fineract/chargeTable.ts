/**
 * The table of charges.
 *
 * @module
 */
import type { AccountEvent, Charge } from "./account.ts";
import type { FeesPaid } from "./fees.ts";
import type { Ledger } from "./ledger.ts";
import type { Line } from "./steps.ts";
import { text } from "./tables.ts";

/** The suite's words for how a fee is calculated. */
const calculations = {
  flat: "Flat",
  principal: "% Amount",
  interest: "% Interest",
  installment: "% Loan Amount + Interest",
} as const;

/** A fee of installments is paid with them, in the order in which fees were added. */
export function chargeLines(
  ledger: Ledger,
  fees: FeesPaid,
  events: readonly AccountEvent[],
): readonly Line[] {
  const paidOf = new Map<Charge, number>();
  for (const row of ledger.rows) {
    const left = { fee: row.paid.fee, penalty: row.paid.penalty };
    for (const charge of [...row.charges].sort((a, b) => (a.dueOn < b.dueOn ? -1 : 1))) {
      const paid = Math.min(left[charge.of], charge.amount);
      left[charge.of] -= paid;
      paidOf.set(charge, paid);
    }
  }
  const line = (
    head: Pick<Line, "Name" | "isPenalty" | "Payment due at" | "Due as of" | "Calculation type">,
    due: number,
    paid: number,
  ): Line => ({
    ...head,
    Due: text(due),
    Paid: text(paid),
    Waived: text(0),
    Outstanding: text(due - paid),
  });
  return events.flatMap((event): readonly Line[] => {
    if (event.kind === "charge") {
      const head = {
        Name: event.name,
        isPenalty: String(event.of === "penalty"),
        "Payment due at": "Specified due date",
        "Due as of": event.dueOn,
        "Calculation type": "Flat",
      };
      return [line(head, event.amount, paidOf.get(event) ?? 0)];
    }
    const found = event.kind === "plannedFee" ? fees.get(event) : undefined;
    if (event.kind !== "plannedFee" || found === undefined) return [];
    const head = {
      Name: event.name,
      isPenalty: "false",
      "Payment due at": event.due === "disbursement" ? "Disbursement" : "Installment Fee",
      "Due as of": null,
      "Calculation type": calculations[event.of],
    };
    return [line(head, found.charged, found.paid)];
  });
}
