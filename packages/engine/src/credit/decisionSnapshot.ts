/**
 * What a decision rests on, as plain data and back.
 *
 * @module
 */
import { type PlainDate, plainDate } from "../calendar/plainDate.ts";
import { exactDecimal } from "../money/amount.ts";
import { Decimal } from "../money/decimal.ts";
import type { CreditPolicy } from "./creditPolicy.ts";
import type { CreditRecord } from "./creditRecord.ts";
import type { Applicant, CreditRequest, DecisionSnapshot, SnapshotRecord } from "./decision.ts";
import { policyHash } from "./policyHash.ts";

/** Only what decisions read: whatever else the values carry, such as a name, is left out. */
export function takeSnapshot(
  policy: CreditPolicy,
  applicant: Applicant,
  request: CreditRequest,
  asOf: PlainDate,
): DecisionSnapshot {
  const { age } = applicant;
  const { tenorMonths, loanType } = request;
  return {
    policyHash: policyHash(policy),
    asOf,
    applicant: {
      monthlyIncome: applicant.monthlyIncome.toFixed(),
      approvedLimit: applicant.approvedLimit.toFixed(),
      history: applicant.history.map(recordText),
      ...(age === undefined ? {} : { age }),
    },
    request: {
      principal: request.principal.toFixed(),
      annualRatePercent: request.annualRatePercent.toFixed(),
      tenorMonths,
      ...(loanType === undefined ? {} : { loanType }),
    },
  };
}

/**
 * The arguments of the decision that a snapshot was taken of.
 *
 * @throws LendkitError `NOT_A_NUMBER`, `INVALID_DATE` naming the field
 */
export function readSnapshot(snapshot: DecisionSnapshot): {
  readonly applicant: Applicant;
  readonly request: CreditRequest;
  readonly asOf: PlainDate;
} {
  const { applicant, request } = snapshot;
  return {
    applicant: {
      ...applicant,
      monthlyIncome: amount(applicant.monthlyIncome, "monthlyIncome"),
      approvedLimit: amount(applicant.approvedLimit, "approvedLimit"),
      history: applicant.history.map(readRecord),
    },
    request: {
      ...request,
      principal: amount(request.principal, "principal"),
      annualRatePercent: amount(request.annualRatePercent, "annualRatePercent"),
    },
    asOf: plainDate(snapshot.asOf, "asOf"),
  };
}

function recordText(record: CreditRecord): SnapshotRecord {
  const { tenorMonths, paidOnTime, startedOn, endsOn, closed, outstanding } = record;
  return {
    principal: record.principal.toFixed(),
    installment: record.installment.toFixed(),
    tenorMonths,
    paidOnTime,
    startedOn,
    endsOn,
    closed,
    ...(outstanding === undefined ? {} : { outstanding: outstanding.toFixed() }),
  };
}

function readRecord(record: SnapshotRecord, index: number): CreditRecord {
  const field = (name: string): string => `history.${index}.${name}`;
  const { outstanding, ...rest } = record;
  return {
    ...rest,
    principal: amount(record.principal, field("principal")),
    installment: amount(record.installment, field("installment")),
    startedOn: plainDate(record.startedOn, field("startedOn")),
    endsOn: plainDate(record.endsOn, field("endsOn")),
    ...(outstanding === undefined
      ? {}
      : { outstanding: amount(outstanding, field("outstanding")) }),
  };
}

function amount(text: string, field: string): Decimal {
  exactDecimal(text, field);
  return new Decimal(text);
}
