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
export { cannotBill } from "./billing/billInput.ts";
export { type BillingCycle, billingCycle } from "./billing/billingCycle.ts";
export {
  type BilledInstallment,
  type BillingTerms,
  type CycleRule,
  checkBillingTerms,
  type InterestTerms,
  invalidBillingTerms,
} from "./billing/billingTerms.ts";
export {
  type BalanceFrom,
  type BillInput,
  type BuiltBill,
  buildBill,
} from "./billing/buildBill.ts";
export type { ExactInterest } from "./billing/exactInterest.ts";
export {
  type BalanceSegment,
  type InterestByDay,
  type InterestDay,
  interestByDay,
} from "./billing/interestByDay.ts";
export { type MinimumDue, type MinimumDueInput, minimumDue } from "./billing/minimumDue.ts";
export {
  type MinimumPayments,
  type MinimumPaymentWarning,
  minimumPaymentWarning,
} from "./billing/minimumPaymentWarning.ts";
export { addMonths } from "./calendar/addMonths.ts";
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
export type { ApplicationPolicy } from "./credit/applicationPolicy.ts";
export { type ApprovedLimitRule, approvedLimit } from "./credit/approvedLimit.ts";
export {
  type BalanceScoreProblem,
  type BalanceScoreRule,
  balanceScore,
  checkBalanceScoreRule,
} from "./credit/balanceScore.ts";
export type { MessageProblem } from "./credit/checkMessages.ts";
export { type CreditPolicyProblem, checkPolicy } from "./credit/checkPolicy.ts";
export { checkScorecard, type ScorecardProblem } from "./credit/checkScorecard.ts";
export { checkSlabs, type SlabProblem } from "./credit/checkSlabs.ts";
export type { CreditPolicy } from "./credit/creditPolicy.ts";
export { type CreditRecord, type CurrentLoans, isCurrent } from "./credit/creditRecord.ts";
export {
  type CreditScore,
  creditScore,
  type ScoredPart,
  type ScoreReason,
} from "./credit/creditScore.ts";
export { currentDebt } from "./credit/currentDebt.ts";
export {
  type ApplicationApplicant,
  type ApplicationDecision,
  type ApplicationReason,
  decideApplication,
} from "./credit/decideApplication.ts";
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
export type { HardRuleProblem } from "./credit/hardRuleProblem.ts";
export {
  type AadhaarProblem,
  checkAadhaar,
  invalidAadhaar,
  maskAadhaar,
} from "./credit/identity/aadhaar.ts";
export { aadhaarHash, identityHash, identityKeyTooShort } from "./credit/identity/identityHash.ts";
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
export { type BillAmount, explainBill } from "./explain/explainBill.ts";
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
export { agreedInstallments, type LoanAsked } from "./loan/agreedInstallments.ts";
export { type BillByDay, balancesByDay } from "./loan/balancesByDay.ts";
export { unknownBill } from "./loan/billOrigin.ts";
export {
  type BillPayment,
  type BillStatement,
  billStatement,
  type ReceivedPayment,
  type StatementBill,
} from "./loan/billStatement.ts";
export {
  type CarriedForward,
  type CarryOptions,
  carryForward,
  carryToLastAction,
} from "./loan/carryForward.ts";
export type {
  AddCharge,
  AmendLoan,
  ChangeLimit,
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
export type { BilledCredit, Flows, LastBill } from "./loan/creditState.ts";
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
  Bill,
  BillAdjustment,
  BillIssued,
  ChargeAdded,
  ChargeWaived,
  DelinquencyPaused,
  Disbursed,
  Imported,
  LifeFact,
  LimitChanged,
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
export { type IssuedBills, issueBills } from "./loan/issueBills.ts";
export type { JournalEntry, JournalEvent } from "./loan/journal.ts";
export type { LoanDue, LoanState, Servicing } from "./loan/loanState.ts";
export { nextActionOn } from "./loan/nextActionOn.ts";
export {
  checkReminders,
  invalidReminders,
  type Notice,
  type NoticeKind,
  type Reminders,
} from "./loan/notices.ts";
export { type PayoffQuote, payoffQuote } from "./loan/payoff.ts";
export type { BilledProduct, LendingProduct, ServicedProduct } from "./loan/product.ts";
export {
  type ProjectBillsOptions,
  type ProjectedBill,
  projectBills,
} from "./loan/projectBills.ts";
export { type PlanChange, type RepaymentPlan, scheduleOf } from "./loan/repaymentPlan.ts";
export { replay, replayEntries } from "./loan/replay.ts";
export type {
  ExcessPolicy,
  PayoffInterest,
  RepaymentTerms,
  ServicingRules,
} from "./loan/servicingRules.ts";
export {
  type NamedTerms,
  readSnapshot,
  SNAPSHOT_VERSION,
  snapshotText,
  storedSnapshot,
  termsOfSnapshot,
} from "./loan/snapshotText.ts";
export {
  type Statement,
  type StatementDue,
  type StatementPayment,
  statement,
} from "./loan/statement.ts";
export { type Amount, fromMinorUnits, minorUnitsText, toMinorUnits } from "./money/amount.ts";
export { apportion } from "./money/apportion.ts";
export { canonicalJson } from "./money/canonicalJson.ts";
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
export { dayEndColumns } from "./portfolio/dayEndColumns.ts";
export { createPortfolioColumns } from "./portfolio/dayEndCreate.ts";
export { postColumnInterest } from "./portfolio/dayEndInterest.ts";
export {
  type MonthlyInstallments,
  NO_DAY,
  type PortfolioColumns,
  type PortfolioDayCount,
  type PortfolioLoan,
  type PortfolioTerms,
  type UnpaidDues,
} from "./portfolio/dayEndPortfolio.ts";
export { type PortfolioStress, type StopPaying, stressColumns } from "./portfolio/dayEndStress.ts";
export {
  type BucketTotals,
  type ColumnsSummary,
  summarizeColumns,
} from "./portfolio/dayEndSummary.ts";
export {
  type PortfolioSummary,
  summarize,
  type UpcomingPayment,
} from "./portfolio/summarize.ts";
export type {
  AccountEntry,
  AccountEntryOutcome,
  AccountEntryPlace,
  AccountKeyTotals,
} from "./ports/accountEntry.ts";
export type { AccountRepository } from "./ports/accountRepository.ts";
export { emailKey, type NewApplicant, type RegisteredApplicant } from "./ports/applicant.ts";
export type { ApplicantRepository } from "./ports/applicantRepository.ts";
export type { Customer, NewCustomer } from "./ports/customer.ts";
export {
  type DayRun,
  type DayRunCounts,
  type DayRunFailure,
  type DueLoanQuery,
  type LoanShard,
  noCounts,
} from "./ports/dayRun.ts";
export { dueLoanQueryProblem } from "./ports/dueLoanQueryProblem.ts";
export type { DueChanges, DueKey, DuePlace, DueQuery } from "./ports/dueQuery.ts";
export { dueQueryProblem } from "./ports/dueQueryProblem.ts";
export {
  alreadyExists,
  badDueLoanQuery,
  badDueQuery,
  badIdempotencyKey,
  badLoanPageQuery,
  dayRunNotFound,
  deadlock,
  idempotencyConflict,
  importRunNotFound,
  overtaken,
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
export type { LoanPageQuery } from "./ports/loanPageQuery.ts";
export { loanPageQueryProblem } from "./ports/loanPageQueryProblem.ts";
export {
  factMessage,
  messageOf,
  messageText,
  noticeMessage,
  type OutboxMessage,
} from "./ports/outbox.ts";
export type {
  CustomerRepository,
  DayRunRepository,
  DueRepository,
  FactRepository,
  IdempotencyRepository,
  ImportRepository,
  LoanRepository,
  NewLoan,
  OutboxRepository,
  Store,
  StoredLoan,
  TransactOptions,
  UnitOfWork,
} from "./ports/store.ts";
export { creditApproval } from "./products/creditApproval.ts";
export {
  creditService,
  creditServicePolicy,
  creditServiceScore,
} from "./products/creditService.ts";
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
export { badScoringLimit, unknownApplicant } from "./service/applicantErrors.ts";
export type {
  ApplicantLookup,
  ApplicantOptions,
  Applicants,
  ScoringProduct,
} from "./service/applicants.ts";
export { createApplicants } from "./service/createApplicants.ts";
export { createCreditService } from "./service/createCreditService.ts";
export { createLending } from "./service/createLending.ts";
export { badPageLimit, createPages } from "./service/createPages.ts";
export { createServicing } from "./service/createServicing.ts";
export type {
  ApplicantPayment,
  ApplicationAnswer,
  ApplicationInput,
  CreditService,
  CreditServiceOptions,
} from "./service/creditService.ts";
export {
  badDeliveryLimit,
  type DeliverOptions,
  deliverMessages,
} from "./service/deliverMessages.ts";
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
export type {
  DueLine,
  DuesPage,
  DuesPageInput,
  LoanLine,
  LoansPage,
  LoansPageInput,
  NextDue,
  Pages,
  PagesOptions,
  ServicedLine,
} from "./service/pages.ts";
export { paymentRepeated } from "./service/payOwnLoan.ts";
export { recordCustomers } from "./service/recordCustomers.ts";
export { recordLoans } from "./service/recordLoans.ts";
export {
  recordTransactions,
  type TransactionContext,
  type TransactionRow,
} from "./service/recordTransactions.ts";
export {
  badRetryPolicy,
  type RetryPolicy,
  retryTransaction,
  retryWithinHostTransaction,
  withRetries,
} from "./service/retryTransaction.ts";
export {
  type DayProgress,
  type DayRunReport,
  type RunDayOptions,
  runDay,
} from "./service/runDay.ts";
export type {
  CommandContext,
  LoanServicing,
  OpenServicedLoan,
  PayInput,
  Receipt,
  ServiceCommand,
  ServicingOptions,
} from "./service/servicing.ts";
export { type TryAgain, transactAgain } from "./service/transactAgain.ts";
export * as tvm from "./tvm/index.ts";
