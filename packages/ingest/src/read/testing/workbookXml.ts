import { type ZipPart, zipBytes } from "./zipBytes.ts";

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n';

/** A workbook by the text of its parts; what is left out is as Excel would write it. */
export interface WorkbookXml {
  /** Between `<sheetData>` and its end. */
  readonly rows?: string;
  /** Between `<sst>` and its end; without it there is no such part. */
  readonly strings?: string;
  /** Between `<cellXfs>` and its end. Default: style 0 is General, style 1 a date (format 14). */
  readonly styles?: string;
  readonly date1904?: string;
  /** In place of the whole part of that name, or beside the others. */
  readonly parts?: Readonly<Record<string, string | Buffer>>;
  /** Names of parts in the order of the archive; those left out come last. */
  readonly order?: readonly string[];
}

export const SHEET_PART = "xl/worksheets/sheet1.xml";

export function sheetXml(rows: string): string {
  return `${XML}<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`;
}

export function workbookParts(workbook: WorkbookXml): ZipPart[] {
  const { rows = "", strings, styles, date1904, order = [] } = workbook;
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  const all: Record<string, string | Buffer> = {
    "[Content_Types].xml": `${XML}<Types/>`,
    "xl/workbook.xml":
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">` +
      `<workbookPr${date1904 === undefined ? "" : ` date1904="${date1904}"`}/>` +
      '<sheets><sheet name="People" sheetId="7" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
      `${XML}<Relationships>${relation("rId1", "worksheet", "worksheets/sheet1.xml")}` +
      relation("rId2", "styles", "styles.xml") +
      (strings === undefined ? "" : relation("rId3", "sharedStrings", "sharedStrings.xml")) +
      "</Relationships>",
    "xl/styles.xml":
      `${XML}<styleSheet xmlns="${MAIN}"><cellXfs>` +
      `${styles ?? '<xf numFmtId="0"/><xf numFmtId="14"/>'}</cellXfs></styleSheet>`,
    ...(strings === undefined
      ? {}
      : { "xl/sharedStrings.xml": `${XML}<sst xmlns="${MAIN}">${strings}</sst>` }),
    [SHEET_PART]: sheetXml(rows),
    ...workbook.parts,
  };
  const names = [...new Set([...order, ...Object.keys(all)])];
  return names.map((name) => ({ name, content: all[name] ?? "" }));
}

export function workbookBytes(workbook: WorkbookXml): Buffer {
  return zipBytes(workbookParts(workbook));
}

/** Two rows that are sound, for tests that plant a fault beside them. */
export const soundWorkbook: WorkbookXml = {
  rows: '<row r="1"><c r="A1" t="s"><v>0</v></c></row><row r="2"><c r="A2"><v>5</v></c></row>',
  strings: "<si><t>Añil</t></si>",
};

/** The sound workbook with its sheet written in another way. */
export function withSheet(part: Partial<ZipPart>): Buffer {
  const parts = workbookParts(soundWorkbook);
  return zipBytes(parts.map((each) => (each.name === SHEET_PART ? { ...each, ...part } : each)));
}

/** The sound workbook with these parts in place of its own, or beside them. */
export function withParts(parts: Readonly<Record<string, string | Buffer>>): Buffer {
  return workbookBytes({ ...soundWorkbook, parts });
}
