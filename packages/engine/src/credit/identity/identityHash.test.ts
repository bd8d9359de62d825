import { createHmac } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { aadhaarHash, identityHash, identityKeyTooShort } from "./identityHash.ts";

// RFC 4231, sections 4.7 and 4.8: a key of 131 bytes 0xaa. Those with keys under 32 bytes are
// refused here on purpose.
const longKey = new Uint8Array(131).fill(0xaa);
test.each([
  [
    "Test Using Larger Than Block-Size Key - Hash Key First",
    "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
  ],
  [
    "This is a test using a larger than block-size key and a larger than block-size data. " +
      "The key needs to be hashed before being used by the HMAC algorithm.",
    "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
  ],
])("%s", (data, hash) => {
  expect(identityHash(longKey, data)).toBe(hash);
});

test("it is HMAC-SHA-256, as Node.js has it", () => {
  const anyKey = fc.uint8Array({ minLength: 32, maxLength: 100 });
  fc.assert(
    fc.property(anyKey, fc.string({ unit: "binary" }), (key, digits) => {
      const expected = createHmac("sha256", key).update(digits, "utf8").digest("hex");
      expect(identityHash(key, digits)).toBe(expected);
    }),
  );
});

test("a key of 31 bytes is refused, one of 32 is taken", () => {
  const refusal = identityKeyTooShort({ found: 31, least: 32 });
  expect(() => identityHash(new Uint8Array(31), "234123412346")).toThrow(refusal);
  expect(refusal).toMatchObject({
    code: "IDENTITY_KEY_TOO_SHORT",
    kind: "invalid",
    message:
      "The key of identity hashes has 31 bytes, expected 32 or more from a cryptographic random " +
      "source. Keep it: under another key nobody is found again.",
  });
  expect(identityHash(new Uint8Array(32), "234123412346")).toMatch(/^[0-9a-f]{64}$/);
});

test("a number has one hash, however it is written, and none if it is not valid", () => {
  const key = new Uint8Array(32).fill(7);
  const plain = identityHash(key, "234123412346");
  expect(aadhaarHash(key, "2341 2341 2346")).toBe(plain);
  expect(aadhaarHash(key, " 2341-2341-2346")).toBe(plain);
  expect(aadhaarHash(new Uint8Array(32).fill(8), "234123412346")).not.toBe(plain);
  expect(() => aadhaarHash(key, "2341 2341 2347")).toThrow(
    expect.objectContaining({ code: "INVALID_AADHAAR" }),
  );
});
