import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fingerprintFile } from "./fingerprintFile.ts";
import { temporaryFolder } from "./testing/files.ts";

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder.remove());

// FIPS 180-2, appendix B.1 and B.3; the empty message is NIST's short message 0.
test.each([
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["a".repeat(1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"],
])("of %.10s", async (content, fingerprint) => {
  expect(await fingerprintFile(await folder.file("message", content))).toBe(fingerprint);
});

test("another byte, another fingerprint", async () => {
  const bytes = randomBytes(200_000);
  const before = await fingerprintFile(await folder.file("a", bytes));
  bytes[150_000] = (bytes[150_000] ?? 0) ^ 1;
  expect(await fingerprintFile(await folder.file("b", bytes))).not.toBe(before);
});

test.each([
  ["a missing file", () => `${folder.path}/nowhere`, "FILE_NOT_FOUND", "notFound"],
  ["a folder", () => folder.path, "FILE_UNREADABLE", "invalid"],
])("%s is a typed error", async (_, path, code, kind) => {
  await expect(fingerprintFile(path())).rejects.toMatchObject({ code, kind, retryable: false });
});
