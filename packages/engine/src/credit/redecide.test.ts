import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Decimal } from "../money/decimal.ts";
import { applicant, asOf, loan, policy, request } from "./creditSamples.ts";
import { decideCredit } from "./decideCredit.ts";
import type { DecisionSnapshot } from "./decision.ts";
import { anyApplicant, anyPolicy, anyRequest } from "./decisionSamples.ts";
import { policyHash } from "./policyHash.ts";
import { redecide } from "./redecide.ts";

describe("policyHash", () => {
  const rules = policy(50);

  test("is SHA-256 of the JSON with sorted keys and without spaces", () => {
    const text =
      '{"installmentCap":{"countsProposed":false,"percentOfIncome":"50"},' +
      '"installmentRounding":{"mode":"halfEven","unit":"0.01"},"limit":{"countsProposed":true},' +
      '"name":"sample","rateBelowSlab":"correct","scorecard":{},"slabs":[],"version":"1"}';
    const bare = JSON.parse(JSON.stringify({ ...rules, scorecard: {}, slabs: [] }));
    expect(policyHash(bare)).toBe(createHash("sha256").update(text).digest("hex"));
  });

  test("does not depend on the order of keys, nor on which decimal type holds an amount", () => {
    const reversed = Object.fromEntries(Object.entries(rules).reverse());
    expect(policyHash({ ...rules, ...reversed })).toBe(policyHash(rules));
    const cap = (percentOfIncome: Decimal | bigint | string) =>
      policy(50, { installmentCap: { percentOfIncome, countsProposed: false } });
    expect(policyHash(cap(new Decimal(50)))).toBe(policyHash(rules));
    expect(policyHash(cap(50n))).toBe(policyHash(rules));
    expect(policyHash(cap("50.0"))).not.toBe(policyHash(rules));
  });

  test("differs for every other policy, and depends on the order of slabs", () => {
    const others = [
      policy(51),
      policy(50, { rateBelowSlab: "refuse" }),
      policy(50, { slabs: [...rules.slabs].reverse() }),
      policy(50, { hardRules: [] }),
      policy(50, { version: "2" }),
    ];
    expect(new Set([rules, ...others].map(policyHash)).size).toBe(6);
  });
});

test("a snapshot is plain data of what decides, and of nothing else", () => {
  const history = [loan({ outstanding: new Decimal("0.50") })];
  const who = { ...applicant(history), age: 30, name: "Asha" };
  const asked = { ...request("9.50", "100000.10"), loanType: "car", note: "urgent" };
  const { snapshot } = decideCredit(policy(50), who, asked, asOf);
  expect(snapshot).toEqual({
    policyHash: policyHash(policy(50)),
    asOf: "2026-11-20",
    applicant: {
      monthlyIncome: "60000",
      approvedLimit: "1000000",
      history: [
        {
          principal: "100000",
          installment: "5000",
          tenorMonths: 24,
          paidOnTime: 10,
          startedOn: "2026-01-15",
          endsOn: "2028-01-15",
          closed: false,
          outstanding: "0.5",
        },
      ],
      age: 30,
    },
    request: {
      principal: "100000.1",
      annualRatePercent: "9.5",
      tenorMonths: 12,
      loanType: "car",
    },
  });
  expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
});

test("the same snapshot gives the same decision, through JSON and under a policy from JSON", () => {
  fc.assert(
    fc.property(anyPolicy, anyApplicant, anyRequest, (rules, who, asked) => {
      const first = decideCredit(rules, who, asked, asOf);
      const kept: DecisionSnapshot = JSON.parse(JSON.stringify(first.snapshot));
      const again = redecide(JSON.parse(JSON.stringify(rules)), kept);
      expect(again).toEqual(first);
    }),
    { numRuns: 300 },
  );
});

describe("is refused", () => {
  const { snapshot } = decideCredit(policy(50), applicant([loan()]), request("9"), asOf);
  const [record] = snapshot.applicant.history;

  test("for another policy, naming both", () => {
    const [found, expected] = [policyHash(policy(51)), snapshot.policyHash];
    expect(() => redecide(policy(51), snapshot)).toThrow(
      expect.objectContaining({
        code: "POLICY_DIFFERS",
        kind: "conflict",
        retryable: false,
        details: { found, expected },
        message:
          `The policy's hash is ${found}, but the decision was made under ${expected}. ` +
          "Give the policy of that hash; to try another one, call decideCredit.",
      }),
    );
  });

  test.each<[string, Partial<DecisionSnapshot>]>([
    ["NOT_A_NUMBER", { request: { ...snapshot.request, principal: "a lot" } }],
    ["NOT_A_NUMBER", { applicant: { ...snapshot.applicant, monthlyIncome: "" } }],
    [
      "NOT_A_NUMBER",
      {
        applicant: {
          ...snapshot.applicant,
          history: record === undefined ? [] : [{ ...record, installment: "1,00,000" }],
        },
      },
    ],
    ["RATE_OUT_OF_RANGE", { request: { ...snapshot.request, annualRatePercent: "-1" } }],
  ])("with %s for what was changed into nonsense", (code, changes) => {
    expect(() => redecide(policy(50), { ...snapshot, ...changes })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  test.each(["asOf", "startedOn", "endsOn"])("for a wrong %s", (field) => {
    const wrong: DecisionSnapshot = JSON.parse(
      JSON.stringify(snapshot, (key, value: unknown) => (key === field ? "2026-02-30" : value)),
    );
    expect(() => redecide(policy(50), wrong)).toThrow(
      expect.objectContaining({ code: "INVALID_DATE", message: expect.stringContaining(field) }),
    );
  });
});
