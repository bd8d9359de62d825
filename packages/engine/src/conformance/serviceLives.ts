/**
 * Many random commands on many stored loans, through the use-cases, on any store.
 *
 * @module
 */
import { addDays, type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { isLendkitError } from "../errors.ts";
import { dueRows } from "../loan/dueRows.ts";
import type { LoanState } from "../loan/loanState.ts";
import type { ServicedProduct } from "../loan/product.ts";
import { replay } from "../loan/replay.ts";
import { snapshotText } from "../loan/snapshotText.ts";
import { Decimal } from "../money/decimal.ts";
import type { Store } from "../ports/store.ts";
import { emiTracker } from "../products/emiTracker.ts";
import { createServicing } from "../service/createServicing.ts";
import type { LoanServicing, ServiceCommand } from "../service/servicing.ts";

const firstDay = plainDate("2024-01-31");

/** A part of 0 to below 1, the same in each run of one seed (mulberry32). */
type Random = () => number;

function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const products: readonly ServicedProduct[] = (
  ["nextInstallment", "advance", "reduceTenor", "reduceInstallment", "refund"] as const
).map((excess, index) => {
  const { repayment, rules } = emiTracker.servicing;
  const penalty =
    index % 2 === 0
      ? rules.penalty
      : ({
          kind: "annualDaily",
          annualRatePercent: "24",
          graceDays: 3,
          graceDaysCount: true,
          on: "principal",
          rounding: "halfEven",
        } as const);
  const dayCount = index % 2 === 0 ? "PLAIN_PERIOD" : "ACT/365.FIXED";
  return {
    ...emiTracker,
    servicing: { repayment: { ...repayment, dayCount }, rules: { ...rules, excess, penalty } },
  };
});

export interface ServiceLives {
  readonly loanIds: readonly string[];
  readonly accepted: number;
  /** By error code. */
  readonly refused: Readonly<Record<string, number>>;
}

/**
 * Opens loans and gives random commands to them, one after the other, over four years of days; the
 * same ones in each run of one seed. Then `differences` finds nothing on a store that keeps its
 * promises. For a store without a customer `C-1`.
 */
export async function liveInStore(
  store: Store,
  {
    loans,
    commands,
    seed,
  }: { readonly loans: number; readonly commands: number; readonly seed: number },
): Promise<ServiceLives> {
  const random = seeded(seed);
  let [today, ids] = [firstDay, 0];
  const clock = { today: () => today, now: () => `${today}T09:30:00.000Z` };
  const newId = (): string => `id ${++ids}`;
  const services = products.map((product) => createServicing({ store, product, clock, newId }));
  await addCustomer(store);
  const loanIds: string[] = [];
  for (let index = 0; index < loans; index += 1) {
    const receipt = await pick(services, random).open({
      customerId: "C-1",
      principal: 50_000 + Math.floor(random() * 1_500_000),
      annualRatePercent: (random() * 30).toFixed(2),
      tenorMonths: 3 + Math.floor(random() * 33),
    });
    loanIds.push(receipt.loanId);
  }
  const refused: Record<string, number> = {};
  let accepted = 0;
  for (let index = 0; index < commands; index += 1) {
    if (random() < (4 * 365) / commands) today = addDays(today, 1);
    const service = pick(services, random);
    const loanId = pick(loanIds, random);
    try {
      await giveOne(service, loanId, random, today);
      accepted += 1;
    } catch (error) {
      if (!isLendkitError(error)) throw error;
      refused[error.code] = (refused[error.code] ?? 0) + 1;
    }
  }
  return { loanIds, accepted, refused };
}

function pick<T>(from: readonly T[], random: Random): T {
  const found = from[Math.floor(random() * from.length)];
  if (found === undefined) throw new Error("There is nothing to pick from.");
  return found;
}

function addCustomer(store: Store): Promise<unknown> {
  return store.transact((unit) =>
    unit.customers.insert([
      {
        id: "C-1",
        origin: "registered",
        firstName: "Asha",
        lastName: "Rao",
        phoneNumber: "9000000001",
        age: 34,
        currency: "INR",
        monthlyIncome: new Decimal(50_000),
        approvedLimit: new Decimal(0),
        currentDebt: new Decimal(0),
      },
    ]),
  );
}

async function giveOne(
  service: LoanServicing,
  loanId: string,
  random: Random,
  today: PlainDate,
): Promise<void> {
  const what = random();
  const amount = (random() * 30_000 + 0.01).toFixed(2);
  if (what < 0.6) {
    await service.pay({ loanId, amount, idempotencyKey: `${loanId} ${what}` });
  } else if (what < 0.75) {
    await service.pay({ loanId, amount, on: addDays(today, -Math.floor(random() * 40)) });
  } else {
    await service.command(loanId, otherCommand(await service.view(loanId), random, today));
  }
}

function otherCommand(state: LoanState, random: Random, today: PlainDate): ServiceCommand {
  const commands: readonly (() => ServiceCommand)[] = [
    () => ({
      kind: "reversePayment",
      payment: 3 + Math.floor(random() * (state.lastSequence - 1)),
    }),
    () => ({ kind: "addCharge", name: "visit", amount: "150" }),
    () => ({
      kind: "waiveCharge",
      dueId: state.servicing?.dues[0]?.id ?? "none",
      of: "penalty",
    }),
    () => ({
      kind: "changeRate",
      annualRatePercent: (random() * 25).toFixed(2),
      policy: "reduceInstallment",
    }),
    () => ({
      kind: "grantMoratorium",
      installments: 1,
      interest: "capitalized",
      extendsTenor: true,
    }),
    () => ({
      kind: "rescheduleLoan",
      installments: 6 + Math.floor(random() * 12),
      annualRatePercent: "11.5",
      firstDueOn: addDays(today, 30),
      arrears: "capitalize",
    }),
    () => ({ kind: "pauseDelinquency", until: addDays(today, 20) }),
  ];
  return pick(commands, random)();
}

/** What differs between what is stored of loans and what their facts say; empty where all is well. */
export async function differences(
  store: Store,
  loanIds: readonly string[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const loanId of loanIds) {
    await store.transact(async (unit) => {
      const stored = await unit.loans.find(loanId);
      const facts = await unit.facts.list(loanId);
      const state = replay(facts, stored?.state.servicing?.asOf);
      if (stored === undefined || snapshotText(stored.state) !== snapshotText(state)) {
        found.push(`${loanId}: the snapshot is not what its ${facts.length} facts make`);
      }
      const rows = await unit.dues.list({ loanIds: [loanId], limit: 10_000 });
      const sum = (of: readonly { readonly unpaid: number }[]): number =>
        of.reduce((total, { unpaid }) => total + unpaid, 0);
      const wanted = dueRows(state);
      if (sum(rows) !== sum(wanted) || rows.length !== wanted.length) {
        found.push(`${loanId}: its dues are not those of its state`);
      }
    });
  }
  return found;
}
