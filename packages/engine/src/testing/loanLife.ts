/**
 * Test support: one loan's life, command by command, as a service lives it.
 *
 * @module
 */
import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { type DueAmounts, unpaidOf } from "../due/due.ts";
import { advance } from "../loan/advance.ts";
import type {
  CommandFrame,
  Correction,
  ImportLoan,
  LifeCommand,
  OpenLoan,
} from "../loan/commands.ts";
import { decide } from "../loan/decide.ts";
import { decideOn } from "../loan/decideOn.ts";
import { countsInOrder, evolve } from "../loan/evolve.ts";
import type { LoanFact, ServicingTerms } from "../loan/facts.ts";
import type { LoanState, Servicing } from "../loan/loanState.ts";
import { replay } from "../loan/replay.ts";
import type { RepaymentTerms, ServicingRules } from "../loan/servicingRules.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { emiTracker } from "../products/emiTracker.ts";

/** Facts as recorded, and the state that is kept beside them. */
export interface LoanLife {
  readonly facts: readonly LoanFact[];
  readonly state: LoanState;
}

/** What a test says of a loan; the rest is as in `emiTracker`. */
export interface LoanSketch {
  readonly principal: string;
  readonly annualRatePercent: string;
  readonly installments: number;
  readonly startedOn: string;
  readonly currency?: CurrencyCode;
  readonly repayment?: Partial<RepaymentTerms>;
  readonly rules?: Partial<ServicingRules>;
}

/**
 * A loan that can be worked out in the head: 1200 at 1 % a month over 12 months in equal principal
 * parts, from 15 January 2024. Installment k is due on the 15th of the k-th month after: 100 of
 * principal and 13 − k of interest. Without penalties; what is paid too much is held.
 */
export const evenLoan: LoanSketch = {
  principal: "1200",
  annualRatePercent: "12",
  installments: 12,
  startedOn: "2024-01-15",
  repayment: { method: "equalPrincipal" },
  rules: { penalty: null, excess: "advance" },
};

/** The even loan under other rules. */
export function evenLoanWith(rules: Partial<ServicingRules>): LoanSketch {
  return { ...evenLoan, rules: { ...evenLoan.rules, ...rules } };
}

type WithoutFrame<Command> = Command extends CommandFrame
  ? Omit<Command, keyof CommandFrame> & Partial<CommandFrame>
  : never;

/** A command without ids and dates, which the life fills in. */
export type Told = WithoutFrame<LifeCommand | Correction>;

export function servicingTerms({ repayment, rules }: LoanSketch): ServicingTerms {
  const { servicing } = emiTracker;
  return {
    repayment: { ...servicing.repayment, ...repayment },
    rules: { ...servicing.rules, ...rules },
  };
}

export function opening(sketch: LoanSketch): OpenLoan {
  const { principal, annualRatePercent, installments, currency = "INR" } = sketch;
  const startedOn = plainDate(sketch.startedOn);
  return {
    kind: "openLoan",
    loanId: "L-1",
    commandId: "command 0",
    effectiveOn: startedOn,
    recordedAt: "2024-01-01T09:30:00.000Z",
    calculationVersion: 1,
    terms: {
      customerId: "C-1",
      currency,
      principal,
      annualRatePercent,
      tenorMonths: installments,
      installment: "1",
      startedOn,
      endsOn: plainDate("2034-01-31"),
    },
    servicing: servicingTerms(sketch),
  };
}

/** A loan that was agreed, before money is paid out. */
export function opened(sketch: LoanSketch): LoanLife {
  const facts = decide(undefined, opening(sketch));
  return { facts, state: replay(facts) };
}

/** A loan of which all was paid out on its first day. */
export function lent(sketch: LoanSketch): LoanLife {
  return tell(opened(sketch), sketch.startedOn, { kind: "disburse" });
}

/** A loan that another system had to a day, known as it states it. */
export function takenOver(sketch: LoanSketch, cutoverOn: string, paidOnTime: number): LoanLife {
  const { terms, calculationVersion: _, servicing: _s, ...frame } = opening(sketch);
  const command: ImportLoan = {
    ...frame,
    kind: "importLoan",
    effectiveOn: plainDate(cutoverOn),
    terms,
    sourceNumber: 1,
    paidOnTime,
  };
  const facts = decide(undefined, command);
  return { facts, state: replay(facts) };
}

/** The life with one more command; corrections and earlier days are decided on all facts. */
export function tell({ facts, state }: LoanLife, on: string, told: Told): LoanLife {
  const command = {
    loanId: "L-1",
    commandId: `command ${facts.length}`,
    recordedAt: "2024-01-01T09:30:00.000Z",
    effectiveOn: plainDate(on),
    ...told,
  };
  const asOf = state.servicing?.asOf;
  if (isCorrection(command) || (asOf !== undefined && command.effectiveOn < asOf)) {
    const decided = decideOn(facts, command, asOf);
    return { facts: [...facts, ...decided.facts], state: decided.state };
  }
  const news = decide(state, command);
  const all = [...facts, ...news];
  const inOrder = news.every((fact) => countsInOrder(state, fact));
  return { facts: all, state: inOrder ? news.reduce(evolve, state) : replay(all) };
}

function isCorrection(command: LifeCommand | Correction): command is Correction {
  return command.kind === "reversePayment" || command.kind === "amendLoan";
}

/** Several commands, each on its day. */
export function tellAll(
  life: LoanLife,
  ...told: readonly (readonly [on: string, told: Told])[]
): LoanLife {
  return told.reduce((before, [on, command]) => tell(before, on, command), life);
}

/** The life some time later. */
export function until({ facts, state }: LoanLife, on: string): LoanLife {
  return { facts, state: advance(state, plainDate(on)) };
}

export function pay(amount: string): Told {
  return { kind: "receivePayment", amount };
}

export function payInstallment(installment: number, amount: string): Told {
  return { kind: "receivePayment", amount, pays: { installment } };
}

export function payOff(amount: string): Told {
  return { kind: "receivePayment", amount, pays: "payoff" };
}

export function servicingOf({ state }: LoanLife): Servicing {
  if (state.servicing === null) throw new Error("The loan is not serviced.");
  return state.servicing;
}

/** What is unpaid of each due, in minor units. */
export interface OpenDue extends DueAmounts {
  readonly id: string;
  readonly dueOn: PlainDate;
}

export function openDues(life: LoanLife): readonly OpenDue[] {
  return servicingOf(life).dues.map((due) => ({
    id: due.id,
    dueOn: due.dueOn,
    ...unpaidOf(due),
  }));
}
