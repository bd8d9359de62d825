import { fields } from "@lendkit/engine/schemas";
import type { z } from "zod";
import { isUnprintable } from "../read/inertText.ts";
import type { CellValue } from "../read/sheetRow.ts";
import { cellField, formulaFault } from "./cellField.ts";

const nameExpected = "a name of 1 to 100 characters";

/**
 * A person's name, without spaces at its ends. No name begins with "=": such text is a formula
 * that somebody wants run by whoever opens an export of it.
 */
export const nameField: z.ZodType<string, CellValue> = cellField(nameExpected, (cell) => {
  if (cell.kind !== "text") {
    const reason = `Expected ${nameExpected}, as text. Format the cell as text and type it again.`;
    return { code: "NOT_TEXT", reason };
  }
  const name = fields.personName.safeParse(cell.text);
  if (!name.success) return { code: "OUT_OF_RANGE", reason: `Expected ${nameExpected}.` };
  if (name.data.startsWith("=")) return formulaFault(nameExpected);
  if (isUnprintable(name.data)) {
    const reason = `Expected ${nameExpected} without line breaks or other control characters.`;
    return { code: "UNPRINTABLE_TEXT", reason };
  }
  return { value: name.data };
});

const phoneExpected = "a phone number of 7 to 15 digits that does not start with 0";

/** A phone number as digits, from a number cell or from text. */
export const phoneField: z.ZodType<string, CellValue> = cellField(phoneExpected, (cell) => {
  if (cell.kind === "text" || cell.kind === "number") {
    const phone = fields.phoneNumber.safeParse(cell.text.trim());
    if (phone.success) return { value: phone.data };
  }
  const reason = `Expected ${phoneExpected}, without spaces, signs or brackets.`;
  return { code: "NOT_A_PHONE_NUMBER", reason };
});
