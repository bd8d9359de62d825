/**
 * Test support: what a borrower wants next.
 *
 * @module
 */
import {
  addDays,
  createServicing,
  dueRows,
  isLendkitError,
  type LoanServicing,
  type LoanState,
  minorUnitsText,
  type ServiceCommand,
} from "@lendkit/engine";
import type { Random } from "../seededRandom.ts";
import type { Wish } from "./book.ts";
import { products, served } from "./products.ts";
import { pick, type World } from "./world.ts";

/** The most loans that one borrower opens. */
const MOST_LOANS = 2;

/** Undefined where nothing can be wanted now: what is wanted follows from what could be read. */
export async function wishOf(
  world: World,
  customerId: string,
  loanId: string | undefined,
): Promise<Wish | undefined> {
  const { random, book, clock } = world;
  const loans = book.loansOf(customerId).length;
  if (loanId === undefined || (loans < MOST_LOANS && random() < 0.1)) {
    return opening(world, customerId);
  }
  const state = await look(world, (service) => service.view(loanId));
  if (state === undefined) return undefined;
  const command = await commandOf(world, state);
  if (command === undefined) return undefined;
  const isPayment = command.kind === "receivePayment" && command.pays !== "payoff";
  if (isPayment && random() < 0.2) {
    return {
      kind: "command",
      loanId,
      command,
      on: addDays(clock.today(), -Math.floor(40 * random())),
    };
  }
  return { kind: "command", loanId, command };
}

/** What a client reads; undefined where it is told nothing. */
export async function look<T>(
  world: World,
  at: (service: LoanServicing) => Promise<T>,
): Promise<T | undefined> {
  const { store, crashed } = world.faulty.connect();
  const service = createServicing({
    store,
    product: served,
    clock: world.clock,
    newId: () => "none",
  });
  const told = at(service).catch((error: unknown) => {
    if (!isLendkitError(error)) throw error;
    return undefined;
  });
  return Promise.race([told, crashed.then(() => undefined)]);
}

function opening({ random }: World, customerId: string): Wish | undefined {
  const product = pick(random, products);
  if (product === undefined) return undefined;
  const input = {
    customerId,
    principal: 1000 + Math.floor(random() * 90_000),
    annualRatePercent: (random() * 30).toFixed(2),
    tenorMonths: 2 + Math.floor(random() * 5),
  };
  return { kind: "open", product, input };
}

async function commandOf(world: World, state: LoanState): Promise<ServiceCommand | undefined> {
  const { random } = world;
  const what = random();
  if (what < 0.55) return payment(amountOf(state, random), "dues");
  if (what < 0.6) return payment(amountOf(state, random), { installment: 1 + 5 * random() });
  if (what < 0.66) {
    const quote = await look(world, (service) => service.payoff(state.loanId));
    return quote === undefined ? undefined : payment(quote.total.toFixed(2), "payoff");
  }
  if (what < 0.75) {
    return { kind: "reversePayment", payment: 1 + Math.floor(random() * state.lastSequence) };
  }
  return otherCommand(state, random);
}

function otherCommand(state: LoanState, random: Random): ServiceCommand {
  const dues = state.servicing?.dues ?? [];
  const others: readonly ServiceCommand[] = [
    { kind: "addCharge", name: `visit ${Math.floor(random() * 1000)}`, amount: "99.50" },
    {
      kind: "waiveCharge",
      dueId: pick(random, dues)?.id ?? "none",
      of: pick(random, ["penalty", "fee", "interest"] as const) ?? "fee",
    },
    { kind: "disburse", amount: minorUnitsText(1 + Math.floor(random() * 500_000), 2) },
    {
      kind: "changeRate",
      annualRatePercent: (random() * 25).toFixed(2),
      policy: "reduceInstallment",
    },
    { kind: "refund", amount: "0.01" },
  ];
  return pick(random, others) ?? { kind: "refund", amount: "0.01" };
}

function payment(
  amount: string,
  pays: "dues" | "payoff" | { readonly installment: number },
): ServiceCommand {
  const isOne = typeof pays === "object";
  return {
    kind: "receivePayment",
    amount,
    pays: isOne ? { installment: Math.floor(pays.installment) } : pays,
  };
}

/** From one cent to one and a half times what is asked for next. */
function amountOf(state: LoanState, random: Random): string {
  const next = dueRows(state).slice(0, 2);
  const usual = next.reduce((sum, { unpaid }) => sum + unpaid, 0) || 50_000;
  return minorUnitsText(Math.max(1, Math.round(usual * random() * 1.5)), 2);
}
