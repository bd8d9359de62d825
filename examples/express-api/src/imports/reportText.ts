import type { RowNote } from "@lendkit/engine";
import type { ImportReport } from "@lendkit/ingest";

/** How many rows of one code are shown; the report file has all of them. */
const SHOWN_PER_CODE = 3;

/** A report for a terminal: the counts, and the first rows of each code with the reason. */
export function reportText(report: ImportReport): string {
  const { read, imported, updated, unchanged, rejected } = report.counts;
  const counts =
    `${report.kind}: ${read} rows read, ${imported} imported, ${updated} updated, ` +
    `${unchanged} unchanged, ${rejected} rejected`;
  const ignored =
    report.ignoredColumns.length === 0
      ? []
      : [`  columns not used: ${report.ignoredColumns.map(inert).join(", ")}`];
  return [
    counts,
    ...ignored,
    ...notesText("rejected", report.rejections),
    ...notesText("noted", report.notices),
  ].join("\n");
}

function notesText(what: string, notes: readonly RowNote[]): readonly string[] {
  return [...new Set(notes.map(({ code }) => code))].flatMap((code) => {
    const same = notes.filter((note) => note.code === code);
    const more = same.length - SHOWN_PER_CODE;
    return [
      `  ${what} ${code}: ${same.length} ${same.length === 1 ? "row" : "rows"}`,
      ...same.slice(0, SHOWN_PER_CODE).map(noteText),
      ...(more > 0 ? [`    and ${more} more`] : []),
    ];
  });
}

function noteText({ sheet, row, column, value, reason }: RowNote): string {
  const cell = column === null ? "" : `, ${column}`;
  const held = value === null ? "" : ` (${value})`;
  return `    ${inert(`${sheet} row ${row}${cell}${held}: ${reason}`)}`;
}

/** Text of a file as a terminal may show it: control characters could drive the terminal. */
function inert(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, "?");
}
