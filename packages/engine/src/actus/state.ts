/**
 * A contract's state, and what each event pays and changes: one row for each type of event.
 *
 * @module
 */
import { Decimal } from "../money/decimal.ts";
import type { ActusContract, ContractEventType, MarketObservations } from "./contract.ts";
import { moment } from "./times.ts";
import { yearFraction } from "./yearFraction.ts";

/** Amounts have the sign of the contract's role. */
export interface ContractState {
  /** Epoch day that interest was counted to. */
  readonly countedTo: number;
  readonly notional: Decimal;
  readonly rate: Decimal;
  readonly accrued: Decimal;
  readonly feeAccrued: Decimal;
  /** What interest is calculated on. */
  readonly base: Decimal;
  readonly payment: Decimal;
  readonly notionalScaling: Decimal;
  readonly interestScaling: Decimal;
}

export interface EventContext {
  readonly contract: ActusContract;
  readonly sign: 1 | -1;
  readonly observations: MarketObservations;
  /** Epoch day of the event. */
  readonly day: number;
  /** The level payment from here on. */
  readonly fixPayment: (state: ContractState) => Decimal;
}

interface EventRule {
  /** What is paid, from the state before the event with interest counted to it. */
  readonly payoff: (state: ContractState, context: EventContext) => Decimal;
  readonly change: (state: ContractState, context: EventContext) => Partial<ContractState>;
}

const ZERO = new Decimal(0);
const nothing = (): Decimal => ZERO;

export const eventRules: Readonly<Record<ContractEventType, EventRule>> = {
  IED: {
    payoff: (_, { contract, sign }) =>
      amount(contract.notionalPrincipal).plus(amount(contract.premiumDiscountAtIED)).times(-sign),
    change: (state, context) => exchanged(state, context),
  },
  FP: {
    payoff: (state, { contract, sign }) =>
      contract.feeBasis === "N" ? state.feeAccrued : amount(contract.feeRate).times(sign),
    change: () => ({ feeAccrued: ZERO }),
  },
  PR: {
    payoff: (state, { contract }) => redeemed(state, contract).times(state.notionalScaling),
    change: (state, { contract }) => {
      const notional = state.notional.minus(redeemed(state, contract));
      return { notional, ...baseOn(contract, notional) };
    },
  },
  IP: {
    payoff: (state) => state.accrued.times(state.interestScaling),
    change: () => ({ accrued: ZERO }),
  },
  IPCI: {
    payoff: nothing,
    change: (state, { contract }) => {
      const notional = state.notional.plus(state.accrued);
      return { notional, accrued: ZERO, ...baseOn(contract, notional) };
    },
  },
  RR: { payoff: nothing, change: (state, context) => ({ rate: resetRate(state, context) }) },
  RRF: {
    payoff: nothing,
    change: (_, { contract }) => ({ rate: amount(contract.nextResetRate) }),
  },
  PRF: { payoff: nothing, change: (state, { fixPayment }) => ({ payment: fixPayment(state) }) },
  PRD: {
    payoff: (state, { contract, sign }) =>
      amount(contract.priceAtPurchaseDate).times(sign).plus(state.accrued).neg(),
    change: () => ({}),
  },
  TD: {
    payoff: (state, { contract, sign }) =>
      amount(contract.priceAtTerminationDate).times(sign).plus(state.accrued),
    change: () => ({ notional: ZERO, accrued: ZERO }),
  },
  SC: { payoff: nothing, change: (_, context) => scaled(context) },
  IPCB: { payoff: nothing, change: ({ notional }) => ({ base: notional }) },
  MD: {
    payoff: (state) => state.notional.times(state.notionalScaling),
    change: () => ({ notional: ZERO, accrued: ZERO }),
  },
};

/** Interest and fees counted to a day. */
export function counted(state: ContractState, contract: ActusContract, day: number): ContractState {
  const years = yearFraction(contract, state.countedTo, day);
  const interest = years.times(state.rate).times(state.base);
  const fee =
    contract.feeBasis === "N" ? years.times(amount(contract.feeRate)).times(state.notional) : ZERO;
  return {
    ...state,
    countedTo: day,
    accrued: state.accrued.plus(interest),
    feeAccrued: state.feeAccrued.plus(fee),
  };
}

export function amount(value: ActusContract["accruedInterest"]): Decimal {
  return new Decimal(String(value ?? 0));
}

/** Interest is calculated on the notional, as far as nothing else is said. */
export function baseOn(contract: ActusContract, notional: Decimal): Partial<ContractState> {
  return (contract.interestCalculationBase ?? "NT") === "NT" ? { base: notional } : {};
}

function exchanged(state: ContractState, context: EventContext): Partial<ContractState> {
  const { contract, sign, day, fixPayment } = context;
  const notional = amount(contract.notionalPrincipal).times(sign);
  const base =
    contract.interestCalculationBase === "NTIED" &&
    contract.interestCalculationBaseAmount !== undefined
      ? amount(contract.interestCalculationBaseAmount).times(sign)
      : notional;
  const rate = amount(contract.nominalInterestRate);
  const accrued = accruedAtStart(contract, sign, day, notional.times(rate));
  const after = { ...state, notional, base, rate, accrued };
  const isFixed =
    contract.contractType !== "ANN" || contract.nextPrincipalRedemptionPayment !== undefined;
  return isFixed ? after : { ...after, payment: fixPayment(after) };
}

function accruedAtStart(
  contract: ActusContract,
  sign: number,
  day: number,
  ofYear: Decimal,
): Decimal {
  if (contract.accruedInterest !== undefined) return amount(contract.accruedInterest).times(sign);
  const anchor = contract.cycleAnchorDateOfInterestPayment;
  if (anchor === undefined) return ZERO;
  const start = moment(anchor, "cycleAnchorDateOfInterestPayment").counted;
  return start < day ? yearFraction(contract, start, day).times(ofYear) : ZERO;
}

/** At most the notional; of a payment that interest is taken from, what it leaves. */
function redeemed({ payment, accrued, notional }: ContractState, contract: ActusContract): Decimal {
  const left = contract.contractType === "LAM" ? payment : payment.minus(accrued);
  return left.abs().gt(notional.abs()) && left.s === notional.s ? notional : left;
}

function resetRate(state: ContractState, { contract, observations, day }: EventContext): Decimal {
  const observed = observedOn(observations, contract.marketObjectCodeOfRateReset, day);
  const asked = observed
    .times(amount(contract.rateMultiplier ?? 1))
    .plus(amount(contract.rateSpread));
  const { periodCap, periodFloor, lifeCap, lifeFloor } = contract;
  const step = clamp(asked.minus(state.rate), periodFloor, periodCap);
  return clamp(state.rate.plus(step), lifeFloor, lifeCap);
}

function clamp(
  value: Decimal,
  floor: ActusContract["lifeFloor"],
  cap: ActusContract["lifeCap"],
): Decimal {
  const raised = floor === undefined ? value : Decimal.max(value, amount(floor));
  return cap === undefined ? raised : Decimal.min(raised, amount(cap));
}

function scaled({ contract, observations, day }: EventContext): Partial<ContractState> {
  const index = observedOn(observations, contract.marketObjectCodeOfScalingIndex, day);
  const scaling = index.div(amount(contract.scalingIndexAtContractDealDate));
  const { scalingEffect = "" } = contract;
  return {
    ...(scalingEffect.includes("I") ? { interestScaling: scaling } : {}),
    ...(scalingEffect.includes("N") ? { notionalScaling: scaling } : {}),
  };
}

/** The latest observation up to a day. */
function observedOn(
  observations: MarketObservations,
  code: string | undefined,
  day: number,
): Decimal {
  const known = (observations[code ?? ""] ?? [])
    .map(({ date, value }) => ({ at: moment(date, "observations").at, value }))
    .filter(({ at }) => at <= day)
    .sort((a, b) => a.at - b.at)
    .at(-1);
  return amount(known?.value);
}
