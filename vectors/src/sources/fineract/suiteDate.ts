import { isPlainDate, type PlainDate, plainDate } from "@lendkit/engine";
import { z } from "zod";

const months = "JanFebMarAprMayJunJulAugSepOctNovDec";

/** A date of the suite: "2024-06-23", "23 Jun 2024" or "23 June 2024". */
export const suiteDate: z.ZodType<PlainDate> = z
  .string()
  .transform(isoOf)
  .refine(isPlainDate)
  .transform((text) => plainDate(text));

function isoOf(text: string): string {
  const [, day = "", name = "", year] =
    /^(\d{1,2}) ([A-Z][a-z]{2})[a-z]* (\d{4})$/.exec(text) ?? [];
  if (year === undefined) return text;
  const month = months.indexOf(name) / 3 + 1;
  return `${year}-${String(month).padStart(2, "0")}-${day.padStart(2, "0")}`;
}
