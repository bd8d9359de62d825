import type { CurrencyCode, Decimal } from "@lendkit/engine";
import { z } from "zod";

export const amount: z.ZodType<number | string> = z.union([z.number(), z.string()]);
export const count: z.ZodType<number> = z.number().int();

/** The suite keeps interest unrounded and rounds what it shows: four decimals come near enough. */
export const currency: CurrencyCode = "CLF";

export function whole(of: Decimal): number {
  return of.round().toNumber();
}
