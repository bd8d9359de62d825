import {
  alreadyExists,
  type IdempotencyRepository,
  idempotencyConflict,
  type Store,
} from "@lendkit/engine";
import { type BrokenStore, withIdempotency } from "./brokenStore.ts";

/** Changes every key on the way in. */
const keyed =
  (change: (key: string) => string): BrokenStore["breaks"] =>
  (store) =>
    withIdempotency(store, ({ claim, answer }) => ({
      claim: (key, fingerprint) => claim(change(key), fingerprint),
      answer: (key, fingerprint, answerText) => answer(change(key), fingerprint, answerText),
    }));

const changing =
  (
    change: (idempotency: IdempotencyRepository, store: Store) => Partial<IdempotencyRepository>,
  ): BrokenStore["breaks"] =>
  (store) =>
    withIdempotency(store, (idempotency) => change(idempotency, store));

const brokenAnswers: readonly BrokenStore[] = [
  {
    fault: "keys are read without regard to case",
    breaks: keyed((key) => key.toUpperCase()),
    caughtBy: ["idempotency: claim gives nothing for a new key"],
  },
  {
    fault: "keys are trimmed",
    breaks: keyed((key) => key.trim()),
    caughtBy: ["idempotency: claim gives nothing for a new key"],
  },
  {
    fault: "characters beyond the first plane are lost in answers",
    breaks: changing(({ answer }) => ({
      answer: (key, fingerprint, answerText) =>
        answer(key, fingerprint, answerText.replace(/\p{So}/gu, "?")),
    })),
    caughtBy: ["idempotency: claim gives nothing for a new key, then the answer that was kept"],
  },
  {
    fault: "long keys are cut",
    breaks: keyed((key) => key.slice(0, 100)),
    caughtBy: ["idempotency: a key has 1 to 200 characters"],
  },
  {
    fault: "an empty answer is none",
    breaks: changing(({ claim }) => ({
      claim: async (key, fingerprint) => (await claim(key, fingerprint)) || undefined,
    })),
    caughtBy: ["idempotency: an answer may be empty"],
  },
  {
    fault: "fingerprints are not compared",
    breaks: changing(({ claim, answer }) => ({
      claim: (key) => claim(key, ""),
      answer: (key, _, answerText) => answer(key, "", answerText),
    })),
    caughtBy: ["idempotency: the same key with another fingerprint is a conflict"],
  },
  {
    fault: "another fingerprint is as if the key were new",
    breaks: (store) =>
      withIdempotency(store, () => ({
        claim: async (key, fingerprint) => {
          const [claimed] = await Promise.allSettled([
            store.transact((unit) => unit.idempotency.claim(key, fingerprint)),
          ]);
          return claimed.status === "fulfilled" ? claimed.value : undefined;
        },
      })),
    caughtBy: ["idempotency: the same key with another fingerprint is a conflict"],
  },
  {
    fault: "a second answer is dropped without a word",
    breaks: (store) =>
      withIdempotency(store, ({ claim, answer }) => ({
        answer: async (key, fingerprint, answerText) => {
          const kept = await claim(key, fingerprint);
          if (kept === undefined) await answer(key, fingerprint, answerText);
        },
      })),
    caughtBy: [
      "idempotency: a second answer to a key is refused",
      "idempotency: of two answers to one key at once exactly one wins",
    ],
  },
  {
    fault: "a second answer is told as a conflict of the payload",
    breaks: changing(({ answer }) => ({
      answer: async (key, fingerprint, answerText) => {
        try {
          await answer(key, fingerprint, answerText);
        } catch (error) {
          throw alreadyExists.is(error) ? idempotencyConflict({ key }) : error;
        }
      },
    })),
    caughtBy: ["idempotency: a second answer to a key is refused"],
  },
];

const brokenClaims: readonly BrokenStore[] = [
  {
    fault: "answers are kept by a transaction of their own",
    breaks: changing(({ claim }, store) => ({
      claim: (key, fingerprint) => claim(`claim ${key}`, fingerprint),
      answer: (key, fingerprint, answerText) =>
        store.transact((unit) => unit.idempotency.answer(`claim ${key}`, fingerprint, answerText)),
    })),
    caughtBy: ["idempotency: a key is kept exactly if the writes of its transaction are"],
  },
  {
    fault: "a claim binds the key to its fingerprint for good",
    breaks: (store) => {
      const bound = new Map<string, string>();
      return withIdempotency(store, ({ claim }) => ({
        claim: async (key, fingerprint) => {
          const kept = await claim(key, fingerprint);
          if ((bound.get(key) ?? fingerprint) !== fingerprint) throw idempotencyConflict({ key });
          bound.set(key, fingerprint);
          return kept;
        },
      }));
    },
    caughtBy: [
      "idempotency: a key that was claimed and not answered is free",
      "idempotency: of two claims at once the second may do the work if the first fails",
    ],
  },
  {
    fault: "claims hold nothing",
    breaks: changing((_, store) => ({
      claim: (key, fingerprint) =>
        store.transact((unit) => unit.idempotency.claim(key, fingerprint)),
    })),
    caughtBy: [
      "idempotency: of two claims at once the second waits",
      "idempotency: of two claims at once the second may do the work",
    ],
  },
  {
    fault: "a claim of a key that is held is refused at once",
    breaks: (store) => {
      const held = new Set<string>();
      return withIdempotency(store, ({ claim }) => ({
        claim: async (key, fingerprint) => {
          if (held.has(key)) throw idempotencyConflict({ key });
          held.add(key);
          return claim(key, fingerprint);
        },
      }));
    },
    caughtBy: ["idempotency: of two claims at once the second waits"],
  },
  {
    fault: "one claim holds all keys",
    breaks: (store) =>
      withIdempotency(store, ({ claim }, unit) => ({
        claim: async (key, fingerprint) => {
          await unit.imports.lock("loans");
          return claim(key, fingerprint);
        },
      })),
    caughtBy: ["idempotency: a claim of one key does not wait for another"],
  },
];

export const brokenIdempotency: readonly BrokenStore[] = [...brokenAnswers, ...brokenClaims];
