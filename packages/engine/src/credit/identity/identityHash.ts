import { hmac } from "@noble/hashes/hmac";
import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";
import { type ErrorType, errorType } from "../../errors.ts";
import { checkAadhaar } from "./aadhaar.ts";

/** The output of SHA-256; a shorter key would be the easier thing to guess. */
const LEAST_KEY_BYTES = 32;

export const identityKeyTooShort: ErrorType<{ readonly found: number; readonly least: number }> =
  errorType("IDENTITY_KEY_TOO_SHORT", {
    kind: "invalid",
    message: ({ found, least }) =>
      `The key of identity hashes has ${found} bytes, expected ${least} or more from a ` +
      "cryptographic random source. Keep it: under another key nobody is found again.",
  });

/**
 * A keyed hash by which an identity is looked up: HMAC-SHA-256 (RFC 2104) of the digits in UTF-8.
 * Without the key, trying all numbers tells nothing about whose hash it is.
 *
 * @param key 32 bytes or more, the same for the life of a store
 * @param digits as one person has them in one way only: see `aadhaarHash`
 * @returns 64 lowercase hexadecimal digits
 * @throws LendkitError `IDENTITY_KEY_TOO_SHORT`
 */
export function identityHash(key: Uint8Array, digits: string): string {
  if (key.length < LEAST_KEY_BYTES) {
    throw identityKeyTooShort({ found: key.length, least: LEAST_KEY_BYTES });
  }
  return bytesToHex(hmac(sha256, key, utf8ToBytes(digits)));
}

/**
 * The identity hash of an Aadhaar number, however it is written.
 *
 * @throws LendkitError `INVALID_AADHAAR`, `IDENTITY_KEY_TOO_SHORT`
 *
 * @example
 * aadhaarHash(key, "2341-2341-2346") === identityHash(key, "234123412346"); //=> true
 */
export function aadhaarHash(key: Uint8Array, text: string): string {
  return identityHash(key, checkAadhaar(text));
}
