import { isPlainDate, type PlainDate } from "@lendkit/engine";
import { z } from "zod";

/** An ISO date of a file. */
export const date: z.ZodType<PlainDate> = z.custom<PlainDate>(
  (value) => typeof value === "string" && isPlainDate(value),
);
