import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, plainDate } from "../calendar/plainDate.ts";
import { evolve } from "./evolve.ts";
import type { LoanFact } from "./facts.ts";
import type { LoanState } from "./loanState.ts";
import { replay } from "./replay.ts";
import { snapshotText } from "./snapshotText.ts";

const imported: LoanFact = {
  kind: "imported",
  loanId: "L-1",
  sequence: 1,
  version: 1,
  effectiveOn: plainDate("2026-11-20"),
  recordedAt: "2026-11-20T09:30:00.000Z",
  commandId: "import 1",
  terms: {
    customerId: "C-1",
    currency: "INR",
    principal: "900000.00",
    annualRatePercent: "17.92",
    tenorMonths: 138,
    installment: "39978.50",
    startedOn: plainDate("2021-11-08"),
    endsOn: plainDate("2033-05-08"),
  },
  sourceNumber: 7798,
  paidOnTime: 86,
  cutoverOn: plainDate("2026-11-20"),
};

const state: LoanState = {
  loanId: "L-1",
  customerId: "C-1",
  origin: "imported",
  currency: "INR",
  principalMinor: 90_000_000,
  annualRatePercent: "17.92",
  tenorMonths: 138,
  installmentMinor: 3_997_850,
  paidOnTime: 86,
  startedOn: plainDate("2021-11-08"),
  endsOn: plainDate("2033-05-08"),
  sourceNumber: 7798,
  cutoverOn: plainDate("2026-11-20"),
  calculationVersion: 1,
  lastSequence: 1,
  servicing: null,
};

test("an imported loan is what its source states, under the first calculation rules", () => {
  expect(replay([imported])).toEqual(state);
});

test("an opened loan starts with nothing paid, under the rules it was opened with", () => {
  const { sourceNumber: _number, paidOnTime: _paid, cutoverOn: _cutover, ...frame } = imported;
  const opened: LoanFact = { ...frame, kind: "opened", calculationVersion: 3 };
  expect(replay([opened])).toEqual({
    ...state,
    origin: "opened",
    paidOnTime: 0,
    sourceNumber: null,
    cutoverOn: null,
    calculationVersion: 3,
  });
});

test("a later statement replaces the one before, also where it speaks for an earlier day", () => {
  const cutoverOn = plainDate("2026-10-31");
  const terms = { ...imported.terms, principal: "850000.00" };
  const later = {
    ...imported,
    sequence: 2,
    paidOnTime: 85,
    effectiveOn: cutoverOn,
    cutoverOn,
    terms,
  };
  expect(replay([imported, later])).toEqual({
    ...state,
    principalMinor: 85_000_000,
    paidOnTime: 85,
    cutoverOn,
    lastSequence: 2,
  });
});

test("the snapshot is JSON with its keys in order", () => {
  expect(snapshotText(state)).toBe(
    '{"annualRatePercent":"17.92","calculationVersion":1,"currency":"INR","customerId":"C-1",' +
      '"cutoverOn":"2026-11-20","endsOn":"2033-05-08","installmentMinor":3997850,"lastSequence":1,' +
      '"loanId":"L-1","origin":"imported","paidOnTime":86,"principalMinor":90000000,' +
      '"servicing":null,"sourceNumber":7798,"startedOn":"2021-11-08","tenorMonths":138}',
  );
});

test("no facts make no loan", () => {
  expect(() => replay([])).toThrow(expect.objectContaining({ code: "NO_FACTS" }));
});

const anyFact: fc.Arbitrary<LoanFact> = fc
  .record({
    minorUnits: fc.integer({ min: 1, max: 10 ** 12 }),
    tenorMonths: fc.integer({ min: 1, max: 600 }),
    paidOnTime: fc.nat(600),
    days: fc.integer({ min: -400, max: 400 }),
    calculationVersion: fc.integer({ min: 1, max: 3 }),
    kind: fc.constantFrom("opened" as const, "imported" as const),
  })
  .map(({ minorUnits, tenorMonths, days, calculationVersion, kind, paidOnTime }) => {
    const effectiveOn = addDays(imported.effectiveOn, days);
    const principal = `${Math.floor(minorUnits / 100)}.${String(minorUnits % 100).padStart(2, "0")}`;
    const terms = { ...imported.terms, principal, tenorMonths };
    return kind === "imported"
      ? { ...imported, effectiveOn, cutoverOn: effectiveOn, paidOnTime, terms }
      : { ...imported, kind, effectiveOn, calculationVersion, terms };
  });

const anyFacts = fc
  .array(anyFact, { minLength: 1, maxLength: 6 })
  .map((facts) =>
    [...facts]
      .sort((a, b) => (a.effectiveOn < b.effectiveOn ? -1 : 1))
      .map((fact, index) => ({ ...fact, sequence: index + 1 })),
  );

test("replay is evolve over all facts, from any point on", () => {
  fc.assert(
    fc.property(anyFacts, fc.nat(6), (facts, cut) => {
      const at = Math.min(cut, facts.length - 1) + 1;
      const whole = replay(facts);
      const rest = facts.slice(at).reduce<LoanState>(evolve, replay(facts.slice(0, at)));
      expect(rest).toEqual(whole);
      expect(whole.lastSequence).toBe(facts.length);
    }),
  );
});

test("equal facts give the same snapshot, in whatever order their keys stand", () => {
  const shuffled = <T extends object>(value: T): T =>
    JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(value).reverse())));
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const copies = facts.map((fact) =>
        shuffled("terms" in fact ? { ...fact, terms: shuffled(fact.terms) } : fact),
      );
      expect(snapshotText(replay(copies))).toBe(snapshotText(replay(facts)));
      const state = replay(facts);
      expect(snapshotText(shuffled(state))).toBe(snapshotText(state));
    }),
  );
});
