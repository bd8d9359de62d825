import { sha256 } from "@noble/hashes/sha2";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils";
import { canonicalJson } from "../money/canonicalJson.ts";
import type { ApplicationPolicy } from "./applicationPolicy.ts";
import type { CreditPolicy } from "./creditPolicy.ts";
import { oncePerObject } from "./oncePerObject.ts";

/**
 * The identity of a policy's rules: SHA-256 of its canonical text, which is its JSON with the keys
 * sorted at every level and no spaces. A policy that was stored as JSON and read back has the same
 * one. It is of the text, not of the meaning: a cap of "50" and one of "50.0" are two policies, and
 * so are equal rules of two versions.
 *
 * @param policy read on first use, then remembered; do not change it afterwards
 * @returns 64 lowercase hexadecimal digits
 */
export const policyHash: (policy: CreditPolicy | ApplicationPolicy) => string = oncePerObject(
  (policy) => bytesToHex(sha256(utf8ToBytes(canonicalJson(policy)))),
);
