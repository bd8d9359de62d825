import { type ApplicantRepository, emailKey, type Store } from "@lendkit/engine";
import { type BrokenStore, withApplicants } from "./brokenStore.ts";

/** Makes the applicants of a store differ. */
export const changing =
  (change: (applicants: ApplicantRepository) => Partial<ApplicantRepository>) =>
  (store: Store): Store =>
    withApplicants(store, change);

const brokenReads: readonly BrokenStore[] = [
  {
    fault: "applicants are answered in another order",
    breaks: changing((applicants) => ({
      insert: async (news) => [...(await applicants.insert(news))].reverse(),
      save: async (changed) => [...(await applicants.save(changed))].reverse(),
    })),
    caughtBy: [
      "applicants: insert answers all of them in the order given",
      "applicants: save replaces, counts versions and answers in the order given",
    ],
  },
  {
    fault: "an applicant is looked up by what was typed before",
    breaks: changing((applicants) => ({ findByIdentityHash: (hash) => applicants.find(hash) })),
    caughtBy: ["applicants: find, findByEmail and findByIdentityHash"],
  },
  {
    fault: "emails are looked up in small letters of every alphabet",
    breaks: changing((applicants) => ({
      findByEmail: (email) => applicants.findByEmail(email.toLowerCase()),
    })),
    caughtBy: ["applicants: findByEmail takes A to Z"],
  },
  {
    fault: "emails are kept in small letters",
    breaks: changing((applicants) => ({
      insert: (news) =>
        applicants.insert(news.map((one) => ({ ...one, email: emailKey(one.email) }))),
    })),
    caughtBy: ["applicants: findByEmail takes A to Z", "applicants: amounts, texts, scores"],
  },
  {
    fault: "an applicant meant twice is found twice",
    breaks: changing((applicants) => ({
      findMany: async ({ ids = [], numbers = [] }) => [
        ...(await applicants.findMany({ ids })),
        ...(await applicants.findMany({ numbers })),
      ],
    })),
    caughtBy: ["applicants: findMany gives those"],
  },
  {
    fault: "a score of 0 is read as none",
    breaks: changing((applicants) => ({
      find: async (id) => {
        const found = await applicants.find(id);
        return found && { ...found, score: found.score || null };
      },
    })),
    caughtBy: ["applicants: amounts, texts, scores and days"],
  },
];

/** Reads whoever has no score, also those that others hold. */
const readsUnscored = (locked: boolean) =>
  changing((applicants) => ({
    lockUnscored: async ({ currency, limit }) => {
      const all = await applicants.findMany({ numbers: Array.from({ length: 20 }, (_, n) => n) });
      const some = all
        .filter((one) => one.score === null && one.currency === currency)
        .sort((one, other) => one.number - other.number)
        .slice(0, limit);
      if (locked) await applicants.lock(some.map(({ id }) => id));
      return some;
    },
  }));

const brokenBatches: readonly BrokenStore[] = [
  {
    fault: "those with the highest numbers are scored first",
    breaks: changing((applicants) => ({
      lockUnscored: async ({ currency, limit }) => {
        const all = await applicants.lockUnscored({ currency, limit: 1000 });
        return [...all].reverse().slice(0, limit);
      },
    })),
    caughtBy: ["applicants: lockUnscored gives those of a currency"],
  },
  {
    fault: "whoever has no score is given, and held by nobody",
    breaks: readsUnscored(false),
    caughtBy: [
      "applicants: two lockUnscored at once hold different applicants",
      "applicants: a lock waits for lockUnscored",
      "applicants: of many that take whoever has no score",
    ],
  },
  {
    fault: "whoever is locked is waited for",
    breaks: readsUnscored(true),
    caughtBy: [
      "applicants: two lockUnscored at once hold different applicants, and wait for nobody",
      "applicants: lockUnscored leaves out whoever is locked",
    ],
  },
];

export const brokenApplicants: readonly BrokenStore[] = [...brokenReads, ...brokenBatches];
