import { expect, test } from "vitest";

import { type CurrencyCode, currencyCodes, currencyPlaces, unknownCurrency } from "./currency.ts";

/** ISO 4217, list one: every active currency that does not divide into hundredths. */
const notHundredths: Readonly<Record<number, readonly CurrencyCode[]>> = {
  0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ").map(code),
  3: "BHD IQD JOD KWD LYD OMR TND".split(" ").map(code),
  4: "CLF UYW".split(" ").map(code),
};

/** As untyped callers send it. */
function code(text: string): CurrencyCode {
  return JSON.parse(JSON.stringify(text));
}

test.each(Object.entries(notHundredths))("currencies of %s places", (places, codes) => {
  expect(currencyCodes.filter((each) => currencyPlaces(each) === Number(places))).toEqual(codes);
});

test("every other currency has 2 places", () => {
  const listed = Object.values(notHundredths).flat();
  const others = currencyCodes.filter((each) => !listed.includes(each));
  expect(others).toEqual(expect.arrayContaining(["AUD", "EUR", "GBP", "INR", "PHP", "USD"]));
  expect(others.filter((each) => currencyPlaces(each) !== 2)).toEqual([]);
});

test("codes are three capitals, in order, each once", () => {
  expect(currencyCodes.filter((each) => !/^[A-Z]{3}$/.test(each))).toEqual([]);
  expect(currencyCodes).toEqual([...new Set(currencyCodes)].sort());
});

// Replaced: ANG by XCG (2025), BGN by EUR (2026), HRK by EUR (2023), SLL by SLE, ZWL by ZWG (2024).
test("the list is as amended to 2026", () => {
  expect(currencyCodes).toEqual(expect.arrayContaining(["SLE", "VED", "XCG", "ZWG"]));
  const gone = ["ANG", "BGN", "CUC", "HRK", "SLL", "ZWL"];
  expect(gone.filter((each) => currencyCodes.includes(code(each)))).toEqual([]);
});

test.each(["", "inr", "INR ", "IN", "XAU", "XXX", "XTS", "BGN", "toString", "__proto__"])(
  "%j is refused by name",
  (found) => {
    expect(() => currencyPlaces(code(found))).toThrow(unknownCurrency({ found }));
  },
);
