import { Decimal, isPlainDate, type PlainDate, plainDate } from "@lendkit/engine";
import type { CellValue as ExceljsValue } from "exceljs";
import { type CellValue, type DateSystem, emptyCell } from "./sheetRow.ts";

const DAY_MILLISECONDS = 86_400_000;

/** The first day that Excel and the calendar number alike, by date system. */
const firstDay: Readonly<Record<DateSystem, PlainDate>> = {
  // Before it Excel counts 29 February 1900, which never was.
  1900: plainDate("1900-03-01"),
  1904: plainDate("1904-01-01"),
};

/** A cell as exceljs gives it, as our own value. Results of formulas are left behind. */
export function cellValue(value: ExceljsValue, dateSystem: DateSystem): CellValue {
  if (value === null || value === undefined) return emptyCell;
  if (typeof value === "string") return textCell(value);
  if (typeof value === "number") return numberCell(value);
  if (typeof value === "boolean") return { kind: "boolean", value };
  if (value instanceof Date) return dateCell(value, dateSystem);
  if ("formula" in value || "sharedFormula" in value) {
    // Cells that share a formula with the cell above it carry no text of their own.
    const text = "formula" in value && value.formula !== "" ? value.formula : "(shared formula)";
    return { kind: "formula", text: `=${text}` };
  }
  if ("error" in value) return { kind: "error", text: String(value.error) };
  if ("richText" in value) return textCell(value.richText.map((run) => run.text ?? "").join(""));
  return textCell(value.text);
}

function textCell(text: string): CellValue {
  return text === "" ? emptyCell : { kind: "text", text: text.replace(escaped, character) };
}

/** ECMA-376 part 1, 22.9.2.19: how a workbook writes characters that XML has no place for. */
const escaped = /_x([\dA-Fa-f]{4})_/g;
const character = (_: string, code: string): string => String.fromCharCode(Number(`0x${code}`));

function numberCell(value: number): CellValue {
  if (!Number.isFinite(value)) return { kind: "error", text: "#NUM!" };
  // String() falls into exponent notation beyond 1e21 and below 1e-6, Decimal never does.
  const text = String(value);
  return { kind: "number", value, text: text.includes("e") ? new Decimal(text).toString() : text };
}

/** exceljs makes midnight UTC of a day, so the parts in UTC are the day, wherever this runs. */
function dateCell(value: Date, dateSystem: DateSystem): CellValue {
  const time = value.getTime();
  if (Number.isNaN(time)) return { kind: "error", text: "#NUM!" };
  const text = value.toISOString();
  const date = text.slice(0, 10);
  if (!isPlainDate(date) || date < firstDay[dateSystem]) {
    return { kind: "unusableDate", text, problem: "outOfRange" };
  }
  if (time % DAY_MILLISECONDS !== 0) {
    return {
      kind: "unusableDate",
      text: text.slice(0, 19).replace("T", " "),
      problem: "timeOfDay",
    };
  }
  return { kind: "date", date };
}
