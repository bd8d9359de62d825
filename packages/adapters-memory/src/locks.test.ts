import fc from "fast-check";
import { expect, test } from "vitest";
import { LockTable } from "./locks.ts";

const key = (value: string) => ({ kind: "customer id", value });

/** Lets everything go on that waits for nothing but promises. */
const turnOfTheLoop = (): Promise<void> =>
  new Promise((resolve) => {
    setImmediate(resolve);
  });

/** An owner with a name, whose steps are noted as they come to their end. */
function ownerOn(locks: LockTable, name: string, notes: string[]) {
  const owner = { name };
  return {
    take: async (value: string): Promise<void> => {
      try {
        await locks.take(owner, key(value));
        notes.push(`${name} has ${value}`);
      } catch (error) {
        notes.push(`${name} is refused ${value}: ${String(error)}`);
      }
    },
    release: (): void => locks.release(owner),
  };
}

test("the longest waiting gets the lock first", async () => {
  const [locks, notes] = [new LockTable(), [] as string[]];
  const owners = ["first", "second", "third"].map((name) => ownerOn(locks, name, notes));
  const taken = owners.map((owner) => owner.take("C-1"));
  await turnOfTheLoop();
  expect(notes).toEqual(["first has C-1"]);
  for (const [at, owner] of owners.entries()) {
    await taken[at];
    owner.release();
  }
  expect(notes).toEqual(["first has C-1", "second has C-1", "third has C-1"]);
});

test("the holder gets its lock again at once, also while another waits for it", async () => {
  const [locks, notes] = [new LockTable(), [] as string[]];
  const [holder, other] = [ownerOn(locks, "holder", notes), ownerOn(locks, "other", notes)];
  await holder.take("C-1");
  const waiting = other.take("C-1");
  await holder.take("C-1");
  expect(notes).toEqual(["holder has C-1", "holder has C-1"]);
  holder.release();
  await waiting;
  expect(notes.at(-1)).toBe("other has C-1");
});

test("a ring of three ends the one that closes it, without telling what it waits for", async () => {
  const [locks, notes] = [new LockTable(), [] as string[]];
  const [a, b, c] = [
    ownerOn(locks, "a", notes),
    ownerOn(locks, "b", notes),
    ownerOn(locks, "c", notes),
  ];
  await Promise.all([a.take("secret 1"), b.take("secret 2"), c.take("secret 3")]);
  const waiting = [a.take("secret 2"), b.take("secret 3")];
  await turnOfTheLoop();
  expect(notes).toHaveLength(3);
  await c.take("secret 1");
  expect(notes[3]).toMatch(/^c is refused secret 1: LendkitError: .*\(this one for customer id\)/);
  expect(notes[3]?.split(": ").slice(1).join()).not.toContain("secret");
  c.release();
  await waiting[1];
  b.release();
  await waiting[0];
  expect(notes.slice(4)).toEqual(["b has secret 3", "a has secret 2"]);
});

test("a wait behind others in the queue closes a ring as well", async () => {
  const [locks, notes] = [new LockTable(), [] as string[]];
  const [a, b, c] = [
    ownerOn(locks, "a", notes),
    ownerOn(locks, "b", notes),
    ownerOn(locks, "c", notes),
  ];
  await Promise.all([a.take("1"), c.take("2")]);
  const waiting = [b.take("1"), c.take("1")];
  await turnOfTheLoop();
  await a.take("2");
  expect(notes.at(-1)).toMatch(/^a is refused 2: /);
  a.release();
  await waiting[0];
  b.release();
  await waiting[1];
  expect(notes.slice(-2)).toEqual(["b has 1", "c has 1"]);
});

test("nobody holds a lock beside another, and everybody ends", async () => {
  const wishes = fc.array(fc.array(fc.constantFrom("1", "2", "3", "4"), { maxLength: 4 }), {
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(wishes, async (owners) => {
      const locks = new LockTable();
      const holders = new Map<string, object>();
      let ended = 0;
      const run = async (wanted: readonly string[]): Promise<void> => {
        const owner = {};
        try {
          for (const value of wanted) {
            await locks.take(owner, key(value));
            expect(holders.get(value) ?? owner).toBe(owner);
            holders.set(value, owner);
            await Promise.resolve();
          }
        } catch (error) {
          expect(error).toMatchObject({ code: "DEADLOCK", retryable: true });
        }
        for (const [value, holder] of holders) if (holder === owner) holders.delete(value);
        locks.release(owner);
        ended += 1;
      };
      const all = Promise.all(owners.map(run));
      await Promise.race([all, turnOfTheLoop()]);
      expect(ended).toBe(owners.length);
      await all;
    }),
  );
});

test("owners that ask in one order never deadlock", async () => {
  const wishes = fc.array(fc.subarray(["1", "2", "3", "4"]), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(wishes, async (owners) => {
      const locks = new LockTable();
      await Promise.all(
        owners.map(async (wanted) => {
          const owner = {};
          for (const value of wanted) {
            await locks.take(owner, key(value));
            await Promise.resolve();
          }
          locks.release(owner);
        }),
      );
    }),
  );
});
