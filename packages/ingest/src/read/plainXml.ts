/**
 * The XML of a workbook as exceljs reads it without loss. Its streaming reader (4.4.0) knows the
 * dialect that Excel usually writes; what it loses in others, each case tried, is put right here
 * or refused:
 *
 * - it decodes each chunk of bytes by itself, which destroys a letter that stands on a border:
 *   all letters beyond ASCII become character references;
 * - it drops CDATA without a word: refused;
 * - it misreads what the rules below list.
 *
 * @module
 */
import { workbookTooLarge, workbookUnsupported } from "./errors.ts";
import { xmlText } from "./xmlText.ts";
import type { ZipArchive } from "./zipArchive.ts";

/** What is written otherwise, and what is refused. Patterns keep to one tag or one text. */
export interface XmlRules {
  readonly fixes: readonly { readonly found: RegExp; readonly instead: string }[];
  readonly refused: readonly { readonly found: RegExp; readonly because: string }[];
  /** Tags of what the reader keeps until the end; their number has a limit. */
  readonly kept?: RegExp;
}

/** Tried on every part once it is in ASCII. */
const refusedEverywhere: XmlRules["refused"] = [
  { found: /<!\[CDATA\[/, because: "has text in CDATA sections" },
  // No XML has them, and a few could be taken for the end of a part.
  { found: /(?![\t\n\r\x7f])\p{Cc}/u, because: "has control characters" },
];

/** How a text is pronounced would stand in for the text; as a comment it is passed over. */
const phoneticFixes: XmlRules["fixes"] = [
  { found: /<rPh(?=[\s/>])[^<>]*\/>/g, instead: "" },
  { found: /<rPh(?=[\s>])/g, instead: "<!--rPh" },
  { found: /<\/rPh\s*>/g, instead: "-->" },
];

export const styleRules: XmlRules = { fixes: [], refused: [], kept: /<\w/g };

export const stringRules: XmlRules = {
  fixes: phoneticFixes,
  refused: [],
  kept: /<(?:si|r)(?=[\s/>])/g,
};

export const sheetRules: XmlRules = {
  fixes: [
    ...phoneticFixes,
    // A row's style is for cells that are not there; it would make its numbers dates.
    { found: /(<row(?=\s)[^<>]*?)\ss=(?:"\d*"|'\d*')/g, instead: "$1" },
    // An ISO date (t="d") would be read as its year; as text it is read in full.
    { found: /(<c\s(?:[^<>]*?\s)?t=)(?:"d"|'d')/g, instead: '$1"str"' },
    // Each run of rich text in a cell would stand in for the one before; without <t> they join.
    { found: /<\/?t(?=[\s/>])[^<>]*>/g, instead: "" },
    // Text in a cell is decoded twice, so "&amp;lt;" would become "<" and not "&lt;".
    { found: /&(?:amp|#38|#x26);(?=(?:amp|apos|gt|lt|quot);)/g, instead: "&amp;amp;" },
  ],
  refused: [
    {
      found: /<(?:row|c)(?=[\s/>])(?![^<>]*\sr=)/,
      because: "has rows or cells that do not say where they stand",
    },
  ],
};

/**
 * A part's XML in pieces of whole tags and texts, all ASCII, by its rules.
 *
 * @throws LendkitError `WORKBOOK_UNSUPPORTED`, `WORKBOOK_TOO_LARGE`, and what `xmlText` throws
 */
export async function* plainXml(
  archive: ZipArchive,
  part: string,
  rules: XmlRules,
): AsyncGenerator<string> {
  const { path, limits } = archive;
  const refused = [...rules.refused, ...refusedEverywhere];
  let elements = 0;
  for await (const piece of xmlText(archive, part)) {
    const plain = rules.fixes
      .reduce((text, { found, instead }) => text.replace(found, instead), piece)
      .replace(/[^\p{ASCII}]/gu, (letter) => `&#${letter.codePointAt(0)};`);
    for (const { found, because } of refused) {
      if (!found.test(plain)) continue;
      throw workbookUnsupported({ path, reason: `${part} ${because}` });
    }
    elements += rules.kept === undefined ? 0 : (plain.match(rules.kept)?.length ?? 0);
    if (elements > limits.elements) {
      throw workbookTooLarge({ path, limit: "elements", most: limits.elements });
    }
    yield plain;
  }
}
