import type { Store, UnitOfWork } from "../ports/store.ts";
import { expectEqual, expectRefusal, expectTrue } from "./expect.ts";
import { answered, beside, overlap } from "./overlap.ts";
import { sampleCustomer } from "./samples.ts";
import type { StorePromise } from "./storePromise.ts";

type Claimed = Promise<string | undefined>;

const claim = (store: Store, key: string, fingerprint = "asked"): Claimed =>
  store.transact((unit) => unit.idempotency.claim(key, fingerprint));

/** What a use-case does: work that is done once, and an answer that is given again. */
async function once(unit: UnitOfWork): Promise<void> {
  await unit.idempotency.claim("K-1", "asked");
  await unit.customers.insert([sampleCustomer(1)]);
  await unit.idempotency.answer("K-1", "asked", "done");
}

const claimFirst = async (unit: UnitOfWork): Promise<void> => {
  await unit.idempotency.claim("K-1", "asked");
};

const text = '{"say":"ñ 🙂 \\" \\\\ \\n"}\n\t$1 {x} NULL';

const answering: readonly StorePromise[] = [
  {
    name: "idempotency: claim gives nothing for a new key, then the answer that was kept",
    check: async ({ store }) => {
      const keys = ["K-1", "k-1", "K-1 ", "'; -- \\ ñ", "\u{1f642}".repeat(200)];
      for (const [at, key] of keys.entries()) {
        const [before, after] = await store.transact(async ({ idempotency }) => {
          const first = await idempotency.claim(key, text);
          await idempotency.answer(key, text, `${at} ${text}`);
          return [first, await idempotency.claim(key, text)];
        });
        expectEqual(before, undefined, `a first claim of ${key}`);
        expectEqual(after, `${at} ${text}`, "a second claim in the same transaction");
      }
      for (const [at, key] of keys.entries()) {
        expectEqual(await claim(store, key, text), `${at} ${text}`, `a later claim of ${key}`);
      }
    },
  },
  {
    name: "idempotency: an answer may be empty, and is one",
    check: async ({ store }) => {
      await store.transact((unit) => unit.idempotency.answer("K-1", "asked", ""));
      expectEqual(await claim(store, "K-1"), "", "a key whose answer is an empty text");
    },
  },
  {
    name: "idempotency: the same key with another fingerprint is a conflict, and the answer stays",
    check: async ({ store }) => {
      await store.transact(once);
      const otherwise = (unit: UnitOfWork): Claimed => unit.idempotency.claim("K-1", "other");
      const promised = { code: "IDEMPOTENCY_CONFLICT", retryable: false, details: { key: "K-1" } };
      await expectRefusal(store, otherwise, promised, "a claim for another payload");
      expectEqual(await claim(store, "K-1"), "done", "a claim for the first payload");
    },
  },
  {
    name: "idempotency: a second answer to a key is refused, and the first one stays",
    check: async ({ store }) => {
      await store.transact(once);
      const promised = { code: "ALREADY_EXISTS", details: { entity: "answer", field: "key" } };
      for (const fingerprint of ["asked", "asked otherwise"]) {
        const again = (unit: UnitOfWork) => unit.idempotency.answer("K-1", fingerprint, "again");
        await expectRefusal(store, again, promised, "a second answer");
      }
      expectEqual(await claim(store, "K-1"), "done", "the answer after both");
    },
  },
  {
    name: "idempotency: a key has 1 to 200 characters",
    check: async ({ store }) => {
      const promised = { code: "BAD_IDEMPOTENCY_KEY", retryable: false };
      for (const key of ["", "k".repeat(201), "\u{1f642}".repeat(201), "a\0b", "a\ud83d"]) {
        const claimed = (unit: UnitOfWork): Claimed => unit.idempotency.claim(key, "asked");
        await expectRefusal(store, claimed, promised, `a claim of ${JSON.stringify(key)}`);
        const kept = (unit: UnitOfWork) => unit.idempotency.answer(key, "asked", "done");
        await expectRefusal(store, kept, promised, `an answer to ${JSON.stringify(key)}`);
      }
    },
  },
];

const ending: readonly StorePromise[] = [
  {
    name: "idempotency: a key is kept exactly if the writes of its transaction are",
    check: async ({ store }) => {
      const failing = store.transact(async (unit) => {
        await once(unit);
        throw new Error("The kit makes this transaction fail.");
      });
      await Promise.allSettled([failing]);
      expectEqual(await claim(store, "K-1", "other"), undefined, "after the failed transaction");
      await store.transact(once);
      const found = await store.transact(async (unit) => [
        (await unit.customers.find("C-1"))?.id,
        await unit.idempotency.claim("K-1", "asked"),
      ]);
      expectEqual(found, ["C-1", "done"], "after the same work succeeded");
    },
  },
  {
    name: "idempotency: a key that was claimed and not answered is free for any fingerprint",
    check: async ({ store }) => {
      await store.transact(claimFirst);
      expectEqual(await claim(store, "K-1", "other"), undefined, "after a claim without an answer");
    },
  },
  {
    name: "idempotency: of two claims at once the second waits, and sees the first one's answer",
    needs: "parallel",
    check: async ({ store }) => {
      const { waited, second } = await overlap(store, {
        first: claimFirst,
        second: (unit) => unit.idempotency.claim("K-1", "asked"),
        lastly: (unit) => unit.idempotency.answer("K-1", "asked", "done"),
      });
      expectTrue(waited, "A second claim of the key must wait for the first transaction's end.");
      expectEqual(answered(second), "done", "what the second one is given");
    },
  },
  {
    name: "idempotency: of two claims at once the second may do the work if the first fails",
    needs: "parallel",
    check: async ({ store }) => {
      const { waited, second } = await overlap(store, {
        first: claimFirst,
        second: (unit) => unit.idempotency.claim("K-1", "asked otherwise"),
        lastly: (unit) => unit.idempotency.answer("K-1", "asked", "done"),
        fails: true,
      });
      expectTrue(waited, "The key must be held until the failing transaction has ended.");
      expectEqual(answered(second), undefined, "what the second one is given");
    },
  },
  {
    name: "idempotency: a claim of one key does not wait for another",
    needs: "parallel",
    check: async ({ store }) => {
      const second = await beside(store, {
        first: claimFirst,
        second: (unit) => unit.idempotency.claim("K-2", "asked"),
      });
      if (second === undefined) throw new Error("K-2 must be free while K-1 is held.");
      expectEqual(answered(second), undefined, "a claim of K-2 while K-1 is held");
    },
  },
];

export const idempotencyPromises: readonly StorePromise[] = [...answering, ...ending];
