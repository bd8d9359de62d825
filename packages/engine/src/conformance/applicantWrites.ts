import type { NewApplicant, RegisteredApplicant } from "../ports/applicant.ts";
import type { Store, UnitOfWork } from "../ports/store.ts";
import { emailOf, identityOf, sampleApplicant, scored } from "./applicantSamples.ts";
import { expectEqual, expectFailed, expectFailure, expectTrue } from "./expect.ts";
import { crossing, overlap } from "./overlap.ts";
import { sampleCustomer, sampleDue, sampleLoan } from "./samples.ts";
import type { StorePromise } from "./storePromise.ts";
import { type Rivals, rivalPromises, taken } from "./writers.ts";

const read = (store: Store, id: string): Promise<RegisteredApplicant | undefined> =>
  store.transact((unit) => unit.applicants.find(id));

const insert = (store: Store, ...news: readonly NewApplicant[]) =>
  store.transact((unit) => unit.applicants.insert(news));

/** Applicant 1 is there; the clash must be told by the name of the field. */
async function expectClash(store: Store, field: string, clashing: NewApplicant[]): Promise<void> {
  const work = insert(store, sampleApplicant(7), ...clashing);
  await expectFailure(work, taken("applicant", field), `a second applicant with this ${field}`);
  expectEqual(await read(store, "A-7"), undefined, "an applicant inserted beside the one refused");
}

const upperEmail = emailOf(1).toUpperCase();

const inserts: readonly StorePromise[] = [
  {
    name: "applicants: insert refuses a taken id, number, email or identity by the field's name",
    check: async ({ store }) => {
      await insert(store, sampleApplicant(1, { number: 77 }));
      await expectClash(store, "id", [sampleApplicant(2, { id: "A-1" })]);
      await expectClash(store, "number", [sampleApplicant(2, { number: 77 })]);
      await expectClash(store, "email", [sampleApplicant(2, { email: emailOf(1) })]);
      await expectClash(store, "identity", [sampleApplicant(2, { identityHash: identityOf(1) })]);
    },
  },
  {
    name: "applicants: an email that differs in capitals A to Z only is taken",
    check: async ({ store }) => {
      await insert(store, sampleApplicant(1));
      await expectClash(store, "email", [sampleApplicant(2, { email: upperEmail })]);
      const two = [sampleApplicant(3, { email: "q@x.y" }), sampleApplicant(4, { email: "Q@X.Y" })];
      await expectClash(store, "email", two);
    },
  },
  {
    name: "applicants: insert refuses two of one call that share an id or an identity",
    check: async ({ store }) => {
      await expectClash(store, "id", [sampleApplicant(2), sampleApplicant(3, { id: "A-2" })]);
      const same = { identityHash: identityOf(2) };
      await expectClash(store, "identity", [sampleApplicant(2), sampleApplicant(3, same)]);
    },
  },
  {
    name: "borrowers: an applicant and a customer never have one id, also in one transaction",
    check: async ({ store }) => {
      const promised = { code: "ALREADY_EXISTS", details: { field: "id" } };
      await insert(store, sampleApplicant(1));
      const customer = store.transact((unit) =>
        unit.customers.insert([sampleCustomer(1, { id: "A-1" })]),
      );
      await expectFailure(customer, promised, "a customer with an applicant's id");
      await store.transact((unit) => unit.customers.insert([sampleCustomer(2)]));
      const applicant = insert(store, sampleApplicant(2, { id: "C-2" }));
      await expectFailure(applicant, promised, "an applicant with a customer's id");
      const both = store.transact(async (unit) => {
        await unit.customers.insert([sampleCustomer(3, { id: "B-3" })]);
        await unit.applicants.insert([sampleApplicant(3, { id: "B-3" })]);
      });
      await expectFailure(both, promised, "both in one transaction");
      const found = [await read(store, "C-2"), await read(store, "B-3")];
      expectEqual(found, [undefined, undefined], "the applicants that were refused");
    },
  },
  {
    name: "borrowers: a loan and its dues may be an applicant's",
    check: async ({ store }) => {
      const found = await store.transact(async (unit) => {
        await unit.applicants.insert([sampleApplicant(1)]);
        await unit.loans.insert([sampleLoan(1, { customerId: "A-1" })]);
        await unit.dues.replace({ put: [sampleDue(1, { customerId: "A-1" })], removed: [] });
        const loans = await unit.loans.listByCustomers(["A-1"]);
        const dues = await unit.dues.list({ customerIds: ["A-1"], limit: 9 });
        return [loans.map(({ state }) => state.loanId), dues.map(({ dueId }) => dueId)];
      });
      expectEqual(found, [["L-1"], ["installment 1"]], "the applicant's loans and dues");
    },
  },
];

const saves: readonly StorePromise[] = [
  {
    name: "applicants: save replaces, counts versions and answers in the order given",
    check: async ({ store }) => {
      const before = await insert(store, ...[3, 1, 2].map((n) => sampleApplicant(n)));
      const changed = [...before].reverse().map((one) => scored({ ...one, name: "Anu" }, 450));
      const saved = await store.transact((unit) => unit.applicants.save(changed));
      const promised = changed.map((applicant) => ({ ...applicant, version: 2 }));
      expectEqual(saved, promised, "the answer of save");
      const again = await store.transact((unit) => unit.applicants.save(saved));
      expectEqual(again[0], { ...promised[0], version: 3 }, "saved a second time");
      expectEqual(await read(store, "A-2"), again[0], "read after two saves");
    },
  },
  {
    name: "applicants: one stale among several saved, and nothing of the call is kept",
    check: async ({ store }) => {
      const loaded = await insert(store, ...[1, 2, 3].map((n) => sampleApplicant(n)));
      await store.transact((unit) => unit.applicants.save(loaded.slice(1, 2)));
      const late = store.transact((unit) =>
        unit.applicants.save(loaded.map((applicant) => scored(applicant, 610))),
      );
      const details = { entity: "applicant", id: "A-2", expected: 1 };
      const promised = { code: "STALE_VERSION", retryable: true, details };
      await expectFailure(late, promised, "a save of three, the second of them stale");
      const found = [await read(store, "A-1"), await read(store, "A-3")];
      expectEqual(
        found.map((applicant) => [applicant?.version, applicant?.score]),
        [
          [1, null],
          [1, null],
        ],
        "versions and scores of the other two",
      );
    },
  },
  {
    name: "applicants: save refuses another's email or identity, and gives back what is left behind",
    check: async ({ store }) => {
      const [first, second] = await insert(store, sampleApplicant(1), sampleApplicant(2));
      if (first === undefined || second === undefined) throw new Error("insert answered too few.");
      const save = (applicant: RegisteredApplicant) =>
        store.transact((unit) => unit.applicants.save([applicant]));
      const toEmail = save({ ...second, email: upperEmail });
      await expectFailure(toEmail, taken("applicant", "email"), "a save to a taken email");
      const toIdentity = save({ ...second, identityHash: first.identityHash });
      await expectFailure(toIdentity, taken("applicant", "identity"), "a save to a taken identity");
      await save({ ...first, email: emailOf(9), identityHash: identityOf(9) });
      const { email, identityHash } = first;
      const [moved] = await save({ ...second, email, identityHash });
      const got = [moved?.email, moved?.identityHash];
      expectEqual(got, [emailOf(1), identityOf(1)], "what applicant 1 gave up");
    },
  },
];

const rivals: readonly Rivals[] = [
  {
    name: "applicants: of two inserts of one id",
    first: (unit) => unit.applicants.insert([sampleApplicant(1)]),
    second: (unit) => unit.applicants.insert([sampleApplicant(2, { id: "A-1" })]),
    loser: taken("applicant", "id"),
  },
  {
    name: "applicants: of two inserts of one email",
    first: (unit) => unit.applicants.insert([sampleApplicant(1)]),
    second: (unit) => unit.applicants.insert([sampleApplicant(2, { email: upperEmail })]),
    loser: taken("applicant", "email"),
  },
  {
    name: "applicants: of two inserts of one identity",
    first: (unit) => unit.applicants.insert([sampleApplicant(1)]),
    second: (unit) => unit.applicants.insert([sampleApplicant(2, { identityHash: identityOf(1) })]),
    loser: taken("applicant", "identity"),
  },
  {
    name: "borrowers: of an applicant and a customer of one id",
    first: (unit) => unit.applicants.insert([sampleApplicant(1)]),
    second: (unit) => unit.customers.insert([sampleCustomer(1, { id: "A-1" })]),
    loser: { code: "ALREADY_EXISTS", details: { field: "id" } },
  },
];

const together: readonly StorePromise[] = [
  ...rivals.flatMap(rivalPromises),
  {
    name: "applicants: an email given up by a transaction that fails was never free",
    needs: "parallel",
    check: async ({ store }) => {
      const [loaded] = await insert(store, sampleApplicant(1));
      if (loaded === undefined) throw new Error("insert answered too few.");
      const { second } = await overlap(store, {
        first: async (unit) =>
          void (await unit.applicants.save([{ ...loaded, email: emailOf(9) }])),
        second: (unit) => unit.applicants.insert([sampleApplicant(2, { email: emailOf(1) })]),
        fails: true,
      });
      expectFailed(second, taken("applicant", "email"), "an insert with that email");
    },
  },
  {
    name: "applicants: of two saves from one version exactly one wins",
    needs: "parallel",
    check: async ({ store }) => {
      const loaded = await insert(store, sampleApplicant(1));
      const look = async (unit: UnitOfWork): Promise<void> =>
        void (await unit.applicants.find("A-1"));
      const save = (score: number) => async (unit: UnitOfWork) =>
        void (await unit.applicants.save(loaded.map((applicant) => scored(applicant, score))));
      const outcomes = await crossing(store, [
        { first: look, second: save(450) },
        { first: look, second: save(610) },
      ]);
      const won = outcomes.flatMap(({ status }, at) => (status === "fulfilled" ? [at] : []));
      expectTrue(won.length === 1, `${won.length} of two writers won, not one.`);
      const found = await read(store, "A-1");
      const promised = [won[0] === 0 ? 450 : 610, 2];
      expectEqual([found?.score, found?.version], promised, "score and version after both");
      const loser = outcomes.find(({ status }) => status === "rejected");
      const stale = { code: "STALE_VERSION", details: { entity: "applicant", id: "A-1" } };
      if (loser !== undefined) expectFailed(loser, stale, "the writer that lost");
    },
  },
  {
    name: "applicants: of many that take whoever has no score, nobody is scored twice",
    needs: "parallel",
    check: async ({ store }) => {
      const numbers = Array.from({ length: 12 }, (_, at) => at + 1);
      await insert(store, ...numbers.map((n) => sampleApplicant(n)));
      const worker = (): Promise<readonly string[]> =>
        store.transact(async ({ applicants }) => {
          const held = await applicants.lockUnscored({ currency: "INR", limit: 2 });
          await applicants.save(held.map((applicant) => scored(applicant, 300)));
          return held.map(({ id }) => id);
        });
      const taken: string[] = [];
      for (let left = 2; left > 0; left -= 1) {
        const rounds = await Promise.all([worker(), worker(), worker()]);
        taken.push(...rounds.flat());
      }
      expectEqual(new Set(taken).size, taken.length, "how many different ones were taken");
      expectEqual(taken.length, 12, "how many were taken by six workers of two each");
      const versions = (
        await store.transact((unit) => unit.applicants.findMany({ ids: taken }))
      ).map(({ version }) => version);
      expectEqual(
        versions,
        taken.map(() => 2),
        "each of them saved once",
      );
    },
  },
];

export const applicantWritePromises: readonly StorePromise[] = [...inserts, ...saves, ...together];
