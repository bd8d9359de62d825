import { plainDate } from "../calendar/plainDate.ts";
import { Decimal } from "../money/decimal.ts";
import type { RegisteredApplicant } from "../ports/applicant.ts";
import type { UnitOfWork } from "../ports/store.ts";
import { asNew, emailOf, identityOf, sampleApplicant, scored } from "./applicantSamples.ts";
import { expectEqual, expectTrue } from "./expect.ts";
import { answered, beside, overlap } from "./overlap.ts";
import type { StorePromise } from "./storePromise.ts";

const idsOf = (found: readonly RegisteredApplicant[]): readonly string[] =>
  found.map(({ id }) => id);

const insert = (unit: UnitOfWork, numbers: readonly number[]) =>
  unit.applicants.insert(numbers.map((n) => sampleApplicant(n, { number: n })));

const reads: readonly StorePromise[] = [
  {
    name: "applicants: insert answers all of them in the order given, at version 1",
    check: async ({ store }) => {
      const given = [5, 3, 9, 1, 7].map((n) => sampleApplicant(n));
      const inserted = await store.transact((unit) => unit.applicants.insert(given));
      expectEqual(asNew(inserted), given, "the answer of insert");
      const versions = inserted.map(({ version }) => version);
      expectEqual(versions, [1, 1, 1, 1, 1], "versions after the insert");
      const found = await store.transact((unit) => unit.applicants.find("A-9"));
      expectEqual(found, inserted[2], "the same applicant, found later");
    },
  },
  {
    name: "applicants: find, findByEmail and findByIdentityHash give the applicant, or nothing",
    check: async ({ store }) => {
      const found = await store.transact(async ({ applicants }) => {
        await applicants.insert([1, 2].map((n) => sampleApplicant(n)));
        return [
          (await applicants.find("A-2"))?.email,
          (await applicants.findByEmail(emailOf(1)))?.id,
          (await applicants.findByIdentityHash(identityOf(2)))?.id,
          await applicants.find("A-3"),
          await applicants.findByEmail(emailOf(3)),
          await applicants.findByIdentityHash(identityOf(3)),
        ];
      });
      const promised = [emailOf(2), "A-1", "A-2", undefined, undefined, undefined];
      expectEqual(found, promised, "by id, email and identity; then by unknown ones");
    },
  },
  {
    name: "applicants: findByEmail takes A to Z for small letters, and tells all else apart",
    check: async ({ store }) => {
      const emails = [
        "Asha@Example.org",
        "ñandú@Example.org",
        "ÑANDÚ@example.org",
        "İ@x.y",
        "i@x.y",
      ];
      const found = await store.transact(async ({ applicants }) => {
        await applicants.insert(emails.map((email, at) => sampleApplicant(at + 1, { email })));
        const asked = [
          "aSHA@eXAMPLE.ORG",
          "ñanDú@EXAMPLE.org",
          "ÑANDÚ@EXAMPLE.ORG",
          "İ@X.Y",
          "I@X.Y",
        ];
        const ids: (string | undefined)[] = [];
        for (const email of asked) ids.push((await applicants.findByEmail(email))?.id);
        return [...ids, (await applicants.find("A-1"))?.email];
      });
      const promised = ["A-1", "A-2", "A-3", "A-4", "A-5", "Asha@Example.org"];
      expectEqual(found, promised, "by email in other capitals, and the email as it was given");
    },
  },
  {
    name: "applicants: findMany gives those with an id or a number asked for, each once",
    check: async ({ store }) => {
      const [ids, numbers, both, none] = await store.transact(async (unit) => {
        await insert(unit, [1, 2, 3, 4, 5]);
        return [
          await unit.applicants.findMany({ ids: ["A-4", "A-99", "A-2", "A-4"] }),
          await unit.applicants.findMany({ numbers: [3, 99] }),
          await unit.applicants.findMany({ ids: ["A-1", "A-2"], numbers: [2, 5] }),
          await unit.applicants.findMany({}),
        ];
      });
      expectEqual([...idsOf(ids ?? [])].sort(), ["A-2", "A-4"], "by ids, one unknown, one twice");
      expectEqual(idsOf(numbers ?? []), ["A-3"], "by numbers, one of them unknown");
      expectEqual([...idsOf(both ?? [])].sort(), ["A-1", "A-2", "A-5"], "by both, one meant twice");
      expectEqual(none, [], "asked for nothing");
    },
  },
  {
    name: "applicants: amounts, texts, scores and days come back as they went in",
    check: async ({ store }) => {
      const given = [
        sampleApplicant(1, { annualIncome: new Decimal("90071992547409.91") }),
        sampleApplicant(2, { currency: "JPY", annualIncome: new Decimal("9007199254740991") }),
        sampleApplicant(3, { currency: "KWD", annualIncome: new Decimal("0.001") }),
        sampleApplicant(4, { id: "'; -- \" \\ {A,4} ñ 🙂", name: "n\u0303 O'Brien \\n\n🙂" }),
        sampleApplicant(5, { accountKey: "Key KEY key ", annualIncome: new Decimal(0) }),
        sampleApplicant(6, { score: 0, scoredOn: plainDate("1900-01-01") }),
        sampleApplicant(7, { score: 900, scoredOn: plainDate("2024-02-29") }),
      ];
      const inserted = await store.transact((unit) => unit.applicants.insert(given));
      expectEqual(asNew(inserted), given, "the answer of insert");
      for (const applicant of inserted) {
        const found = await store.transact((unit) => unit.applicants.find(applicant.id));
        expectEqual(found, applicant, "read back");
      }
      const saved = await store.transact((unit) => unit.applicants.save(inserted));
      expectEqual(asNew(saved), given, "the answer of save");
    },
  },
];

const unscored = (unit: UnitOfWork, limit: number) =>
  unit.applicants.lockUnscored({ currency: "INR", limit });

const locks: readonly StorePromise[] = [
  {
    name: "applicants: lockUnscored gives those of a currency without a score, lowest number first",
    check: async ({ store }) => {
      const held = await store.transact(async (unit) => {
        const inserted = await insert(unit, [7, 2, 10, 4, 9, 3]);
        await unit.applicants.insert([sampleApplicant(1, { number: 1, currency: "JPY" })]);
        const done = inserted.filter(({ number }) => number === 3 || number === 9);
        await unit.applicants.save(done.map((applicant) => scored(applicant, 0)));
        return [idsOf(await unscored(unit, 3)), idsOf(await unscored(unit, 99))];
      });
      const promised = [
        ["A-2", "A-4", "A-7"],
        ["A-2", "A-4", "A-7", "A-10"],
      ];
      expectEqual(held, promised, "three of those without a score, and all of them");
    },
  },
  {
    name: "applicants: two lockUnscored at once hold different applicants, and wait for nobody",
    needs: "parallel",
    check: async ({ store }) => {
      await store.transact((unit) => insert(unit, [1, 2, 3, 4, 5]));
      const second = await beside(store, {
        first: async (unit) => void (await unscored(unit, 2)),
        second: async (unit) => idsOf(await unscored(unit, 2)),
      });
      if (second === undefined) throw new Error("lockUnscored must not wait for another one.");
      expectEqual(answered(second), ["A-3", "A-4"], "those that the second one holds");
    },
  },
  {
    name: "applicants: lockUnscored leaves out whoever is locked",
    needs: "parallel",
    check: async ({ store }) => {
      await store.transact((unit) => insert(unit, [1, 2, 3]));
      const second = await beside(store, {
        first: (unit) => unit.applicants.lock(["A-2"]),
        second: async (unit) => idsOf(await unscored(unit, 9)),
      });
      if (second === undefined) throw new Error("lockUnscored must not wait for a lock.");
      expectEqual(answered(second), ["A-1", "A-3"], "those that nobody holds");
    },
  },
  {
    name: "applicants: a lock waits for lockUnscored, and sees the score",
    needs: "parallel",
    check: async ({ store }) => {
      await store.transact((unit) => insert(unit, [1]));
      const held: RegisteredApplicant[] = [];
      const { waited, second } = await overlap(store, {
        first: async (unit) => void held.push(...(await unscored(unit, 9))),
        second: async (unit) => {
          await unit.applicants.lock(["A-1"]);
          return (await unit.applicants.find("A-1"))?.score;
        },
        lastly: async (unit) =>
          void (await unit.applicants.save(held.map((applicant) => scored(applicant, 610)))),
      });
      expectTrue(waited, "A lock of an applicant who is being scored must wait.");
      expectEqual(answered(second), 610, "the score, read after the wait");
    },
  },
];

export const applicantPromises: readonly StorePromise[] = [...reads, ...locks];
