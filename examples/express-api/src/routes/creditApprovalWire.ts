/**
 * The wire format of the credit approval API: what comes in, as the use-cases take it, and what
 * they answer, as it goes out. Names, numbers and shapes only; every rule is in the engine.
 *
 * @module
 */
import type {
  CreateLoanAnswer,
  Customer,
  Decision,
  DecisionReason,
  LoanView,
} from "@lendkit/engine";
import { fields, type LoanRequestInput, type RegisterCustomerInput } from "@lendkit/engine/schemas";
import { z } from "zod";
import { parseWire } from "../http/parseWire.ts";
import type { WireNames } from "../http/wireNames.ts";

/** What the engine calls the fields of this API. */
export const creditApprovalNames: WireNames = new Map([
  ["firstName", "first_name"],
  ["lastName", "last_name"],
  ["phoneNumber", "phone_number"],
  ["monthlyIncome", "monthly_income"],
  ["customerNumber", "customer_id"],
  ["loanNumber", "loan_id"],
  ["principal", "loan_amount"],
  ["annualRatePercent", "interest_rate"],
  ["tenorMonths", "tenure"],
  ["loanType", "loan_type"],
]);

const person = {
  first_name: fields.personName,
  last_name: fields.personName,
  age: fields.age,
  phone_number: fields.phoneNumber,
};
const income = { monthly_income: fields.positiveAmount };
const salary = { monthly_salary: fields.positiveAmount };

/** Either name of the income will do; with both, they must agree. */
const applicantByIncome = z.object({ ...person, ...income });
const applicantBySalary = z
  .object({ ...person, ...salary })
  .transform(({ monthly_salary, ...rest }) => ({ ...rest, monthly_income: monthly_salary }));
const applicantByBoth = z
  .object({ ...person, ...income, ...salary })
  .refine(({ monthly_income, monthly_salary }) => monthly_income.eq(monthly_salary), {
    path: ["monthly_salary"],
    message: "expected the same as monthly_income, or only one of the two",
  });

/** @throws LendkitError `INVALID_INPUT` */
export function applicantFrom(body: unknown): RegisterCustomerInput {
  const has = (name: string): boolean =>
    typeof body === "object" && body !== null && Reflect.get(body, name) !== undefined;
  const schema = !has("monthly_salary")
    ? applicantByIncome
    : has("monthly_income")
      ? applicantByBoth
      : applicantBySalary;
  const applicant = parseWire<z.output<typeof applicantByIncome>>(schema, body);
  return {
    firstName: applicant.first_name,
    lastName: applicant.last_name,
    age: applicant.age,
    phoneNumber: applicant.phone_number,
    monthlyIncome: applicant.monthly_income,
  };
}

const loanRequest = z.object({
  customer_id: fields.recordNumber,
  loan_amount: fields.positiveAmount,
  interest_rate: fields.annualRatePercent,
  tenure: fields.tenorMonths,
  loan_type: fields.loanType.optional(),
});

/** @throws LendkitError `INVALID_INPUT` */
export function loanRequestFrom(body: unknown): LoanRequestInput {
  const request = parseWire(loanRequest, body);
  return {
    customerNumber: request.customer_id,
    principal: request.loan_amount,
    annualRatePercent: request.interest_rate,
    tenorMonths: request.tenure,
    ...(request.loan_type === undefined ? {} : { loanType: request.loan_type }),
  };
}

const numberInPath = z
  .string()
  .regex(/^[1-9]\d*$/, "expected a whole number above zero")
  .transform(Number)
  .pipe(fields.recordNumber);

/**
 * The number of a customer or a loan in a path.
 *
 * @throws LendkitError `INVALID_INPUT` for anything but plain digits of a whole number above zero
 */
export function recordNumberFrom(name: "customer_id" | "loan_id", text: string): number {
  return parseWire(numberInPath, text, name);
}

export function customerAnswer(customer: Customer): object {
  return {
    customer_id: customer.number,
    name: `${customer.firstName} ${customer.lastName}`,
    age: customer.age,
    monthly_income: customer.monthlyIncome.toNumber(),
    approved_limit: customer.approvedLimit.toNumber(),
    phone_number: Number(customer.phoneNumber),
  };
}

export function eligibilityAnswer(request: LoanRequestInput, decision: Decision): object {
  return {
    customer_id: request.customerNumber,
    approval: decision.approved,
    interest_rate: decision.requestedRatePercent.toNumber(),
    corrected_interest_rate: decision.correctedRatePercent.toNumber(),
    tenure: request.tenorMonths,
    monthly_installment: decision.installment.toNumber(),
    score: decision.score,
    reasons: decision.reasons.map(reasonAnswer),
  };
}

export function createLoanAnswer(
  request: LoanRequestInput,
  { decision, loan }: CreateLoanAnswer,
): object {
  return {
    loan_id: loan?.number ?? null,
    customer_id: request.customerNumber,
    loan_approved: loan !== undefined,
    message: loan === undefined ? refusalMessage(decision) : approvalMessage(decision),
    monthly_installment: decision.installment.toNumber(),
    interest_rate: decision.correctedRatePercent.toNumber(),
  };
}

export function loanAnswer(loan: LoanView, customer: Customer): object {
  return {
    loan_id: loan.number,
    customer: {
      id: customer.number,
      first_name: customer.firstName,
      last_name: customer.lastName,
      phone_number: Number(customer.phoneNumber),
      age: customer.age,
    },
    loan_amount: loan.principal.toNumber(),
    interest_rate: loan.annualRatePercent.toNumber(),
    monthly_installment: loan.installment.toNumber(),
    tenure: loan.state.tenorMonths,
    is_active: loan.isActive,
  };
}

export function loanListItem(loan: LoanView): object {
  return {
    loan_id: loan.number,
    loan_amount: loan.principal.toNumber(),
    interest_rate: loan.annualRatePercent.toNumber(),
    monthly_installment: loan.installment.toNumber(),
    repayments_left: loan.repaymentsLeft,
  };
}

function reasonAnswer({ code, effect, pointsLost, sentence }: DecisionReason): object {
  return { code, effect, points_lost: pointsLost, sentence };
}

function approvalMessage({ requestedRatePercent, correctedRatePercent }: Decision): string {
  return correctedRatePercent.eq(requestedRatePercent)
    ? `The loan is approved at ${correctedRatePercent} %.`
    : `The loan is approved at ${correctedRatePercent} % instead of the asked ${requestedRatePercent} %.`;
}

function refusalMessage({ reasons }: Decision): string {
  const refusals = reasons.filter(({ effect }) => effect === "refusal");
  return ["The loan is refused.", ...refusals.map(({ sentence }) => sentence)].join(" ");
}
