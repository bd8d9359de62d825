import { plainDate } from "../calendar/plainDate.ts";
import { decide } from "../loan/decide.ts";
import { dueRows } from "../loan/dueRows.ts";
import { replay } from "../loan/replay.ts";
import { toMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { amortize } from "../schedule/amortize.ts";
import { once, receiptOf } from "./commandLoan.ts";
import { inTheFuture, unknownCustomerId } from "./errors.ts";
import type { OpenServicedLoan, Receipt, ServicingOptions } from "./servicing.ts";

/** See `LoanServicing.open`. */
export function openServicedLoan(
  options: ServicingOptions,
  input: OpenServicedLoan,
): Promise<Receipt> {
  const { store, clock, product, newId } = options;
  const today = clock.today();
  const { customerId, principal, annualRatePercent, tenorMonths, idempotencyKey } = input;
  const startedOn = plainDate(input.startedOn ?? today, "startedOn");
  if (startedOn > today) throw inTheFuture({ found: startedOn, today });
  toMinorUnits(principal, currencyPlaces(product.currency), "principal");
  const schedule = amortize({
    ...product.servicing.repayment,
    currency: product.currency,
    principal,
    annualRatePercent,
    installments: tenorMonths,
    disbursedOn: startedOn,
  });
  const frame = {
    loanId: newId(),
    commandId: newId(),
    effectiveOn: startedOn,
    bookedOn: today,
    recordedAt: clock.now(),
  };
  const opened = decide(undefined, {
    ...frame,
    kind: "openLoan",
    calculationVersion: product.calculationVersion,
    servicing: product.servicing,
    terms: {
      customerId,
      currency: product.currency,
      principal,
      annualRatePercent,
      tenorMonths,
      installment: schedule.emi,
      startedOn,
      endsOn: schedule.row(schedule.length).dueOn,
    },
  });
  const disbursed = decide(replay(opened), { ...frame, commandId: newId(), kind: "disburse" });
  const facts = [...opened, ...disbursed];
  const state = replay(facts, today);
  const { idempotencyKey: _, ...asked } = input;
  return store.transact((unit) =>
    once(unit, idempotencyKey, asked, async () => {
      if ((await unit.customers.find(customerId)) === undefined) {
        throw unknownCustomerId({ customerId });
      }
      await unit.loans.insert([{ state }]);
      await unit.facts.append(facts);
      await unit.dues.replace({ put: dueRows(state), removed: [] });
      return receiptOf(facts, state);
    }),
  );
}
