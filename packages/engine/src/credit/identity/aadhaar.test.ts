import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type AadhaarProblem, checkAadhaar, invalidAadhaar, maskAadhaar } from "./aadhaar.ts";
import { passesVerhoeff, verhoeffDigit } from "./verhoeff.ts";

// The tables of the dihedral group (d) and of the permutation (p) as they are published, for a
// second way to the same digit: the product of p[place % 8][digit] from the right must be 0.
const d = [
  "0123456789",
  "1234067895",
  "2340178956",
  "3401289567",
  "4012395678",
  "5987604321",
  "6598710432",
  "7659821043",
  "8765932104",
  "9876543210",
];
const p = [
  "0123456789",
  "1576283094",
  "5803796142",
  "8916043527",
  "9453126870",
  "4286573901",
  "2793806415",
  "7046913258",
];
const byTables = (digits: string): boolean => {
  let product = 0;
  for (const [place, digit] of [...digits].reverse().entries()) {
    product = Number(d[product]?.[Number(p[place % 8]?.[Number(digit)])]);
  }
  return product === 0;
};

// By hand, from the right, as permuted digit and product so far:
// 2363: p0(3)=3 → 3, p1(6)=3 → d(3,3)=1, p2(3)=3 → d(1,3)=4, p3(2)=1 → d(4,1)=0.
// 234123412346: 6 → 6, 2 → 9, 3 → 6, 1 → 5, 4 → 6, 5 → 1, 3 → 4, 4 → 3, 1 → 4, 2 → 1, 3 → 4, 1 → 0.
test.each([
  ["236", 3], // the example of the published descriptions
  ["12345", 1],
  ["123456789012", 0],
  ["99994105705", 8], // 9999 4105 7058 is the issuer's own number for tests
  ["23412341234", 6],
])("the check digit of %s is %i", (digits, digit) => {
  expect(byTables(`${digits}${digit}`)).toBe(true);
  expect(verhoeffDigit(digits)).toBe(digit);
  expect(passesVerhoeff(`${digits}${digit}`)).toBe(true);
});

const someDigits = fc
  .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 20 })
  .map((all) => all.join(""));

test("the check digit is the one that the published tables ask for, and no other", () => {
  fc.assert(
    fc.property(someDigits, (digits) => {
      const passing = [..."0123456789"].filter((digit) => byTables(digits + digit));
      expect(passing).toEqual([String(verhoeffDigit(digits))]);
    }),
  );
});

/** An Aadhaar-shaped number, such as nobody was asked for. */
const anyAadhaar = fc
  .tuple(
    fc.integer({ min: 2, max: 9 }),
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 10 }),
  )
  .map(([first, rest]) => `${first}${rest.join("")}`)
  .map((digits) => `${digits}${verhoeffDigit(digits)}`);

test.each([
  "234123412346",
  "2341 2341 2346",
  "2341-2341-2346",
  "2341 2341-2346",
  " 234123412346\n",
])("%j is 234123412346", (text) => {
  expect(checkAadhaar(text)).toBe("234123412346");
});

test.each<[text: string, problem: AadhaarProblem, masked: string]>([
  ["", "form", "XXXX XXXX XXXX"],
  ["23412341234", "form", "XXXX XXXX XXXX"],
  ["2341234123463", "form", "XXXX XXXX XXXX"],
  ["2341  2341 2346", "form", "XXXX XXXX XXXX"],
  ["234 123 412 346", "form", "XXXX XXXX XXXX"],
  ["2341.2341.2346", "form", "XXXX XXXX XXXX"],
  ["2341\n2341\n2346", "form", "XXXX XXXX XXXX"],
  ["२३४१२३४१२३४६", "form", "XXXX XXXX XXXX"],
  ["23412341234S", "form", "XXXX XXXX XXXX"],
  ["0341 2341 2340", "firstDigit", "XXXX XXXX 2340"],
  ["199941057058", "firstDigit", "XXXX XXXX 7058"],
  ["2341 2341 2347", "checkDigit", "XXXX XXXX 2347"],
])("%j is refused: %s", (text, problem, masked) => {
  const refusal = invalidAadhaar({ problem, masked });
  expect(() => checkAadhaar(text)).toThrow(refusal);
  expect(refusal).toMatchObject({ code: "INVALID_AADHAAR", kind: "invalid", retryable: false });
});

test("the messages say what was found, what was expected and the way out", () => {
  const masked = "XXXX XXXX 2347";
  const said = (problem: AadhaarProblem): string => invalidAadhaar({ problem, masked }).message;
  expect([said("form"), said("firstDigit"), said("checkDigit")]).toEqual([
    "The Aadhaar number XXXX XXXX 2347 is not valid: expected 12 digits, with at most one blank or " +
      "hyphen after every fourth. Take it from the card again.",
    "The Aadhaar number XXXX XXXX 2347 is not valid: expected a first digit from 2 to 9. " +
      "Take it from the card again.",
    "The Aadhaar number XXXX XXXX 2347 is not valid: its last digit does not agree with the " +
      "others: a digit is wrong or two changed places. Take it from the card again.",
  ]);
});

describe("of a number with one mistake", () => {
  const refusalOf = (text: string): Error => {
    try {
      checkAadhaar(text);
    } catch (error) {
      if (error instanceof Error) return error;
    }
    throw new Error(`The mistake in ${text} was not found.`);
  };

  test("every wrong digit and every change of neighbors is found, and the error hides the number", () => {
    const change = fc.record({
      at: fc.integer({ min: 0, max: 10 }),
      by: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(anyAadhaar, change, (digits, { at, by }) => {
        const [one = "", other = ""] = [digits[at], digits[at + 1]];
        const wrong = String((Number(one) + by) % 10);
        const mistaken = [digits.slice(0, at) + wrong + digits.slice(at + 1)];
        if (one !== other) mistaken.push(digits.slice(0, at) + other + one + digits.slice(at + 2));
        for (const text of mistaken) {
          const error = refusalOf(text);
          const told = `${error.message} ${JSON.stringify(error)} ${error.stack}`;
          expect(told).not.toContain(text);
          expect(told).not.toContain(text.slice(0, 8));
        }
      }),
    );
  });
});

test("what is shown of any text is at most its last four digits", () => {
  expect(maskAadhaar("2341 2341 2346")).toBe("XXXX XXXX 2346");
  expect(maskAadhaar("2346")).toBe("XXXX XXXX 2346");
  expect(maskAadhaar("02346")).toBe("XXXX XXXX XXXX");
  expect(maskAadhaar("")).toBe("XXXX XXXX XXXX");
  fc.assert(
    fc.property(fc.oneof(anyAadhaar, someDigits, fc.string()), (text) => {
      expect(maskAadhaar(text)).toMatch(/^XXXX XXXX (XXXX|\d{4})$/);
    }),
  );
});
