import { posix } from "node:path";
import { notAWorkbook, workbookUnsupported } from "./errors.ts";
import { inertText } from "./inertText.ts";
import type { DateSystem } from "./sheetRow.ts";
import { xmlText } from "./xmlText.ts";
import type { ZipArchive } from "./zipArchive.ts";

const WORKBOOK = "xl/workbook.xml";
const RELATIONS = "xl/_rels/workbook.xml.rels";

export interface WorkbookSheet {
  readonly name: string;
  /** The part that holds its cells. */
  readonly part: string;
  readonly hidden: boolean;
}

/** Where a workbook keeps what is needed to read a sheet. */
export interface WorkbookParts {
  /** In the order of the tabs; charts and macros are no sheets. */
  readonly sheets: readonly [WorkbookSheet, ...WorkbookSheet[]];
  readonly dateSystem: DateSystem;
  readonly sharedStrings: string | undefined;
  readonly styles: string | undefined;
}

/** What else a zip archive may be, by a part that it then has. */
const otherArchives: readonly (readonly [part: string, found: string])[] = [
  ["xl/workbook.bin", "a binary workbook (.xlsb)"],
  ["content.xml", "an OpenDocument file, such as .ods"],
  ["word/document.xml", "a Word document"],
  ["ppt/presentation.xml", "a PowerPoint presentation"],
];

/** @throws LendkitError `NOT_A_WORKBOOK` saying what the archive is instead */
export function checkIsWorkbook({ path, entries }: ZipArchive): void {
  if (entries.has(WORKBOOK)) return;
  const other = otherArchives.find(([part]) => entries.has(part));
  throw notAWorkbook({ path, found: other?.[1] ?? "a zip archive without a workbook in it" });
}

/**
 * Reads the workbook's table of contents.
 *
 * @throws LendkitError `WORKBOOK_CORRUPT`, `WORKBOOK_UNSUPPORTED`
 */
export async function readWorkbookParts(archive: ZipArchive): Promise<WorkbookParts> {
  const relations = (await tags(archive, RELATIONS, "Relationship")).map((tag) => ({
    id: tag.get("Id") ?? "",
    type: posix.basename(tag.get("Type") ?? ""),
    part: partName(tag.get("Target") ?? ""),
  }));
  const ofType = (type: string): string | undefined =>
    relations.find((relation) => relation.type === type)?.part;

  const [first, ...others] = (await tags(archive, WORKBOOK, "sheet")).flatMap((tag) => {
    const id = [...tag].find(([name]) => name.endsWith(":id"))?.[1];
    const relation = relations.find((each) => each.id === id && each.type === "worksheet");
    const hidden = (tag.get("state") ?? "visible") !== "visible";
    const name = inertText(tag.get("name") ?? "");
    return relation ? [{ name, part: relation.part, hidden }] : [];
  });
  if (first === undefined) {
    throw workbookUnsupported({ path: archive.path, reason: "it has no sheet with cells" });
  }
  const [properties] = await tags(archive, WORKBOOK, "workbookPr");
  const date1904 = properties?.get("date1904") ?? "0";
  return {
    sheets: [first, ...others],
    dateSystem: ["1", "true", "on"].includes(date1904) ? 1904 : 1900,
    sharedStrings: ofType("sharedStrings"),
    styles: ofType("styles"),
  };
}

/** A relation's target is relative to the workbook's folder, or begins at the archive's root. */
function partName(target: string): string {
  return target.startsWith("/") ? target.slice(1) : posix.join("xl", target);
}

/** More than a person ever made; what they say stays in memory. */
const MOST_TAGS = 10_000;

/** The attributes of every tag of this name. */
async function tags(
  archive: ZipArchive,
  part: string,
  name: string,
): Promise<readonly ReadonlyMap<string, string>[]> {
  const tag = new RegExp(`<${name}((?:\\s+[\\w:.-]+\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*/?>`, "g");
  const found: ReadonlyMap<string, string>[] = [];
  for await (const piece of xmlText(archive, part)) {
    for (const [, attributes = ""] of piece.matchAll(tag)) {
      if (found.push(attributesOf(attributes)) <= MOST_TAGS) continue;
      const reason = `${part} has more than ${MOST_TAGS} ${name} tags`;
      throw workbookUnsupported({ path: archive.path, reason });
    }
  }
  return found;
}

function attributesOf(text: string): ReadonlyMap<string, string> {
  const pairs = text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g);
  return new Map(
    Array.from(pairs, ([, key = "", double, single]) => [key, decodeXml(double ?? single ?? "")]),
  );
}

const namedCharacters: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["apos", "'"],
  ["gt", ">"],
  ["lt", "<"],
  ["quot", '"'],
]);

function decodeXml(text: string): string {
  return text.replace(
    /&(?:#x([\da-fA-F]{1,6})|#(\d{1,7})|(\w+));/g,
    (reference: string, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return namedCharacters.get(name) ?? reference;
      const point = hex === undefined ? Number(decimal) : Number(`0x${hex}`);
      return point <= 0x10ffff ? String.fromCodePoint(point) : reference;
    },
  );
}
