import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evenLoan, evenLoanWith, lent, takenOver } from "../testing/loanLife.ts";
import { anyBilledLife, anyLife, live } from "../testing/randomLives.ts";
import { runs } from "../testing/runs.ts";
import type { ServicingTerms } from "./facts.ts";
import type { LoanState } from "./loanState.ts";
import {
  readSnapshot,
  SNAPSHOT_VERSION,
  snapshotText,
  storedSnapshot,
  termsOfSnapshot,
} from "./snapshotText.ts";

/** What an adapter keeps beside the snapshots: texts by their hashes. */
function stored(...states: readonly LoanState[]): ReadonlyMap<string, string> {
  const named = states.flatMap((state) => termsOfSnapshot(state) ?? []);
  return new Map(named.map(({ hash, terms }) => [hash, JSON.stringify(terms)]));
}

function readBack(state: LoanState): LoanState | undefined {
  const texts = stored(state);
  const termsOf = (hash: string): ServicingTerms | undefined => {
    const text = texts.get(hash);
    return text === undefined ? undefined : JSON.parse(text);
  };
  return readSnapshot(storedSnapshot(state), termsOf);
}

const even = lent(evenLoan).state;

test("a loan's terms are named by SHA-256 of their JSON with sorted keys", () => {
  const { hash, terms } = termsOfSnapshot(even) ?? { hash: "" };
  expect(terms).toEqual({ repayment: even.servicing?.repayment, rules: even.servicing?.rules });
  expect(hash).toBe(createHash("sha256").update(sortedJson(terms)).digest("hex"));
});

/** JSON with sorted keys, another way: all keys that occur, sorted, are the ones to write. */
function sortedJson(value: unknown): string {
  const keys = new Set<string>();
  JSON.stringify(value, (key, part) => {
    keys.add(key);
    return part;
  });
  return JSON.stringify(value, [...keys].sort());
}

test("what is stored of a loan has its terms' name in place of them", () => {
  const text = storedSnapshot(even);
  const { servicing, schemaVersion, servicingTerms } = JSON.parse(text);
  expect({ schemaVersion, servicingTerms }).toEqual({
    schemaVersion: SNAPSHOT_VERSION,
    servicingTerms: termsOfSnapshot(even)?.hash,
  });
  expect(servicing).toMatchObject({ status: "active", lentMinor: 120_000 });
  expect(Object.keys(servicing)).not.toContain("rules");
  expect(Object.keys(servicing)).not.toContain("repayment");
  expect(text.length).toBeLessThan(snapshotText(even).length - 500);
});

describe("a name is shared", () => {
  test("by loans of the same terms, whatever else they are", () => {
    const other = lent({ ...evenLoan, principal: "7000", startedOn: "2023-05-31" }).state;
    expect(termsOfSnapshot(other)?.hash).toBe(termsOfSnapshot(even)?.hash);
  });

  test.each([
    ["rules", evenLoanWith({ excess: "refund" })],
    ["a repayment", { ...evenLoan, repayment: { method: "annuity" as const } }],
  ])("not by loans of %s of their own", (_what, sketch) => {
    expect(termsOfSnapshot(lent(sketch).state)?.hash).not.toBe(termsOfSnapshot(even)?.hash);
  });

  test("not by a state that took its rules over, but not its repayment", () => {
    const { servicing } = even;
    if (servicing === null) throw new Error("The loan is serviced.");
    const repayment = { ...servicing.repayment, frequency: "P3M" } as const;
    const changed = { ...even, servicing: { ...servicing, repayment } };
    expect(termsOfSnapshot(changed)?.hash).not.toBe(termsOfSnapshot(even)?.hash);
    expect(readBack(changed)).toEqual(changed);
  });
});

test("a loan that is not serviced names no terms, and needs none to be read", () => {
  const { state } = takenOver(evenLoan, "2024-03-31", 2);
  expect(termsOfSnapshot(state)).toBeUndefined();
  const read = readSnapshot(storedSnapshot(state), () => {
    throw new Error("Nothing is to be asked for.");
  });
  expect(read).toEqual(state);
});

test("a text of another version, and one whose terms are not known, are not read", () => {
  const text = storedSnapshot(even);
  const version = `"schemaVersion":${SNAPSHOT_VERSION}`;
  const old = text.replace(version, '"schemaVersion":2');
  expect(old).not.toBe(text);
  const known = { repayment: even.servicing?.repayment, rules: even.servicing?.rules };
  expect(readSnapshot(old, () => known as ServicingTerms)).toBeUndefined();
  expect(readSnapshot(text, () => undefined)).toBeUndefined();
});

test("a state that was read hands its terms on as they are, under the name it read", () => {
  const { hash = "", terms } = termsOfSnapshot(even) ?? {};
  const copy: ServicingTerms = JSON.parse(JSON.stringify(terms));
  const read = readSnapshot(storedSnapshot(even), (asked) => (asked === hash ? copy : undefined));
  expect(read?.servicing?.rules).toBe(copy.rules);
  expect(read && termsOfSnapshot(read)).toEqual({ hash, terms: copy });
});

test.each([
  ["loans with a schedule", anyLife],
  ["billed credits", anyBilledLife],
])("states of random lives of %s come back byte for byte", (_what, anyOne) => {
  fc.assert(
    fc.property(anyOne, (life) => {
      live(life, ({ state }) => {
        const read = readBack(state);
        expect(read).toEqual(state);
        expect(read && storedSnapshot(read)).toBe(storedSnapshot(state));
        expect(read && snapshotText(read)).toBe(snapshotText(state));
      });
    }),
    { numRuns: runs(60, 1000) },
  );
});
