import { workbookCorrupt, workbookUnsupported } from "./errors.ts";
import { unpack, type ZipArchive } from "./zipArchive.ts";

/** The first tag that is neither a declaration nor a comment: prefix and name. */
const rootTag = /<(?![?!])(?:([\w.-]+):)?([\w.-]+)/;

/** The parts that are checked as XML, and the only ones that are read as such. */
export function isXmlPart(name: string): boolean {
  return /\.(xml|rels)$/i.test(name);
}

/**
 * The XML of a part in pieces that end where a tag begins, so that no tag, and no text between
 * tags, stands in two of them. A prefix that the root's namespace has is taken off all its tags.
 *
 * @param part as the archive names it; case does not count
 * @throws LendkitError `WORKBOOK_UNSUPPORTED` for another encoding than UTF-8 or another ending
 *   than .xml, `WORKBOOK_CORRUPT` for a part that is not there or that ends before its root does
 */
export async function* xmlText(archive: ZipArchive, part: string): AsyncGenerator<string> {
  const { path } = archive;
  let root: RegExpExecArray | null = null;
  let rootIsLast = false;
  let last = "";
  for await (const piece of pieces(archive, part)) {
    rootIsLast = root === null;
    root ??= rootTag.exec(piece);
    last = withoutPrefix(piece, root?.[1]);
    yield last;
  }
  const end = rootIsLast ? /\/>\s*$/ : new RegExp(`^</${root?.[2]}\\s*>\\s*$`);
  if (!end.test(last)) throw workbookCorrupt({ path, reason: `${part} ends early` });
}

async function* pieces(archive: ZipArchive, part: string): AsyncGenerator<string> {
  let held = "";
  for await (const text of decoded(archive, part)) {
    held += text;
    const end = held.lastIndexOf("<");
    if (end <= 0) continue;
    yield held.slice(0, end);
    held = held.slice(end);
  }
  yield held;
}

async function* decoded(archive: ZipArchive, part: string): AsyncGenerator<string> {
  const { path } = archive;
  if (!isXmlPart(part))
    throw workbookUnsupported({ path, reason: `${part} is no XML by its name` });
  const entry = archive.entries.get(part.toLowerCase());
  if (entry === undefined) throw workbookCorrupt({ path, reason: `it has no ${part}` });
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (chunk?: Buffer): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch (error) {
      throw workbookUnsupported({ path, reason: `${part} is not in UTF-8` }, { cause: error });
    }
  };
  for await (const chunk of unpack(archive, entry)) yield decode(chunk);
  yield decode();
}

function withoutPrefix(piece: string, prefix: string | undefined): string {
  if (prefix === undefined) return piece;
  return piece.replaceAll(`<${prefix}:`, "<").replaceAll(`</${prefix}:`, "</");
}
