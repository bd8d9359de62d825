/**
 * A loan of a case, from step to step.
 *
 * @module
 */
import { type PlainDate, plainDate } from "@lendkit/engine";
import {
  Absent,
  type AccountEvent,
  eventsOf,
  type Lent,
  minorUnits,
  type Payment,
  type PlannedFee,
  type SuiteLoan,
} from "./account.ts";
import { Accruals } from "./accruals.ts";
import { addedCharge, addedFee, calculationOf } from "./charges.ts";
import { Delinquency } from "./delinquency.ts";
import { History } from "./history.ts";
import { downPaymentOf } from "./installments.ts";
import { type Ledger, outstanding } from "./ledger.ts";
import { bucketsOf, type FutureRule, type Product, type ProductsFile } from "./product.ts";
import { recalculated } from "./recalculated.ts";
import type { CreateLoan, Operation, Reschedule, UndoTransaction } from "./steps.ts";
import { suiteDate } from "./suiteDate.ts";
import { suiteLoan } from "./suiteLoan.ts";
import { nameOf, type Transaction } from "./transactions.ts";

export class Life {
  readonly product: Product;
  readonly delinquency: Delinquency;
  readonly #rules = new Map<string, FutureRule>();
  #calculation: PlannedFee["of"] = "principal";
  #businessDate: PlainDate = plainDate("2000-01-01");
  #changedOn: PlainDate = plainDate("2000-01-01");
  #loan: SuiteLoan | undefined;
  #planned: Lent | undefined;
  #events: readonly AccountEvent[] = [];
  #accruals = new Accruals();
  #history = new History();
  #lastId = 0;

  constructor(product: Product, settings: ProductsFile) {
    this.product = product;
    const graceDays = Number(product.graceOnArrearsAgeing ?? "0");
    this.delinquency = new Delinquency(bucketsOf(settings), graceDays);
  }

  get businessDate(): PlainDate {
    return this.#businessDate;
  }

  /** The day on which something was last done. */
  get changedOn(): PlainDate {
    return this.#changedOn;
  }

  get isLent(): boolean {
    return eventsOf(this.#events, "lent").length > 0;
  }

  get loan(): SuiteLoan {
    if (this.#loan === undefined) throw new Error("No loan was made.");
    return this.#loan;
  }

  /** Of a loan that is only planned, as if its first part were lent. */
  get events(): readonly AccountEvent[] {
    if (this.isLent || this.#planned === undefined) return this.#events;
    return [this.#planned, ...this.#events];
  }

  get reverted(): readonly Transaction[] {
    return this.#history.reverted;
  }

  ledger(): Ledger {
    return recalculated(this.loan, this.events, this.isLent ? this.#changedOn : undefined);
  }

  /** Payments and accruals, in the order of recording. */
  transactions(ledger: Ledger): readonly Transaction[] {
    const all = [...this.#history.payments(ledger), ...this.#accruals.booked];
    return all.sort((a, b) => a.id - b.id);
  }

  do(step: Operation): void {
    if (step.op === "businessDate") {
      this.#businessDate = step.date;
      return;
    }
    if (step.op === "setProductFutureInstallmentRule") {
      this.#rules.set(step.type, step.rule);
      return;
    }
    this.#changedOn = this.#businessDate;
    this.#change(step);
    if (this.isLent) this.#history.note(this.ledger());
  }

  #change(
    step: Exclude<Operation, { op: "businessDate" | "setProductFutureInstallmentRule" }>,
  ): void {
    switch (step.op) {
      case "createLoan":
        this.#create(step);
        break;
      case "approve":
        this.#approve(minorUnits(step.amount));
        break;
      case "disburse":
        this.#disburse(step.date, minorUnits(step.amount));
        break;
      case "undoLastDisbursal":
        this.#remove(eventsOf(this.#events, "lent").at(-1));
        break;
      case "undoDisbursal":
        this.#keep(({ kind }) => kind !== "lent" && kind !== "payment");
        break;
      case "repay":
        this.#receive(step.type, step.date, minorUnits(step.amount));
        break;
      case "payoff":
        this.#receive("REPAYMENT", step.date, outstanding(this.ledger()));
        break;
      case "undoTransaction":
        this.#undo(step);
        break;
      case "delinquencyPause":
        this.delinquency.note({ action: "PAUSE", start: step.start, end: step.end });
        break;
      case "delinquencyResume":
        this.delinquency.note({ action: "RESUME", start: step.start, end: null });
        break;
      case "reschedule":
        this.#changeRate(step);
        break;
      case "updateChargeDefinition":
        this.#calculation = calculationOf(step.calc);
        break;
      case "addCharge":
        this.#add(addedCharge(step, this.ledger()));
        break;
      case "addInstallmentCharge":
        this.#add(addedFee(step.charge, step.amount));
        break;
      case "runCOB":
        this.#endOfDay();
        break;
    }
  }

  /** A case may make another loan after the first. */
  #create({ terms, withProductCharges }: CreateLoan): void {
    if (withProductCharges === true) throw new Absent("unstatedTerms");
    this.#loan = suiteLoan(this.product, terms, this.#rules);
    this.#planned = {
      kind: "lent",
      id: 0,
      on: suiteDate.parse(terms["submitted on date"] ?? this.#businessDate),
      amount: minorUnits(terms["with Principal"] ?? "0"),
    };
    this.#accruals = new Accruals();
    this.#history = new History();
    const value = terms["charge amount %"];
    const name = "Disbursement Charge";
    const fee = { kind: "plannedFee", name, due: "disbursement", of: this.#calculation } as const;
    this.#events = value === undefined ? [] : [{ ...fee, value }];
  }

  #approve(amount: number): void {
    if (this.#planned !== undefined) this.#planned = { ...this.#planned, amount };
  }

  /** The down payment is paid at once where the product says so, less what was paid too much. */
  #disburse(on: PlainDate, amount: number): void {
    const overpaid = this.isLent ? this.ledger().overpaid : 0;
    const part: Lent = { kind: "lent", id: this.#nextId(), on, amount };
    this.#add(part);
    if (this.product.enableAutoRepaymentForDownPayment !== true) return;
    const down = downPaymentOf(this.loan, part) - overpaid;
    if (down > 0) this.#receive("DOWN_PAYMENT", on, down);
  }

  #receive(type: string, on: PlainDate, amount: number): void {
    if (this.product.supportedInterestRefundTypes?.includes(type) === true) {
      throw new Absent("interestRefund");
    }
    const id = this.#nextId();
    const isBackdated = on < this.#businessDate;
    const payment: Payment = {
      kind: "payment",
      id,
      name: nameOf(type),
      type,
      on,
      isBackdated,
      amount,
    };
    this.#add(payment);
    const ledger = this.ledger();
    if (outstanding(ledger) > 0) return;
    this.#accruals.paidOff(ledger, this.#businessDate, () => this.#nextId());
  }

  #undo({ date: on, last, nth, type }: UndoTransaction): void {
    const payments = eventsOf(this.#events, "payment").filter(
      (payment) => payment.on === on && (type === undefined || payment.name === type),
    );
    const payment = last === true ? payments.at(-1) : payments[(nth ?? 1) - 1];
    if (payment === undefined) throw new Error(`There is no payment of ${on} to take back.`);
    this.#history.takeBack(this.ledger(), payment.id);
    this.#remove(payment);
  }

  #changeRate({ terms }: Reschedule): void {
    const { rescheduleFromDate: from, newInterestRate: ratePercent, ...others } = terms;
    const moves = Object.entries(others).some(
      ([name, value]) => name !== "submittedOnDate" && value !== null,
    );
    if (moves || ratePercent == null) throw new Absent("movedDueDates");
    this.#add({ kind: "rate", from, ratePercent });
  }

  #endOfDay(): void {
    if (!this.isLent) return;
    const ledger = this.ledger();
    if (outstanding(ledger) === 0) return;
    const rates = eventsOf(this.#events, "rate");
    this.#accruals.endOfDay(this.loan, ledger, rates, this.#businessDate, () => this.#nextId());
  }

  #add(event: AccountEvent): void {
    this.#events = [...this.#events, event];
  }

  #remove(event: AccountEvent | undefined): void {
    this.#keep((each) => each !== event);
  }

  #keep(which: (event: AccountEvent) => boolean): void {
    this.#events = this.#events.filter(which);
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}
