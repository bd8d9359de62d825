import { addMonths } from "../calendar/addMonths.ts";
import type { PlainDate } from "../calendar/plainDate.ts";
import type { Decision } from "../credit/decision.ts";
import { decide } from "../loan/decide.ts";
import type { LoanFact } from "../loan/facts.ts";
import { replay } from "../loan/replay.ts";
import { toMinorUnits } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import type { Decimal } from "../money/decimal.ts";
import type { Customer } from "../ports/customer.ts";
import type { UnitOfWork } from "../ports/store.ts";
import type { LoanRequestInput } from "../schemas/schemas.ts";
import { checkRequest, decideFor, findCustomer, type LoanRequest } from "./decideLoan.ts";
import { customerNotFound } from "./errors.ts";
import type { CreateLoanAnswer, LendingOptions, LoanView } from "./lending.ts";
import { loanView } from "./loanView.ts";

/** See `Lending.createLoan`. */
export function createLoan(
  options: LendingOptions,
  input: LoanRequestInput,
): Promise<CreateLoanAnswer> {
  const { store, product, clock } = options;
  const request = checkRequest(product, input);
  return store.transact(async (unit) => {
    const asOf = clock.today();
    const customer = await lockCustomer(unit, request.customerNumber);
    const decision = await decideFor(unit, product, customer, request, asOf);
    if (!decision.approved) return { decision, loan: undefined };

    const facts = openingFacts(options, customer, request, decision, asOf);
    const loan = await book(unit, customer, facts, request.principal, asOf);
    return { decision, loan };
  });
}

/** Locked first and loaded after, so that what is loaded is what the one before left. */
async function lockCustomer(unit: UnitOfWork, customerNumber: number): Promise<Customer> {
  const { id } = await findCustomer(unit, customerNumber);
  await unit.customers.lock([id]);
  const customer = await unit.customers.find(id);
  if (customer === undefined) throw customerNotFound({ customerNumber });
  return customer;
}

function openingFacts(
  { product, clock, newId }: LendingOptions,
  customer: Customer,
  request: LoanRequest,
  decision: Decision,
  asOf: PlainDate,
): readonly LoanFact[] {
  return decide(undefined, {
    kind: "openLoan",
    loanId: newId(),
    commandId: newId(),
    effectiveOn: asOf,
    recordedAt: clock.now(),
    calculationVersion: product.calculationVersion,
    terms: {
      customerId: customer.id,
      currency: product.currency,
      principal: request.principal,
      annualRatePercent: decision.correctedRatePercent,
      tenorMonths: request.tenorMonths,
      installment: decision.installment,
      startedOn: asOf,
      endsOn: addMonths(asOf, request.tenorMonths),
    },
  });
}

/** Stores the loan with its facts and adds its amount to the customer's debt. */
async function book(
  unit: UnitOfWork,
  customer: Customer,
  facts: readonly LoanFact[],
  principal: Decimal,
  asOf: PlainDate,
): Promise<LoanView> {
  const [loan] = await unit.loans.insert([{ state: replay(facts) }]);
  if (loan === undefined) throw new Error("The store inserted a loan and answered none.");
  await unit.facts.append(facts);

  const currentDebt = customer.currentDebt.plus(principal);
  toMinorUnits(currentDebt, currencyPlaces(customer.currency), "currentDebt");
  await unit.customers.save([{ ...customer, currentDebt }]);
  return loanView(loan, asOf);
}
