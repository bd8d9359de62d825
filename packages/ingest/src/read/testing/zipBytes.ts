import { crc32, deflateRawSync } from "node:zlib";

/** A file for a zip archive; what is given beside its content is written in place of the truth. */
export interface ZipPart {
  readonly name: string;
  readonly content: string | Buffer;
  /** Deflated bytes to use as they are; `content` is ignored then. */
  readonly packed?: Buffer;
  readonly declaredSize?: number;
  readonly checksum?: number;
  /** General purpose bits; 1 is "encrypted". */
  readonly flags?: number;
  /** What the local header, which nothing should believe, calls the part. */
  readonly localName?: string;
}

/** A zip archive (PKWARE APPNOTE 4.3) of deflated parts, written apart from the code under test. */
export function zipBytes(parts: readonly ZipPart[]): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const content = Buffer.from(part.content);
    const packed = part.packed ?? deflateRawSync(content);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(part.flags ?? 0x800, 2);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(part.checksum ?? crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(part.declaredSize ?? content.length, 18);
    const localName = Buffer.from(part.localName ?? part.name);
    fields.writeUInt16LE(localName.length, 22);
    const entry = Buffer.concat([Buffer.from("PK\x03\x04"), fields, localName, packed]);
    local.push(entry);

    const name = Buffer.from(part.name);
    fields.writeUInt16LE(name.length, 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\x00"), fields, rest, name);
    offset += entry.length;
  }
  const directoryBytes = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directoryBytes.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directoryBytes, end]);
}
