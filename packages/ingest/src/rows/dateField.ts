import { addDays, isPlainDate, type PlainDate, plainDate } from "@lendkit/engine";
import type { z } from "zod";
import type { CellValue, DateSystem } from "../read/sheetRow.ts";
import { type CellFault, cellField } from "./cellField.ts";

interface SerialSystem {
  readonly firstDay: PlainDate;
  readonly first: number;
  readonly last: number;
}

/** ECMA-376 part 1, 18.17.4.1: the days that a plain number counts. Both end on 9999-12-31. */
const serials: Readonly<Record<DateSystem, SerialSystem>> = {
  // Days 1 to 60 are January and February 1900 with a 29th that never was: refused, not guessed.
  1900: { firstDay: plainDate("1900-03-01"), first: 61, last: 2_958_465 },
  1904: { firstDay: plainDate("1904-01-01"), first: 0, last: 2_957_003 },
};

const isoText = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)Z?)?$/;

const expected = "a day, as a date cell or as text such as 2021-11-08";

const notADate: CellFault = {
  code: "NOT_A_DATE",
  reason:
    `Expected ${expected}. Text such as 03/04/2021 could be two days, so it is not taken: format ` +
    "the column as a date, or write year-month-day.",
};

const hasTime: CellFault = {
  code: "DATE_HAS_TIME",
  reason: `Expected ${expected}, without a time of day. Remove the time; it is not cut in silence.`,
};

const outOfRange: CellFault = {
  code: "OUT_OF_RANGE",
  reason: `Expected ${expected}, from 1900-03-01 to 9999-12-31. Write earlier days as text.`,
};

/** A day: a date cell, a date cell that lost its format and shows a number, or ISO 8601 text. */
export function dateField(dateSystem: DateSystem): z.ZodType<PlainDate, CellValue> {
  return cellField(expected, (cell) => {
    if (cell.kind === "date") return { value: cell.date };
    if (cell.kind === "unusableDate") return cell.problem === "timeOfDay" ? hasTime : outOfRange;
    if (cell.kind === "number") return serialDate(cell.value, serials[dateSystem]);
    return cell.kind === "text" ? textDate(cell.text.trim()) : notADate;
  });
}

function serialDate(
  serial: number,
  { firstDay, first, last }: SerialSystem,
): { readonly value: PlainDate } | CellFault {
  if (!(serial >= first && serial < last + 1)) return outOfRange;
  return Number.isInteger(serial) ? { value: addDays(firstDay, serial - first) } : hasTime;
}

function textDate(text: string): { readonly value: PlainDate } | CellFault {
  const [, date, time = ""] = isoText.exec(text) ?? [];
  if (!isPlainDate(date)) return notADate;
  return /[1-9]/.test(time) ? hasTime : { value: date };
}
