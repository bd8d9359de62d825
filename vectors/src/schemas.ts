import { type PlainDate, plainDate } from "@lendkit/engine";
import { z } from "zod";

/** An ISO date of a file. */
export const date: z.ZodType<PlainDate, string> = z.string().transform((text) => plainDate(text));
