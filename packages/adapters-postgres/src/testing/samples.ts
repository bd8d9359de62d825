import {
  type AccountEntry,
  Decimal,
  type DueRow,
  type LoanState,
  type NewApplicant,
  type NewCustomer,
  type Opened,
  plainDate,
} from "@lendkit/engine";

/** A customer told apart by `n`; everything about them is made up. */
export function sampleCustomer(n: number, changes: Partial<NewCustomer> = {}): NewCustomer {
  return {
    id: `customer-${n}`,
    origin: "registered",
    firstName: "Meera",
    lastName: `Pillai ${n}`,
    phoneNumber: String(7_000_000_000 + n),
    age: 41,
    currency: "INR",
    monthlyIncome: new Decimal("64000.25"),
    approvedLimit: new Decimal("2300000"),
    currentDebt: new Decimal(0),
    ...changes,
  };
}

/** An applicant told apart by `n`, not scored yet. */
export function sampleApplicant(n: number, changes: Partial<NewApplicant> = {}): NewApplicant {
  return {
    id: `applicant-${n}`,
    name: `Anu Menon ${n}`,
    email: `Anu.${n}@Example.org`,
    identityHash: n.toString(16).padStart(64, "0"),
    identityLastFour: "2346",
    annualIncome: new Decimal("350000.50"),
    currency: "INR",
    accountKey: `account-${n}`,
    score: null,
    scoredOn: null,
    ...changes,
  };
}

/** A credit to account 1 on the 29th of February. */
export function sampleEntry(n: number, changes: Partial<AccountEntry> = {}): AccountEntry {
  return {
    source: "5".repeat(64),
    position: n,
    accountKey: "account-1",
    on: plainDate("2024-02-29"),
    kind: "CREDIT",
    currency: "INR",
    amount: new Decimal("100.50"),
    ...changes,
  };
}

/** A loan of customer 1 that begins on the 29th of February. */
export function sampleState(n: number, changes: Partial<LoanState> = {}): LoanState {
  return {
    loanId: `loan-${n}`,
    customerId: "customer-1",
    origin: "opened",
    currency: "INR",
    principalMinor: 20_000_000,
    annualRatePercent: "10",
    tenorMonths: 12,
    installmentMinor: 1_758_318,
    paidOnTime: 0,
    startedOn: plainDate("2024-02-29"),
    endsOn: plainDate("2025-02-28"),
    sourceNumber: null,
    cutoverOn: null,
    calculationVersion: 1,
    lastSequence: 1,
    servicing: null,
    ...changes,
  };
}

/** An installment of loan 1 of which 1000.50 is paid. */
export function sampleDue(n: number, changes: Partial<DueRow> = {}): DueRow {
  return {
    loanId: "loan-1",
    dueId: `installment ${n}`,
    customerId: "customer-1",
    currency: "INR",
    installment: n,
    dueOn: plainDate("2024-02-29"),
    penalty: 0,
    fee: 5_000,
    interest: 166_667,
    principal: 1_591_651,
    paid: 100_050,
    unpaid: 1_663_268,
    ...changes,
  };
}

export function sampleOpened(n: number, sequence = 1): Opened {
  return {
    kind: "opened",
    loanId: `loan-${n}`,
    sequence,
    version: 1,
    effectiveOn: plainDate("2024-02-29"),
    recordedAt: "2024-02-29T18:45:00.123456+05:30",
    commandId: `command-${n}-${sequence}`,
    terms: {
      customerId: "customer-1",
      currency: "INR",
      principal: "200000.00",
      annualRatePercent: "10",
      tenorMonths: 12,
      installment: "17583.18",
      startedOn: plainDate("2024-02-29"),
      endsOn: plainDate("2025-02-28"),
    },
    calculationVersion: 1,
  };
}
