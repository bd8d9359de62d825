import { plainXml, sheetRules, stringRules, styleRules, type XmlRules } from "./plainXml.ts";
import type { WorkbookParts, WorkbookSheet } from "./workbookParts.ts";
import type { ZipArchive } from "./zipArchive.ts";

/**
 * A workbook written out again for exceljs, with one sheet and only what is needed to read it, as
 * a zip archive in pieces. Its streaming reader takes parts in the order of the archive, and by
 * the archive's local headers: with styles after a sheet, dates would come as numbers; with
 * strings after a sheet, it would go through temporary files, which an early end leaves behind;
 * and headers can differ from the directory, by which the file was checked.
 */
export async function* plainWorkbook(
  archive: ZipArchive,
  parts: WorkbookParts,
  sheet: WorkbookSheet,
): AsyncGenerator<Buffer> {
  const content = (part: string | undefined, rules: XmlRules, empty: string) =>
    part === undefined ? [empty] : plainXml(archive, part, rules);

  yield* zipPart("xl/_rels/workbook.xml.rels", [relations]);
  yield* zipPart("xl/workbook.xml", [workbook(parts.dateSystem === 1904)]);
  yield* zipPart("xl/styles.xml", content(parts.styles, styleRules, "<styleSheet/>"));
  yield* zipPart("xl/sharedStrings.xml", content(parts.sharedStrings, stringRules, "<sst/>"));
  yield* zipPart("xl/worksheets/sheet1.xml", plainXml(archive, sheet.part, sheetRules));
  yield endOfArchive;
}

const relations =
  '<Relationships><Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/>' +
  "</Relationships>";

const workbook = (date1904: boolean): string =>
  `<workbook><workbookPr date1904="${date1904 ? 1 : 0}"/>` +
  '<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>';

/** A part, stored unpacked. Its length is not known ahead, so a descriptor marks its end. */
async function* zipPart(
  name: string,
  content: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<Buffer> {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4); // version that unpacks it
  header.writeUInt16LE(1 << 3, 6); // lengths follow in a descriptor
  header.writeUInt16LE(name.length, 26);
  yield Buffer.concat([header, Buffer.from(name)]);
  for await (const piece of content) yield Buffer.from(piece, "latin1");
  yield endOfPart;
}

const endOfPart = Buffer.alloc(16);
endOfPart.writeUInt32LE(0x08074b50, 0);

const endOfArchive = Buffer.alloc(22);
endOfArchive.writeUInt32LE(0x06054b50, 0);

/** Ends an archive that broke off in a part, so that its reader comes to an end too. */
export const abruptEnd: Buffer = Buffer.concat([endOfPart, endOfArchive]);
