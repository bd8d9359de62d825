/**
 * Contracts in the terms of the ACTUS standard (actusfrf.org, Technical Specification): four types
 * that lend money. Names, units and signs are the standard's: a rate is a fraction, 0.08 is 8 %,
 * unlike everywhere else in LendKit, and amounts are not rounded.
 *
 * @module
 */
import type { HolidayCalendar } from "../calendar/holidayCalendar.ts";
import type { PlainDate } from "../calendar/plainDate.ts";
import type { Amount } from "../money/amount.ts";
import type { Decimal } from "../money/decimal.ts";

/** A date, or the end of a day, which counts as the beginning of the next. */
export type ContractTime = PlainDate | `${string}T${string}`;

/** Every so often: `P<n>D|W|M|Q|Y`, with a long last period (`L0`) or a short one (`L1`). */
export type ContractCycle = string;

export interface ActusContract {
  /**
   * - `PAM`: the principal is repaid at maturity.
   * - `LAM`: in equal parts.
   * - `NAM`: by payments that interest is taken from; what it does not leave is added.
   * - `ANN`: by level payments, which follow from the maturity if they are not given.
   */
  readonly contractType: "PAM" | "LAM" | "NAM" | "ANN";
  /** Receives principal as an asset, the lender, or pays it, the borrower. */
  readonly contractRole: "RPA" | "RPL";
  /** Events up to it, included, are in the past. */
  readonly statusDate: ContractTime;
  readonly initialExchangeDate: ContractTime;
  readonly maturityDate?: ContractTime;
  /** By when level payments would redeem all; the maturity too, if that is not given. */
  readonly amortizationDate?: ContractTime;
  readonly notionalPrincipal: Amount;
  /** Added to the notional that is exchanged at the beginning; a discount is below zero. */
  readonly premiumDiscountAtIED?: Amount;
  readonly nominalInterestRate: Amount;
  readonly dayCountConvention: ActusDayCount;
  /** At the status date. */
  readonly accruedInterest?: Amount;
  readonly cycleAnchorDateOfInterestPayment?: ContractTime;
  readonly cycleOfInterestPayment?: ContractCycle;
  /** Interest is added to the notional until then. */
  readonly capitalizationEndDate?: ContractTime;
  readonly interestCalculationBase?: "NT" | "NTIED" | "NTL";
  readonly interestCalculationBaseAmount?: Amount;
  readonly cycleAnchorDateOfInterestCalculationBase?: ContractTime;
  readonly cycleOfInterestCalculationBase?: ContractCycle;
  readonly cycleAnchorDateOfPrincipalRedemption?: ContractTime;
  readonly cycleOfPrincipalRedemption?: ContractCycle;
  readonly nextPrincipalRedemptionPayment?: Amount;
  readonly cycleAnchorDateOfRateReset?: ContractTime;
  readonly cycleOfRateReset?: ContractCycle;
  readonly marketObjectCodeOfRateReset?: string;
  readonly rateMultiplier?: Amount;
  readonly rateSpread?: Amount;
  readonly nextResetRate?: Amount;
  readonly lifeCap?: Amount;
  readonly lifeFloor?: Amount;
  /** The most that one reset may change the rate by, upward; the floor downward, below zero. */
  readonly periodCap?: Amount;
  readonly periodFloor?: Amount;
  readonly cycleAnchorDateOfFee?: ContractTime;
  readonly cycleOfFee?: ContractCycle;
  /** `A`: an amount each time; `N`: a yearly part of the notional. */
  readonly feeBasis?: "A" | "N";
  readonly feeRate?: Amount;
  readonly feeAccrued?: Amount;
  readonly cycleAnchorDateOfScalingIndex?: ContractTime;
  readonly cycleOfScalingIndex?: ContractCycle;
  readonly marketObjectCodeOfScalingIndex?: string;
  readonly scalingIndexAtContractDealDate?: Amount;
  /** At the status date. Default: 1. */
  readonly notionalScalingMultiplier?: Amount;
  /** At the status date. Default: 1. */
  readonly interestScalingMultiplier?: Amount;
  /** Interest is scaled if it has an I, the notional if it has an N. */
  readonly scalingEffect?: string;
  readonly purchaseDate?: ContractTime;
  readonly priceAtPurchaseDate?: Amount;
  readonly terminationDate?: ContractTime;
  readonly priceAtTerminationDate?: Amount;
  readonly endOfMonthConvention?: "SD" | "EOM";
  /** `S…` shifts and then calculates, `C…` calculates on the day as counted. */
  readonly businessDayConvention?: ActusBusinessDay;
  /** Default: every day is a business day. */
  readonly calendar?: HolidayCalendar;
}

export type ActusDayCount = "AA" | "A360" | "A365" | "30E360" | "30E360ISDA";

export type ActusBusinessDay = "NOS" | "NULL" | `${"SC" | "CS"}${"F" | "MF" | "P" | "MP"}`;

/** What markets said on given days, by market object code. */
export type MarketObservations = Readonly<
  Record<string, readonly { readonly date: ContractTime; readonly value: Amount }[]>
>;

/** In the order in which events of one time take place. */
export const eventOrder = [
  "IED",
  "FP",
  "PR",
  "IP",
  "IPCI",
  "RRF",
  "RR",
  "PRF",
  "PRD",
  "TD",
  "SC",
  "IPCB",
  "MD",
] as const;

/** Names of the standard: exchange, fee, redemption, interest, … maturity. */
export type ContractEventType = (typeof eventOrder)[number];

export interface ContractEvent {
  readonly time: ContractTime;
  readonly type: ContractEventType;
  /** Received above zero, by whoever holds the contract in its role. */
  readonly payoff: Decimal;
  /** After the event. Below zero for a borrower. */
  readonly notionalPrincipal: Decimal;
  /** A fraction. */
  readonly nominalInterestRate: Decimal;
  readonly accruedInterest: Decimal;
}
