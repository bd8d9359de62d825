import type { Expression } from "../money/expression.ts";
import type { ScheduleParts, ScheduleRow } from "./schedule.ts";

export type ExplainedAmount =
  | "installment"
  | "interest"
  | "capitalized"
  | "principal"
  | "fees"
  | "payment"
  | "closingBalance";

export interface Reason {
  readonly expression: Expression;
  readonly rule: string;
}

/** One row, with what its amounts follow from. */
export interface ExplainedRow {
  readonly parts: ScheduleParts;
  /** From 0. */
  readonly index: number;
  readonly row: ScheduleRow;
}
