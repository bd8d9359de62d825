import { alreadyExists, emailKey, type RegisteredApplicant, type Store } from "@lendkit/engine";
import { changing } from "./brokenApplicants.ts";
import { type BrokenStore, withApplicants, withUnit } from "./brokenStore.ts";

const clash = (field: "id" | "email" | "identity") => alreadyExists({ entity: "applicant", field });

const brokenWrites: readonly BrokenStore[] = [
  {
    fault: "a clash of applicants never names its field",
    breaks: changing((applicants) => ({
      insert: async (news) => {
        try {
          return await applicants.insert(news);
        } catch (error) {
          if (!alreadyExists.is(error)) throw error;
          throw alreadyExists({ entity: "applicant", field: "key" });
        }
      },
    })),
    caughtBy: ["applicants: insert refuses a taken id, number, email or identity"],
  },
  {
    fault: "emails are compared to the letter",
    breaks: (store) => {
      const folded = (email: string): string =>
        [...email].map((c) => `${c}${c === c.toLowerCase() ? "" : "^"}`).join("");
      const unfolded = (email: string): string => email.replaceAll("^", "");
      const back = <A extends RegisteredApplicant | undefined>(one: A): A =>
        one && { ...one, email: unfolded(one.email) };
      return withApplicants(store, (applicants) => ({
        insert: async (news) =>
          (await applicants.insert(news.map((one) => ({ ...one, email: folded(one.email) })))).map(
            back,
          ),
        find: async (id) => back(await applicants.find(id)),
      }));
    },
    caughtBy: [
      "applicants: an email that differs in capitals A to Z only is taken",
      "applicants: of two inserts of one email at once",
    ],
  },
  {
    fault: "the second of two in a call that share something is dropped",
    breaks: changing((applicants) => ({
      insert: async (news) => {
        const seen = new Set<string>();
        const kept = news.filter(({ id, identityHash }) => {
          const twin = seen.has(id) || seen.has(identityHash);
          seen.add(id).add(identityHash);
          return !twin;
        });
        return applicants.insert(kept);
      },
    })),
    caughtBy: ["applicants: insert refuses two of one call"],
  },
  {
    fault: "the stale applicants of a call are left out and the others saved",
    breaks: changing((applicants) => ({
      save: async (changed) => {
        const saved = [];
        for (const one of changed) {
          const found = await applicants.find(one.id);
          if (found?.version === one.version) saved.push(...(await applicants.save([one])));
        }
        return saved;
      },
    })),
    caughtBy: ["applicants: one stale among several saved"],
  },
  {
    fault: "an applicant's save does not look at the version",
    breaks: changing((applicants) => ({
      save: async (changed) => {
        await applicants.lock(changed.map(({ id }) => id));
        const now = await applicants.findMany({ ids: changed.map(({ id }) => id) });
        const versions = new Map(now.map(({ id, version }) => [id, version]));
        return applicants.save(
          changed.map((one) => ({ ...one, version: versions.get(one.id) ?? one.version })),
        );
      },
    })),
    caughtBy: ["applicants: of two saves from one version", "applicants: one stale among several"],
  },
  {
    fault: "an identity once given is never free again",
    breaks: (store) => {
      const givenTo = new Map<string, string>();
      return withApplicants(store, (applicants) => ({
        insert: async (news) => {
          const inserted = await applicants.insert(news);
          for (const { id, identityHash } of inserted) givenTo.set(identityHash, id);
          return inserted;
        },
        save: async (changed) => {
          if (changed.some(({ id, identityHash }) => (givenTo.get(identityHash) ?? id) !== id)) {
            throw clash("identity");
          }
          return applicants.save(changed);
        },
      }));
    },
    caughtBy: ["applicants: save refuses another's email or identity, and gives back"],
  },
  {
    fault: "an applicant's save is committed at once",
    breaks: (store) =>
      withApplicants(store, () => ({
        save: (changed) => store.transact((unit) => unit.applicants.save(changed)),
      })),
    caughtBy: ["applicants: an email given up by a transaction that fails was never free"],
  },
];

/** Ids of applicants and customers stand in two lists, as if each had a space of its own. */
function apart(store: Store): Store {
  const mark = (id: string): string => `applicant ${id}`;
  const bare = (id: string): string => id.replace(/^applicant /, "");
  const back = <A extends RegisteredApplicant | undefined>(one: A): A =>
    one && { ...one, id: bare(one.id) };
  return withApplicants(store, (applicants) => ({
    find: async (id) => back(await applicants.find(mark(id))),
    insert: async (news) =>
      (await applicants.insert(news.map((one) => ({ ...one, id: mark(one.id) })))).map(back),
  }));
}

const brokenBorrowers: readonly BrokenStore[] = [
  {
    fault: "an applicant may have a customer's id",
    breaks: apart,
    caughtBy: [
      "borrowers: an applicant and a customer never have one id",
      "borrowers: of an applicant and a customer of one id at once exactly one wins",
    ],
  },
  {
    fault: "ids of applicants are looked for among customers before they commit",
    breaks: (store) => {
      const writing = new Set<string>();
      return withUnit(store, ({ applicants, customers }) => ({
        applicants: {
          ...applicants,
          insert: async (news) => {
            for (const { id } of news) writing.add(id);
            return applicants.insert(news);
          },
        },
        customers: {
          ...customers,
          insert: async (news) => {
            if (news.some(({ id }) => writing.has(id))) throw clash("id");
            return customers.insert(news);
          },
        },
      }));
    },
    caughtBy: ["borrowers: of an applicant and a customer of one id the second wins"],
  },
  {
    fault: "a loan is a customer's only",
    breaks: (store) =>
      withUnit(store, ({ customers, loans }) => ({
        loans: {
          ...loans,
          insert: async (news) => {
            for (const { state } of news) {
              if ((await customers.find(state.customerId)) === undefined) {
                throw new Error("violates foreign key constraint");
              }
            }
            return loans.insert(news);
          },
        },
      })),
    caughtBy: ["borrowers: a loan and its dues may be an applicant's"],
  },
];

/** Tells a clash before the first writer has committed, though that one may yet fail. */
function refusesAtOnce(store: Store): Store {
  const writing = new Set<string>();
  return withApplicants(store, (applicants) => ({
    insert: async (news) => {
      for (const { id, email, identityHash } of news) {
        if (writing.has(id)) throw clash("id");
        if (writing.has(emailKey(email))) throw clash("email");
        if (writing.has(identityHash)) throw clash("identity");
        writing.add(id).add(emailKey(email)).add(identityHash);
      }
      return applicants.insert(news);
    },
  }));
}

export const brokenApplicantWrites: readonly BrokenStore[] = [
  ...brokenWrites,
  ...brokenBorrowers,
  {
    fault: "a clash of applicants is told before the first writer has committed",
    breaks: refusesAtOnce,
    caughtBy: ["id", "email", "identity"].flatMap((field) => [
      `applicants: of two inserts of one ${field} at once exactly one wins`,
      `applicants: of two inserts of one ${field} the second wins if the first fails`,
    ]),
  },
];
