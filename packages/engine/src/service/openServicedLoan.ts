import { plainDate } from "../calendar/plainDate.ts";
import { agreedInstallments } from "../loan/agreedInstallments.ts";
import { decide } from "../loan/decide.ts";
import { dueRows } from "../loan/dueRows.ts";
import type { LoanFact } from "../loan/facts.ts";
import type { LoanState } from "../loan/loanState.ts";
import { nextActionOn } from "../loan/nextActionOn.ts";
import { replay } from "../loan/replay.ts";
import { toMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { factMessage } from "../ports/outbox.ts";
import type { UnitOfWork } from "../ports/store.ts";
import { checkBorrower } from "./checkBorrower.ts";
import { once, receiptOf } from "./commandLoan.ts";
import { inTheFuture } from "./errors.ts";
import type { OpenServicedLoan, Receipt, ServicingOptions } from "./servicing.ts";

/** See `LoanServicing.open`. */
export function openServicedLoan(
  options: ServicingOptions,
  input: OpenServicedLoan,
): Promise<Receipt> {
  const loan = newLoan(options, input);
  const { idempotencyKey, ...asked } = input;
  return options.store.transact((unit) =>
    once(unit, idempotencyKey, asked, async () => {
      await checkBorrower(unit, input.customerId);
      return storeNewLoan(options, unit, loan);
    }),
  );
}

/** A loan that is not stored yet. */
export interface UnstoredLoan {
  readonly state: LoanState;
  /** That the loan was opened and paid out. */
  readonly facts: readonly LoanFact[];
}

/** A loan on the product's terms that is paid out at once. */
export function newLoan(
  { clock, product, newId }: Omit<ServicingOptions, "store">,
  input: OpenServicedLoan,
): UnstoredLoan {
  const today = clock.today();
  const { customerId, principal, annualRatePercent, tenorMonths } = input;
  const startedOn = plainDate(input.startedOn ?? today, "startedOn");
  if (startedOn > today) throw inTheFuture({ found: startedOn, today });
  const { currency, servicing } = product;
  toMinorUnits(principal, currencyPlaces(currency), "principal");
  const lent = { currency, principal, annualRatePercent, tenorMonths, startedOn };
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
    servicing,
    terms: { ...lent, customerId, ...agreedInstallments(servicing.repayment, lent) },
  });
  const disbursed = decide(replay(opened), { ...frame, commandId: newId(), kind: "disburse" });
  const facts = [...opened, ...disbursed];
  // Nobody is told late, or billed for days, that had passed when the loan was recorded.
  return { facts, state: replay(facts, today) };
}

export async function storeNewLoan(
  { product: { reminders } }: Pick<ServicingOptions, "product">,
  unit: UnitOfWork,
  { state, facts }: UnstoredLoan,
): Promise<Receipt> {
  await unit.loans.insert([{ state, nextActionOn: nextActionOn(state, reminders) }]);
  await unit.facts.append(facts);
  await unit.dues.replace({ put: dueRows(state), removed: [] });
  await unit.outbox.put(facts.map(factMessage));
  return receiptOf(facts, state);
}
