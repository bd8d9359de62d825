import { crc32 as zlibCrc32 } from "node:zlib";
import fc from "fast-check";
import { expect, test } from "vitest";
import { crc32 } from "./crc32.ts";

// The check value of CRC-32/ISO-HDLC in the catalogue of parametrised CRC algorithms.
test.each([
  ["123456789", 0xcbf43926],
  ["", 0],
])("of %j", (text, checksum) => {
  expect(crc32(Buffer.from(text))).toBe(checksum);
});

test("in pieces as at once, and as zlib has it", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (bytes, at) => {
      const inPieces = crc32(bytes.subarray(at), crc32(bytes.subarray(0, at)));
      expect(inPieces).toBe(zlibCrc32(bytes));
    }),
  );
});
