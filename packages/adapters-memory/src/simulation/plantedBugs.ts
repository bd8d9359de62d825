/**
 * Test support: stores with one promise broken, as a service without care for it would have it.
 *
 * @module
 */
import {
  isLendkitError,
  type LoanRepository,
  type OutboxMessage,
  type Store,
} from "@lendkit/engine";
import {
  withDues,
  withFacts,
  withIdempotency,
  withLoans,
  withOutbox,
} from "../testing/brokenStore.ts";
import type { Simulation } from "./simulate.ts";

export interface PlantedBug extends Required<Pick<Simulation, "breaks" | "withoutLocks">> {
  readonly bug: string;
  /** What is said of it, in whichever way it is found. */
  readonly foundAs: RegExp;
}

export const plantedBugs: readonly PlantedBug[] = [
  {
    bug: "lost update: a loan is saved without its lock, whatever its version",
    breaks: (store) =>
      withLoans(store, (loans) => ({
        lock: atOnce,
        lockDue: (query) => store.transact((own) => own.loans.lockDue(query)),
        save: (changed) => saveAnyVersion(loans, changed),
      })),
    withoutLocks: true,
    foundAs: /the snapshot is not what its facts make|its dues are not those/,
  },
  {
    bug: "double spend on retry: a key keeps no answer",
    breaks: (store: Store) =>
      withIdempotency(store, () => ({ claim: async () => undefined, answer: async () => {} })),
    withoutLocks: false,
    foundAs: /happened 2 times|was answered twice|with another payment/,
  },
  {
    bug: "missing lock: it is had at once, also while another has it",
    breaks: (store) => withLoans(store, () => ({ lock: atOnce })),
    withoutLocks: false,
    foundAs: /STALE_VERSION/,
  },
];

/** One for each law that those above do not break. */
export const brokenLaws: readonly PlantedBug[] = (
  [
    {
      bug: "the outbox loses every third fact",
      breaks: (store) => losingMessages(store, 3, "fact"),
      foundAs: /the outbox does not tell its facts|what was handed on is not its facts/,
    },
    {
      bug: "the outbox loses every fifth notice",
      breaks: (store) => losingMessages(store, 5, "notice"),
      foundAs: /its borrower was told other things/,
    },
    {
      bug: "messages are put in a transaction of their own",
      breaks: (store) =>
        withOutbox(store, () => ({
          put: (messages) => store.transact((own) => own.outbox.put(messages)),
        })),
      foundAs: /the outbox does not tell its facts|what was handed on is not its facts/,
    },
    {
      bug: "a reader removes a message that it was not given",
      breaks: (store) =>
        withOutbox(store, (outbox) => ({
          take: async (limit) => {
            const [taken, more] = [await outbox.take(limit), await outbox.take(limit + 1)];
            await outbox.remove(more.map(({ id }) => id));
            return taken;
          },
        })),
      foundAs: /what was handed on is not its facts/,
    },
    {
      bug: "dues are never removed",
      breaks: (store) =>
        withDues(store, (dues) => ({
          replace: ({ put }) => dues.replace({ put, removed: [] }),
        })),
      foundAs: /its dues are not those of its state/,
    },
    {
      bug: "the day of the next action is not kept",
      breaks: (store) =>
        withLoans(store, (loans) => ({
          save: (changed) => loans.save(changed.map((loan) => ({ ...loan, nextActionOn: null }))),
        })),
      foundAs: /its next action is not on the day/,
    },
    {
      bug: "facts are appended in a transaction of their own",
      breaks: (store) =>
        withFacts(store, () => ({
          append: (facts) => store.transact((own) => own.facts.append(facts)),
        })),
      foundAs: /the snapshot is not what its facts make|happened 2 times|and happened/,
    },
    {
      bug: "a key is claimed without waiting for another who claims it",
      breaks: (store) =>
        withIdempotency(store, () => ({
          claim: (key, asked) => store.transact((own) => own.idempotency.claim(key, asked)),
        })),
      foundAs: /ALREADY_EXISTS/,
    },
    {
      bug: "a key is not bound to what was asked",
      breaks: (store) =>
        withIdempotency(store, (keys) => ({
          claim: (key) => keys.claim(key, "whatever"),
          answer: (key, _, text) => keys.answer(key, "whatever", text),
        })),
      foundAs: /with another payment: answered/,
    },
    {
      bug: "what was written is kept although the work has failed",
      breaks: keepingAll,
      foundAs: /the snapshot is not what|happened 2 times|and happened|nobody wanted/,
    },
    {
      bug: "a transaction whose client has crashed keeps its locks",
      breaks: neverEnding,
      foundAs: /everybody waits, and nobody goes on/,
    },
  ] satisfies readonly Omit<PlantedBug, "withoutLocks">[]
).map((bug) => ({ ...bug, withoutLocks: false }));

function losingMessages(store: Store, every: number, of: OutboxMessage["kind"]): Store {
  let put = 0;
  const isKept = ({ kind }: OutboxMessage): boolean => {
    if (kind === of) put += 1;
    return kind !== of || put % every > 0;
  };
  return withOutbox(store, (outbox) => ({
    put: (messages) => outbox.put(messages.filter(isKept)),
  }));
}

function keepingAll(store: Store): Store {
  return {
    async transact(work) {
      const outcome = await store.transact(async (unit) => {
        const [settled] = await Promise.allSettled([work(unit)]);
        return settled;
      });
      if (outcome.status === "rejected") throw outcome.reason;
      return outcome.value;
    },
  };
}

function neverEnding(store: Store): Store {
  return {
    transact: (work) =>
      store.transact(async (unit) => {
        try {
          return await work(unit);
        } catch (error) {
          if (isLendkitError(error)) throw error;
          return new Promise<never>(() => {});
        }
      }),
  };
}

async function atOnce(): Promise<void> {}

async function saveAnyVersion(
  loans: LoanRepository,
  changed: Parameters<LoanRepository["save"]>[0],
): ReturnType<LoanRepository["save"]> {
  const ids = changed.map(({ state }) => state.loanId);
  await loans.lock(ids);
  const now = await loans.findMany({ ids });
  const versions = new Map(now.map(({ state, version }) => [state.loanId, version]));
  return loans.save(
    changed.map((loan) => ({ ...loan, version: versions.get(loan.state.loanId) ?? loan.version })),
  );
}
