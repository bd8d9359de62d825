/**
 * An embeddable lending engine: exact amounts, schedules, credit decisions and loans as facts.
 *
 * @packageDocumentation
 */

export {
  type Accrual,
  type AccrualSegment,
  type AccrualTerms,
  accrue,
  accrueSegments,
  explainAccrual,
} from "./accrual/accrue.ts";
export type {
  ActusBusinessDay,
  ActusContract,
  ActusDayCount,
  ContractCycle,
  ContractEvent,
  ContractEventType,
  ContractTime,
  MarketObservations,
} from "./actus/contract.ts";
export { contractEvents } from "./actus/contractEvents.ts";
export {
  addBusinessDays,
  adjustDate,
  type BusinessDayAdjustment,
  type BusinessDayConvention,
  businessDayConventions,
  lastBusinessDayOfMonth,
  noAdjustment,
} from "./calendar/businessDay.ts";
export { MAX_PERIODS, type Roll } from "./calendar/dateGrid.ts";
export type { DatePeriod, DayCount, DayCountContext } from "./calendar/dayCount/rule.ts";
export {
  dayCountDays,
  dayCountFraction,
  dayCountRules,
  dayCounts,
  yearFraction,
} from "./calendar/dayCount.ts";
export { type Frequency, plainPeriodsPerYear } from "./calendar/frequency.ts";
export {
  combineCalendars,
  type HolidayCalendar,
  type HolidayCalendarData,
  holidayCalendar,
  isBusinessDay,
  noHolidays,
  satSun,
  type Weekday,
} from "./calendar/holidayCalendar.ts";
export { type PeriodicSchedule, periodicSchedule } from "./calendar/periodicSchedule.ts";
export {
  addDays,
  addMonths,
  daysBetween,
  isPlainDate,
  type PlainDate,
  plainDate,
} from "./calendar/plainDate.ts";
export type { PeriodicScheduleTerms } from "./calendar/scheduleTerms.ts";
export { type StubConvention, stubConventions } from "./calendar/stubConvention.ts";
export {
  type AssessedPenalty,
  assessPenalty,
  type Overdue,
  type PenaltyRule,
} from "./charge/penalty.ts";
export type {
  AccountTotals,
  AccountTransaction,
  TransactionType,
} from "./credit/accountTransaction.ts";
export { type ApprovedLimitRule, approvedLimit } from "./credit/approvedLimit.ts";
export {
  type BalanceScoreProblem,
  type BalanceScoreRule,
  balanceScore,
  checkBalanceScoreRule,
} from "./credit/balanceScore.ts";
export { type CreditPolicyProblem, checkCreditPolicy } from "./credit/checkCreditPolicy.ts";
export type { HardRuleProblem } from "./credit/checkHardRules.ts";
export { checkScorecard, type ScorecardProblem } from "./credit/checkScorecard.ts";
export { checkSlabs, type SlabProblem } from "./credit/checkSlabs.ts";
export type { CreditPolicy } from "./credit/creditPolicy.ts";
export { type CreditRecord, isCurrent } from "./credit/creditRecord.ts";
export {
  type CreditScore,
  creditScore,
  type ScoredPart,
  type ScoreReason,
} from "./credit/creditScore.ts";
export { currentDebt } from "./credit/currentDebt.ts";
export {
  type BookChange,
  type BookEntry,
  type BookFailure,
  type BookOptions,
  type BookReport,
  decideBook,
} from "./credit/decideBook.ts";
export { decideCredit } from "./credit/decideCredit.ts";
export type {
  Affordability,
  Applicant,
  Counterfactuals,
  CreditRequest,
  Decision,
  DecisionReason,
  DecisionSnapshot,
  RefusalCode,
  SnapshotRecord,
} from "./credit/decision.ts";
export {
  type DecisionMessageKey,
  type DecisionMessages,
  englishDecisionMessages,
} from "./credit/decisionMessages.ts";
export {
  type DecisionExplanation,
  type ExplainedChange,
  explainDecision,
} from "./credit/explainDecision.ts";
export type { HardRule, HardRuleFrame, LoanTypeAmounts } from "./credit/hardRule.ts";
export { policyHash } from "./credit/policyHash.ts";
export type { PolicyCheck, PolicyProblem } from "./credit/policyProblem.ts";
export { policyDiffers, redecide } from "./credit/redecide.ts";
export type {
  Scorecard,
  ScorecardBand,
  ScorecardPart,
  ScoreRange,
} from "./credit/scorecard.ts";
export { slabFor } from "./credit/slabFor.ts";
export type { Slab, SlabBound } from "./credit/slabs.ts";
export { type SumAccountsOptions, sumAccounts } from "./credit/sumAccounts.ts";
export {
  agingBuckets,
  type Bucket,
  type BucketSet,
  bucket,
  checkBuckets,
  smaBuckets,
} from "./delinquency/bucket.ts";
export {
  type DayPoint,
  type DaysPastDueRule,
  daysPastDue,
  type Pause,
} from "./delinquency/daysPastDue.ts";
export { type DueAmounts, type DueKind, dueKinds } from "./due/due.ts";
export {
  type ErrorKind,
  type ErrorType,
  errorType,
  isLendkitError,
  LendkitError,
} from "./errors.ts";
export { explainAllocation, explainDue } from "./explain/explainLoan.ts";
export { bookPostings } from "./ledger/books.ts";
export {
  type AccountType,
  chartOfAccounts,
  type LedgerAccount,
  type LedgerAccountRow,
  ledgerAccounts,
} from "./ledger/chartOfAccounts.ts";
export type { Adjustment, Posting, PostingCause } from "./ledger/posting.ts";
export { type PostingRow, postingRows } from "./ledger/postingRows.ts";
export { postingsOf } from "./ledger/postings.ts";
export {
  type TrialBalance,
  type TrialBalanceRow,
  type TrialBalanceTotal,
  trialBalance,
} from "./ledger/trialBalance.ts";
export { advance, bucketOf, overdueDays } from "./loan/advance.ts";
export { canonicalJson } from "./loan/canonicalJson.ts";
export type {
  AddCharge,
  AmendLoan,
  ChangeRate,
  CommandFrame,
  Correction,
  Disburse,
  GiveOpeningBalance,
  GrantMoratorium,
  ImportLoan,
  LifeCommand,
  LoanCommand,
  LoanCommandTerms,
  MoveToCalculationVersion,
  OpenLoan,
  PauseDelinquency,
  ReceivePayment,
  Recover,
  Refund,
  RescheduleLoan,
  ReversePayment,
  VoidLoan,
  WaiveCharge,
  WriteOff,
} from "./loan/commands.ts";
export { decide } from "./loan/decide.ts";
export { type DecidedOnFacts, decideOn } from "./loan/decideOn.ts";
export {
  type DueChange,
  diffReplay,
  outstandingPrincipal,
  type ReplayDiff,
} from "./loan/diffReplay.ts";
export { type DueRow, dueRows } from "./loan/dueRows.ts";
export { countsInOrder, evolve } from "./loan/evolve.ts";
export type {
  Amended,
  Arrears,
  ChargeAdded,
  ChargeWaived,
  DelinquencyPaused,
  Disbursed,
  Imported,
  LifeFact,
  LoanFact,
  LoanFactTerms,
  LoanRescheduled,
  MoratoriumGranted,
  MovedToCalculationVersion,
  Opened,
  OpeningBalanceGiven,
  PaymentReceived,
  PaymentReversed,
  RateChanged,
  Recovered,
  Refunded,
  ServicingTerms,
  Voided,
  WrittenOff,
} from "./loan/facts.ts";
export type { JournalEntry, JournalEvent } from "./loan/journal.ts";
export type { LoanDue, LoanState, Servicing } from "./loan/loanState.ts";
export { type PayoffQuote, payoffQuote } from "./loan/payoff.ts";
export type { LendingProduct, ServicedProduct } from "./loan/product.ts";
export { type PlanChange, type RepaymentPlan, scheduleOf } from "./loan/repaymentPlan.ts";
export { replay, replayEntries } from "./loan/replay.ts";
export type {
  ExcessPolicy,
  PayoffInterest,
  RepaymentTerms,
  ServicingRules,
} from "./loan/servicingRules.ts";
export { snapshotText } from "./loan/snapshotText.ts";
export {
  type Statement,
  type StatementDue,
  type StatementPayment,
  statement,
} from "./loan/statement.ts";
export { type Amount, fromMinorUnits, minorUnitsText, toMinorUnits } from "./money/amount.ts";
export { apportion } from "./money/apportion.ts";
export { type CurrencyCode, currencyCodes, currencyPlaces } from "./money/currency.ts";
export { Decimal } from "./money/decimal.ts";
export { type Explanation, recompute, renderExplanation } from "./money/explanation.ts";
export type { Expression, NamedValue } from "./money/expression.ts";
export { MAX_MINOR_UNITS, mulDivRound } from "./money/minorUnits.ts";
export {
  addRatios,
  multiplyRatios,
  type Ratio,
  ratio,
  ratioToDecimal,
} from "./money/ratio.ts";
export { type RoundingMode, roundingModes } from "./money/rounding.ts";
export {
  type PortfolioSummary,
  summarize,
  type UpcomingPayment,
} from "./portfolio/summarize.ts";
export type { Customer, NewCustomer } from "./ports/customer.ts";
export type { DueChanges, DueKey, DuePlace, DueQuery } from "./ports/dueQuery.ts";
export { dueQueryProblem } from "./ports/dueQueryProblem.ts";
export {
  alreadyExists,
  badDueQuery,
  badIdempotencyKey,
  deadlock,
  idempotencyConflict,
  importRunNotFound,
  staleVersion,
  storageUnavailable,
  transactionEnded,
} from "./ports/errors.ts";
export { isIdempotencyKey } from "./ports/idempotencyKey.ts";
export type {
  ImportRun,
  ImportRunKey,
  NewImportRun,
  RowCounts,
  RowNote,
} from "./ports/importRun.ts";
export type {
  CustomerRepository,
  DueRepository,
  FactRepository,
  IdempotencyRepository,
  ImportRepository,
  LoanRepository,
  NewLoan,
  Store,
  StoredLoan,
  UnitOfWork,
} from "./ports/store.ts";
export { creditApproval } from "./products/creditApproval.ts";
export { emiTracker } from "./products/emiTracker.ts";
export type { CreditTerms } from "./rate/apr/creditFlows.ts";
export { aprInterval, type TimeInterval } from "./rate/apr/years.ts";
export { type Apr, type AprMethod, type AprTerms, apr } from "./rate/apr.ts";
export {
  effectiveFromNominal,
  nominalFromEffective,
  periodicFromNominal,
} from "./rate/conversions.ts";
export { irr } from "./rate/irr.ts";
export {
  type RateFrom,
  type RateSchedule,
  type RateSegment,
  rateOn,
  rateSegments,
} from "./rate/rateSchedule.ts";
export type { RateSolution } from "./rate/rateSolution.ts";
export { type DatedFlow, type TwoDateDayCount, xirr } from "./rate/xirr.ts";
export {
  type AllocatedAmounts,
  type Allocation,
  allocate,
  type UnpaidDue,
} from "./repayment/allocate.ts";
export type { Waterfall } from "./repayment/waterfall.ts";
export { amortize } from "./schedule/amortize.ts";
export { withArrears } from "./schedule/arrears.ts";
export { type CheckedLoanTerms, checkLoanTerms } from "./schedule/checkLoanTerms.ts";
export { emi, type Rounding } from "./schedule/emi.ts";
export type { ExplainedAmount } from "./schedule/explainedRow.ts";
export { explainSchedule } from "./schedule/explainSchedule.ts";
export type {
  ChangePolicy,
  DueDateAdjustment,
  LastInstallment,
  LoanTerms,
  Moratorium,
  NegativeAmortization,
  RateChange,
  ScheduleFee,
  ScheduleRounding,
  Tranche,
} from "./schedule/loanTerms.ts";
export type {
  AmortizationMethod,
  BalloonMethod,
  InstallmentStep,
  MethodName,
  MinimumDueMethod,
  SteppedMethod,
} from "./schedule/method.ts";
export {
  type Rescheduled,
  type ReschedulePolicy,
  reschedule,
  type ScheduleChange,
} from "./schedule/reschedule.ts";
export {
  Schedule,
  type ScheduleEnding,
  type ScheduleJson,
  type ScheduleRow,
  type ScheduleRowJson,
  type ScheduleTotals,
} from "./schedule/schedule.ts";
export { createLending } from "./service/createLending.ts";
export { createServicing } from "./service/createServicing.ts";
export {
  type CustomerRow,
  type ImportContext,
  LARGEST_IMPORTED_NUMBER,
  type LoanRow,
  type RowOutcome,
  type RowPlace,
} from "./service/importRows.ts";
export type {
  Clock,
  CreateLoanAnswer,
  Lending,
  LendingOptions,
  LoanView,
} from "./service/lending.ts";
export { recordCustomers } from "./service/recordCustomers.ts";
export { recordLoans } from "./service/recordLoans.ts";
export type {
  CommandContext,
  LoanServicing,
  OpenServicedLoan,
  PayInput,
  Receipt,
  ServiceCommand,
  ServicingOptions,
} from "./service/servicing.ts";
export * as tvm from "./tvm/index.ts";
