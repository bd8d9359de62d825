import { describe, expect, test } from "vitest";
import { plainDate } from "../calendar/plainDate.ts";
import { Decimal } from "../money/decimal.ts";
import type { CreditRecord } from "./creditRecord.ts";
import { accept, applicant, asOf, codes, loan, policy, request } from "./creditSamples.ts";
import { decideCredit } from "./decideCredit.ts";

describe("installments of current loans, at most 50 % of an income of 60,000", () => {
  const paying = (...installments: string[]): CreditRecord[] =>
    installments.map((each) => loan({ installment: new Decimal(each) }));

  test.each<[string, CreditRecord[], boolean]>([
    ["exactly half, in two loans", paying("12500.50", "17499.50"), true],
    ["a paisa more", paying("12500.50", "17499.51"), false],
    ["a paisa less", paying("29999.99"), true],
    [
      "more, but of a loan that is closed",
      [loan({ installment: new Decimal(40_000), closed: true })],
      true,
    ],
    [
      "more, but of a loan that has ended",
      [
        loan({
          installment: new Decimal(40_000),
          startedOn: plainDate("2025-11-19"),
          endsOn: plainDate("2026-11-19"),
        }),
      ],
      true,
    ],
    [
      "more, of a loan that ends today",
      [
        loan({
          installment: new Decimal(40_000),
          startedOn: plainDate("2025-11-20"),
          endsOn: plainDate("2026-11-20"),
        }),
      ],
      false,
    ],
  ])("%s", (_what, history, approved) => {
    const decision = decideCredit(policy(100), applicant(history), request("10"), asOf);
    expect(decision.approved).toBe(approved);
    expect(codes(decision, "refusal")).toEqual(approved ? [] : ["INSTALLMENTS_OVER_CAP"]);
  });

  test("by balance a loan counts while something is owed, also after its end", () => {
    const overdue = loan({
      installment: new Decimal(40_000),
      startedOn: plainDate("2024-11-19"),
      endsOn: plainDate("2026-11-19"),
      outstanding: new Decimal(1),
    });
    const settled = loan({ installment: new Decimal(40_000), outstanding: new Decimal(0) });
    const refused = (record: CreditRecord, currentLoans?: "byDate" | "byBalance") => {
      const rules = policy(100, currentLoans === undefined ? {} : { currentLoans });
      return codes(decideCredit(rules, applicant([record]), request("10"), asOf), "refusal");
    };
    expect(refused(overdue, "byBalance")).toEqual(["INSTALLMENTS_OVER_CAP"]);
    expect(refused(overdue, "byDate")).toEqual([]);
    expect(refused(settled, "byBalance")).toEqual([]);
    expect(refused(settled, "byDate")).toEqual(["INSTALLMENTS_OVER_CAP"]);
    expect(refused(settled)).toEqual(["INSTALLMENTS_OVER_CAP"]);
  });

  // 120,000 over 12 months at 0 % is 10,000 a month; at 12 % it is 10661.85 (10661.8546…).
  test.each<[what: string, score: number, principal: string, counts: boolean, approved: boolean]>([
    ["exactly half with the proposed loan", 100, "120000", true, true],
    ["a paisa more with the proposed loan", 100, "120000.12", true, false],
    ["the same, where it does not count", 100, "120000.12", false, true],
    ["more only at the corrected rate", 50, "120000", true, false],
    ["the same, where it does not count", 50, "120000", false, true],
  ])("%s", (_what, score, principal, countsProposed, approved) => {
    const installmentCap = { percentOfIncome: "50", countsProposed };
    const rules = policy(score, { installmentCap });
    const decision = decideCredit(rules, applicant(paying("20000")), request("0", principal), asOf);
    expect(decision.approved).toBe(approved);
    expect(codes(decision, "refusal")).toEqual(approved ? [] : ["INSTALLMENTS_OVER_CAP"]);
  });

  test("the sentence says which installments are too many", () => {
    const installmentCap = { percentOfIncome: "50", countsProposed: true };
    const rules = policy(50, { installmentCap });
    const sentence = (history: CreditRecord[]) =>
      decideCredit(rules, applicant(history), request("0", "120000"), asOf).reasons[0]?.sentence;
    expect(sentence(paying("30000.50"))).toBe(
      "Your current loans take 30000.50 a month, above 50 % of your monthly income.",
    );
    expect(sentence(paying("20000"))).toBe(
      "With this loan your loans would take 30661.85 a month, above 50 % of your monthly income.",
    );
  });
});

describe("an approved limit of 500,000", () => {
  const lent = (...principals: string[]): CreditRecord[] =>
    principals.map((each) => loan({ principal: new Decimal(each), installment: new Decimal(1) }));
  const limit = { limit: "500000" };

  test.each<[what: string, CreditRecord[], principal: string, counts: boolean, refusals: string[]]>(
    [
      ["exactly the sum", lent("100000.50", "199999.50"), "200000", true, []],
      [
        "a paisa more",
        lent("100000.50", "199999.50"),
        "200000.01",
        true,
        ["LIMIT_WOULD_BE_EXCEEDED"],
      ],
      ["a paisa more, where it does not count", lent("300000"), "200000.01", false, []],
      ["a first loan above it", [], "500000.01", true, ["LIMIT_WOULD_BE_EXCEEDED"]],
      ["current loans at it, none counted", lent("500000"), "1", false, []],
      ["current loans at it", lent("500000"), "1", true, ["LIMIT_WOULD_BE_EXCEEDED"]],
      ["current loans above it", lent("500000.01"), "1", true, ["SCORE_TOO_LOW", "LIMIT_EXCEEDED"]],
      [
        "the same, none counted",
        lent("500000.01"),
        "1",
        false,
        ["SCORE_TOO_LOW", "LIMIT_EXCEEDED"],
      ],
    ],
  )("%s", (_what, history, principal, countsProposed, refusals) => {
    const rules = policy(100, { limit: { countsProposed } });
    const decision = decideCredit(rules, applicant(history, limit), request("9", principal), asOf);
    expect(codes(decision, "refusal")).toEqual(refusals);
    expect(decision.approved).toBe(refusals.length === 0);
    expect(decision.score).toBe(refusals.includes("SCORE_TOO_LOW") ? 0 : 100);
  });

  test("the sentences name the amounts", () => {
    const sentences = (history: CreditRecord[], principal: string) =>
      decideCredit(policy(100), applicant(history, limit), request("9", principal), asOf)
        .reasons.filter(({ effect }) => effect === "refusal")
        .map(({ sentence }) => sentence);
    expect(sentences(lent("500000.5"), "1")).toEqual([
      "Your credit score is 0 of 100, which is too low for a loan.",
      "Your current loans add up to 500000.50, above your approved limit of 500000.",
    ]);
    expect(sentences(lent("300000"), "200001")).toEqual([
      "With this loan your loans would add up to 500001, above your approved limit of 500000.",
    ]);
  });

  test("above it, a policy that lends at score 0 still refuses", () => {
    const slabs = [accept({ score: 0, inclusive: true }, { score: 100, inclusive: true }, "0")];
    const decision = decideCredit(
      policy(100, { slabs }),
      applicant(lent("500001"), limit),
      request("9"),
      asOf,
    );
    expect(codes(decision, "refusal")).toEqual(["LIMIT_EXCEEDED"]);
    expect(decision.approved).toBe(false);
  });
});

describe("reasons", () => {
  const part = (code: string, points: number) => ({
    code,
    attribute: "loanCount" as const,
    bands: [
      { atLeast: "1", points: 0 },
      { atLeast: "1000", points },
    ],
    sentence: `About ${code}.`,
  });
  const manyParts = policy(0, {
    scorecard: {
      ...policy(0).scorecard,
      parts: [
        part("A", 5),
        part("B", 30),
        part("C", 10),
        part("D", 20),
        part("E", 20),
        part("F", 15),
      ],
    },
  });

  test("refusals come in their order, then score factors by points lost, at most four", () => {
    const history = [loan({ installment: new Decimal(40_000) })];
    const decision = decideCredit(
      manyParts,
      applicant(history, { limit: "150000" }),
      request("9"),
      asOf,
    );
    expect(
      decision.reasons.map(({ code, effect, pointsLost }) => [code, effect, pointsLost]),
    ).toEqual([
      ["SCORE_TOO_LOW", "refusal", 0],
      ["LIMIT_WOULD_BE_EXCEEDED", "refusal", 0],
      ["INSTALLMENTS_OVER_CAP", "refusal", 0],
      ["B", "score", 30],
      ["D", "score", 20],
      ["E", "score", 20],
      ["F", "score", 15],
    ]);
    expect(decision.reasons[3]?.sentence).toBe("About B.");
  });

  test("a correction comes after refusals and before score factors", () => {
    const history = [loan({ installment: new Decimal(40_000) })];
    const decision = decideCredit(policy(40), applicant(history), request("9.5"), asOf);
    expect(decision.reasons).toEqual([
      expect.objectContaining({ code: "INSTALLMENTS_OVER_CAP", effect: "refusal" }),
      {
        code: "RATE_CORRECTED",
        effect: "correction",
        pointsLost: 0,
        sentence:
          "At your credit score of 40 the lowest rate is 12 % a year. " +
          "It is used instead of the 9.5 % asked for.",
        messageKey: "RATE_CORRECTED",
        values: { score: "40", lowestRate: "12", askedRate: "9.5" },
      },
      expect.objectContaining({ code: "FIXED", effect: "score", pointsLost: 60 }),
    ]);
  });

  test("a refused rate says so, and is no correction", () => {
    const rules = policy(40, { rateBelowSlab: "refuse" });
    const decision = decideCredit(rules, applicant([loan()]), request("9.5"), asOf);
    expect(decision.reasons[0]).toEqual({
      code: "RATE_BELOW_SLAB",
      effect: "refusal",
      pointsLost: 0,
      sentence: "At your credit score of 40 the lowest rate is 12 % a year. You asked for 9.5 %.",
      messageKey: "RATE_BELOW_SLAB",
      values: { score: "40", lowestRate: "12", askedRate: "9.5" },
    });
  });

  test("a customer without history learns that there is none", () => {
    const { reasons } = decideCredit(policy(50), applicant(), request("12"), asOf);
    expect(reasons).toEqual([
      {
        code: "NO_HISTORY",
        effect: "score",
        pointsLost: 50,
        sentence: "There is no record yet.",
        messageKey: "NO_HISTORY",
        values: {},
      },
    ]);
  });

  test("above the limit the loss of the score is not said twice", () => {
    const history = [loan({ principal: new Decimal(2_000_000) })];
    const decision = decideCredit(policy(100), applicant(history), request("9"), asOf);
    expect(codes(decision)).toEqual(["SCORE_TOO_LOW", "LIMIT_EXCEEDED"]);
  });

  test("a full score approved as asked has none", () => {
    expect(decideCredit(policy(100), applicant(), request("9"), asOf).reasons).toEqual([]);
  });
});
