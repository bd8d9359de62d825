import {
  type Store,
  storageUnavailable,
  type TransactOptions,
  type UnitOfWork,
} from "@lendkit/engine";
import {
  type Fault,
  type FaultPlan,
  type HappenedFault,
  type PlannedFault,
  type StorageCall,
  takeFault,
} from "./faultPlan.ts";
import type { Scheduler } from "./scheduler.ts";

/** A store on which calls go wrong as planned, and go on in the order of a scheduler. */
export interface FaultyStore {
  /** The store as one client, such as a process, sees it. */
  connect(): Connection;

  /** How many calls there were, with each transaction's `begin` and `commit`. */
  calls(): number;

  /** Faults that have happened, in their order. */
  readonly happened: readonly HappenedFault[];
}

export interface Connection {
  /** After a crash it never answers again. */
  readonly store: Store;

  /** Resolves when the client has crashed. Await it beside the client's work. */
  readonly crashed: Promise<void>;
}

/**
 * Puts faults between services and any store. Every call of the store asks the scheduler for a turn
 * first. A crash ends all open transactions of its connection; the client itself cannot be stopped
 * from outside, so its calls are left without an answer.
 *
 * @example
 * const scheduler = createScheduler(7);
 * const plan = [{ at: { verb: "commit", transaction: 2 }, fault: { kind: "fail", when: "after" } }];
 * const faulty = withFaults(createMemoryStore(), { plan, scheduler });
 * const { store, crashed } = faulty.connect();
 * await Promise.race([createServicing({ store, ...options }).pay(payment), crashed]);
 */
export function withFaults(
  store: Store,
  { plan, scheduler }: { readonly plan: FaultPlan; readonly scheduler: Scheduler },
): FaultyStore {
  const left: PlannedFault[] = [...plan];
  const happened: HappenedFault[] = [];
  let [transactions, calls] = [0, 0];

  const come = async (at: Omit<StorageCall, "storeCall">): Promise<Fault | undefined> => {
    calls += 1;
    const call: StorageCall = { ...at, storeCall: calls };
    const fault = takeFault(left, call);
    if (fault !== undefined) happened.push({ at: call, fault });
    await scheduler.turn(`${at.transaction}.${at.call} ${at.verb}${saying(fault)}`, {
      afterTurns: fault?.kind === "delay" ? fault.turns : 0,
      first: fault?.kind === "reorder",
    });
    return fault;
  };

  const connect = (): Connection => {
    const client = new Client();
    return {
      crashed: client.gone.catch(() => {}),
      store: {
        ...store,
        transact: (work, options) => {
          transactions += 1;
          return new FaultyTransaction(client, transactions, come).run(store, work, options);
        },
      },
    };
  };

  return { connect, calls: () => calls, happened };
}

function saying(fault: Fault | undefined): string {
  if (fault === undefined) return "";
  return `: ${fault.kind}${"when" in fault ? ` ${fault.when}` : ""}`;
}

/** One for each call, since a promise holds on to all who wait for it. */
function never(): Promise<never> {
  return new Promise(() => {});
}

/** Ends what a client that is gone had begun; nobody is told. */
const crash = new Error("The client has crashed.");

/** Who may crash. */
class Client {
  isGone = false;
  /** Rejects when the client has crashed. */
  readonly gone: Promise<never>;
  #end: (error: Error) => void = () => {};

  constructor() {
    this.gone = new Promise((_, reject) => {
      this.#end = reject;
    });
  }

  crashes(): never {
    this.isGone = true;
    this.#end(crash);
    throw crash;
  }
}

type Come = (at: Omit<StorageCall, "storeCall">) => Promise<Fault | undefined>;

/** One transaction: its calls come one after the other, and after one has failed the others do. */
class FaultyTransaction {
  readonly #client: Client;
  readonly #number: number;
  readonly #come: Come;
  #calls = 0;
  #last: Promise<unknown> = Promise.resolve();
  #failure: { readonly error: unknown } | undefined;
  #afterCommit: Fault | undefined;

  constructor(client: Client, number: number, come: Come) {
    this.#client = client;
    this.#number = number;
    this.#come = come;
  }

  async run<T>(
    store: Store,
    work: (unit: UnitOfWork) => Promise<T>,
    options: TransactOptions | undefined,
  ): Promise<T> {
    try {
      await this.#call("begin", async () => {});
      const answer = await store.transact((unit) => this.#inside(unit, work), options);
      if (this.#client.isGone) return never();
      if (this.#afterCommit?.kind === "crash") this.#client.crashes();
      if (this.#afterCommit?.kind === "fail") throw unavailable("commit", true);
      return answer;
    } catch (error) {
      if (this.#client.isGone) return never();
      throw error;
    }
  }

  async #inside<T>(unit: UnitOfWork, work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
    const verbs = watched(unit, (repository, of) =>
      watched(repository, (run, verb) =>
        typeof run === "function"
          ? (...args: readonly unknown[]) =>
              this.#verb(`${of}.${verb}`, () => Reflect.apply(run, repository, args))
          : run,
      ),
    );
    const answer = await Promise.race([work(verbs), this.#client.gone]);
    await this.#settle();
    await this.#commit();
    return answer;
  }

  /** Runs a verb after those that were called before it. */
  #verb(verb: string, run: () => Promise<unknown>): Promise<unknown> {
    const answer = this.#last.then(() => this.#answered(verb, run));
    this.#last = Promise.race([answer, this.#client.gone]).catch(() => {});
    return answer;
  }

  /** A client that is gone is answered nothing. */
  async #answered(verb: string, run: () => Promise<unknown>): Promise<unknown> {
    if (this.#failure !== undefined) throw this.#failure.error;
    try {
      return await this.#call(verb, run);
    } catch (error) {
      if (this.#client.isGone) return never();
      this.#failure = { error };
      throw error;
    }
  }

  async #call<T>(verb: string, run: () => Promise<T>): Promise<T> {
    const fault = await this.#next(verb);
    const answer = await run();
    if (fault?.kind === "fail") throw unavailable(verb);
    if (fault?.kind === "crash") this.#client.crashes();
    if (this.#client.isGone) throw crash;
    return answer;
  }

  /** All but the last moment of it, which is the store's own. */
  async #commit(): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure.error;
    this.#afterCommit = await this.#next("commit");
  }

  /** Waits for the call's turn; throws if it fails before it is made. */
  async #next(verb: string): Promise<Fault | undefined> {
    if (this.#client.isGone) throw crash;
    this.#calls += 1;
    const fault = await this.#come({ verb, transaction: this.#number, call: this.#calls });
    if (this.#client.isGone) throw crash;
    const isBefore = fault !== undefined && "when" in fault && fault.when === "before";
    if (isBefore && fault.kind === "fail") throw unavailable(verb);
    if (isBefore && fault.kind === "crash") this.#client.crashes();
    return fault;
  }

  /** Waits for verbs that the work did not await. */
  async #settle(): Promise<void> {
    let seen: Promise<unknown> | undefined;
    while (seen !== this.#last) {
      seen = this.#last;
      await seen;
    }
  }
}

function unavailable(verb: string, committing = false): Error {
  const reason = `a fault is planned for ${verb}`;
  return storageUnavailable(committing ? { reason, committing } : { reason });
}

/** The same object, with each of its parts as `see` gives it. */
function watched<T extends object>(parts: T, see: (part: object, name: string) => unknown): T {
  return new Proxy(parts, {
    get(target, name) {
      const part: unknown = Reflect.get(target, name);
      const isPart = (typeof part === "object" || typeof part === "function") && part !== null;
      return isPart ? see(part, String(name)) : part;
    },
  });
}
