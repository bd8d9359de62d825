/**
 * When day-ends run makes no difference: random lives of loans are lived with runs before each
 * day's commands, after them, by several workers at once, twice, now and then, or only at the end,
 * and all leave the same loans, dues and messages.
 */
import { createMemoryStore } from "@lendkit/adapters-memory";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { isLendkitError } from "../errors.ts";
import type { ServicedProduct } from "../loan/product.ts";
import { replay } from "../loan/replay.ts";
import { snapshotText } from "../loan/snapshotText.ts";
import { messageText, type OutboxMessage } from "../ports/outbox.ts";
import type { Store } from "../ports/store.ts";
import { billedTerms } from "../testing/billedLoans.ts";
import { evenProduct, insertCustomer, serviceOf } from "../testing/dayEnds.ts";
import { runs } from "../testing/runs.ts";
import { runDay } from "./runDay.ts";
import type { LoanServicing, ServiceCommand } from "./servicing.ts";

interface Ask {
  readonly days: number;
  readonly loan: number;
  readonly kind:
    | "pay"
    | "payEarlier"
    | "reverse"
    | "charge"
    | "pause"
    | "rate"
    | "open"
    | "writeOff";
  readonly part: number;
}

const anyAsk: fc.Arbitrary<Ask> = fc.record({
  days: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 25 })),
  loan: fc.nat(1),
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constant("pay" as const) },
    { weight: 3, arbitrary: fc.constantFrom("payEarlier" as const, "reverse" as const) },
    { weight: 2, arbitrary: fc.constantFrom("charge" as const, "pause" as const, "rate" as const) },
    { weight: 1, arbitrary: fc.constantFrom("open" as const, "writeOff" as const) },
  ),
  part: fc.integer({ min: 0, max: 99 }),
});

const { repayment, rules } = evenProduct.servicing;

const anyProduct: fc.Arbitrary<ServicedProduct> = fc
  .record({
    excess: fc.constantFrom("advance", "nextInstallment", "reduceTenor", "refund"),
    isBilled: fc.boolean(),
    isDaily: fc.boolean(),
    reminders: fc.option(fc.record({ daysBeforeDue: fc.constantFrom(0, 3, 10) })),
  })
  .map(({ excess, isBilled, isDaily, reminders }) => ({
    ...evenProduct,
    servicing: {
      repayment: isBilled ? billedTerms : repayment,
      rules: {
        ...rules,
        // What pays more than is billed has no later installment to pay.
        excess: isBilled && excess === "nextInstallment" ? "advance" : excess,
        bounceCharge: "5.00",
        penalty: isDaily
          ? {
              kind: "annualDaily",
              annualRatePercent: "36",
              graceDays: 2,
              graceDaysCount: true,
              on: "principalAndInterest",
              rounding: "halfEven",
              mostPerDue: "20.00",
            }
          : rules.penalty,
      },
    },
    reminders,
  }));

const firstDay = plainDate("2024-01-15");

/** Runs some day-ends when a day begins, or when its commands have been given. */
type Rhythm = (
  runTo: (asOf: PlainDate) => Promise<void>,
  day: PlainDate,
  at: Part,
) => Promise<void>;
type Part = "morning" | "evening";

const rhythms: Readonly<Record<string, Rhythm>> = {
  "only at the end": async () => {},
  "each morning": async (runTo, day, at) => (at === "morning" ? runTo(day) : undefined),
  "each evening": async (runTo, day, at) => (at === "evening" ? runTo(day) : undefined),
  "each morning and evening, by two workers at once": async (runTo, day) => {
    await Promise.all([runTo(day), runTo(day)]);
  },
  "now and then, a few days late": async (runTo, day, at) => {
    if (at === "evening" && Number(day.slice(-2)) % 7 === 3) await runTo(addDays(day, -2));
  },
};

async function give(service: LoanServicing, ask: Ask, today: PlainDate): Promise<string> {
  const loanId = `L-${ask.loan + 1}`;
  const amount = (5 + ask.part * 3).toFixed(2);
  const commands: Readonly<Record<Ask["kind"], () => Promise<unknown>>> = {
    pay: () => service.pay({ loanId, amount }),
    payEarlier: () => service.pay({ loanId, amount, on: addDays(today, -(ask.part % 30)) }),
    reverse: () => tell({ kind: "reversePayment", payment: 3 + (ask.part % 5) }),
    charge: () =>
      tell({
        kind: "addCharge",
        name: "visit",
        amount: "9.90",
        dueOn: addDays(today, ask.part % 9),
      }),
    pause: () => tell({ kind: "pauseDelinquency", until: addDays(today, ask.part % 40) }),
    rate: () =>
      tell({ kind: "changeRate", annualRatePercent: ask.part / 5, policy: "reduceInstallment" }),
    open: () => open(service, addDays(today, -(ask.part % 50))),
    writeOff: () => tell({ kind: "writeOff" }),
  };
  const tell = (command: ServiceCommand): Promise<unknown> => service.command(loanId, command);
  try {
    return JSON.stringify(await commands[ask.kind]());
  } catch (error) {
    if (isLendkitError(error)) return error.code;
    throw error;
  }
}

function open(service: LoanServicing, startedOn: PlainDate): Promise<unknown> {
  return service.open({
    customerId: "C-1",
    principal: 1200,
    annualRatePercent: 12,
    tenorMonths: 6,
    startedOn,
  });
}

/** All that is there in the end, as text, by what it is. */
async function live(
  product: ServicedProduct,
  asks: readonly Ask[],
  rhythm: Rhythm,
): Promise<Readonly<Record<string, unknown>>> {
  const store = createMemoryStore();
  await insertCustomer(store);
  let today = firstDay;
  const service = serviceOf(store, product, () => today);
  const clock = { today: () => today, now: () => `${today}T21:00:00.000Z` };
  const runTo = async (asOf: PlainDate): Promise<void> => {
    if (asOf >= firstDay) await runDay({ store, product, asOf, clock, batchSize: 1 });
  };
  await open(service, today);
  await open(service, today);
  const answers: string[] = [];
  for (const ask of asks) {
    for (let day = 0; day < ask.days; day += 1) {
      await rhythm(runTo, today, "evening");
      today = addDays(today, 1);
      await rhythm(runTo, today, "morning");
    }
    answers.push(await give(service, ask, today));
  }
  today = addDays(today, 100);
  await runTo(today);
  return { answers, ...(await contentsOf(store)) };
}

async function contentsOf(store: Store): Promise<Readonly<Record<string, unknown>>> {
  return store.transact(async (unit) => {
    const loans = await unit.loans.listByCustomers(["C-1"]);
    const messages = await unit.outbox.take(100_000);
    for (const { state } of loans) {
      const replayed = replay(await unit.facts.list(state.loanId), state.servicing?.asOf);
      expect(snapshotText(state)).toBe(snapshotText(replayed));
    }
    return {
      states: loans.map(({ state }) => snapshotText(state)),
      next: loans.map(({ nextActionOn }) => nextActionOn),
      dues: await unit.dues.list({ limit: 10_000 }),
      messages: loans.map(({ state: { loanId } }) =>
        messages.filter((message) => message.loanId === loanId).map(withoutInstant),
      ),
      all: messages.length,
      bills: messages.filter((each) => each.kind === "fact" && each.fact.kind === "billIssued")
        .length,
      once: new Set(messages.map(({ id }) => id)).size,
    };
  });
}

/** A bill is recorded whenever somebody carries its loan past its day. */
function withoutInstant(message: OutboxMessage): string {
  return messageText(message).replace(/"recordedAt":"[^"]*"/, "");
}

test.each(Object.entries(rhythms).slice(1))(
  "%s: as with a run only at the end",
  async (_, rhythm) => {
    let [told, bills] = [0, 0];
    const only = rhythms["only at the end"];
    if (only === undefined) throw new Error("There is nothing to compare with.");
    await fc.assert(
      fc.asyncProperty(
        anyProduct,
        fc.array(anyAsk, { minLength: 1, maxLength: 12, size: "max" }),
        async (product, asks) => {
          const [late, inTime] = [
            await live(product, asks, only),
            await live(product, asks, rhythm),
          ];
          expect(inTime).toEqual(late);
          told += Number(late["all"]);
          bills += Number(late["bills"]);
          expect(late["once"]).toBe(late["all"]);
        },
      ),
      { numRuns: runs(25, 500) },
    );
    expect(told).toBeGreaterThan(20);
    expect(bills).toBeGreaterThan(5);
  },
);
