/**
 * What a contract pays, event by event.
 *
 * @module
 */
import { Decimal } from "../money/decimal.ts";
import type { ActusContract, ContractEvent, ContractTime, MarketObservations } from "./contract.ts";
import { type ContractPlan, contractPlan, plannedEvents } from "./events.ts";
import { amount, type ContractState, counted, eventRules } from "./state.ts";
import { type Moment, moment, shifted } from "./times.ts";
import { yearFraction } from "./yearFraction.ts";

/**
 * The events of a contract after its status date, as the ACTUS standard has them: exact to 40
 * digits and not rounded, for analysis and for comparison with other systems. `amortize` makes the
 * schedules that money is paid by.
 *
 * @param options.observations what markets said; a rate that was not observed counts as zero
 * @param options.until events after it are left out
 * @throws LendkitError `INVALID_DATE`, `INVALID_CYCLE`, `UNKNOWN_OPTION`
 *
 * @example
 * const events = contractEvents({
 *   contractType: "PAM",
 *   contractRole: "RPA",
 *   statusDate: plainDate("2024-01-01"),
 *   initialExchangeDate: plainDate("2024-01-02"),
 *   maturityDate: plainDate("2025-01-02"),
 *   notionalPrincipal: 1000,
 *   nominalInterestRate: "0.05",
 *   dayCountConvention: "30E360",
 * });
 * // IED −1000, IP 50, MD 1000
 */
export function contractEvents(
  contract: ActusContract,
  options: {
    readonly observations?: MarketObservations;
    readonly until?: ContractTime;
  } = {},
): readonly ContractEvent[] {
  const { observations = {}, until } = options;
  const plan = contractPlan(contract);
  const sign = contract.contractRole === "RPA" ? 1 : -1;
  const events: ContractEvent[] = [];
  let state = initialState(plan, sign);
  for (const { type, moment: when } of plannedEvents(plan)) {
    const rule = eventRules[type];
    const before =
      type === "IED"
        ? { ...state, countedTo: when.counted }
        : counted(state, contract, when.counted);
    const fixPayment = (at: ContractState): Decimal => levelPayment(plan, at, when);
    const context = { contract, sign, observations, day: when.counted, fixPayment } as const;
    const payoff = rule.payoff(before, context);
    state = { ...before, ...rule.change(before, context) };
    events.push({
      time: when.time,
      type,
      payoff,
      notionalPrincipal: state.notional,
      nominalInterestRate: state.rate,
      accruedInterest: state.accrued,
    });
    if (type === "TD") break;
  }
  return heldEvents(contract, events, until);
}

/** From the purchase on, and up to a time. */
function heldEvents(
  { purchaseDate }: ActusContract,
  events: readonly ContractEvent[],
  until: ContractTime | undefined,
): readonly ContractEvent[] {
  const purchase = events.findIndex(({ type }) => type === "PRD");
  const held = purchaseDate === undefined ? events : events.slice(purchase);
  if (until === undefined) return held;
  const last = moment(until, "until").at;
  return held.filter(({ time }) => moment(time, "time").at < last + 1);
}

function initialState(
  { contract, initial, redemptions, maturity }: ContractPlan,
  sign: number,
): ContractState {
  const status = moment(contract.statusDate, "statusDate");
  const zero = new Decimal(0);
  const started = initial.at <= status.at;
  const notional = started ? amount(contract.notionalPrincipal).times(sign) : zero;
  const payment =
    contract.contractType === "LAM" && contract.nextPrincipalRedemptionPayment === undefined
      ? amount(contract.notionalPrincipal).div([...redemptions, maturity].length)
      : amount(contract.nextPrincipalRedemptionPayment);
  return {
    countedTo: status.counted,
    notional,
    rate: started ? amount(contract.nominalInterestRate) : zero,
    accrued: started ? amount(contract.accruedInterest).times(sign) : zero,
    feeAccrued: amount(contract.feeAccrued).times(sign),
    base: notional,
    payment: payment.times(sign),
    notionalScaling: amount(contract.notionalScalingMultiplier ?? 1),
    interestScaling: amount(contract.interestScalingMultiplier ?? 1),
  };
}

/**
 * The level payment that redeems the notional, and the interest it will have accrued by the next
 * redemption, over the redemptions that are left and maturity, from the periods' own lengths.
 */
function levelPayment(
  { contract, amortization }: ContractPlan,
  state: ContractState,
  from: Moment,
): Decimal {
  const left = amortization
    .map((each) => shifted(contract, each))
    .filter(
      (each) =>
        each.at > from.at ||
        (each.at === from.at && state.accrued.isZero() && isStart(contract, from)),
    );
  const [first] = left;
  if (first === undefined) return state.payment;
  const toFirst = yearFraction(contract, state.countedTo, first.counted);
  const owed = state.notional.plus(state.accrued).plus(toFirst.times(state.rate).times(state.base));
  let growth = new Decimal(1);
  let sum = new Decimal(1);
  for (let index = left.length - 1; index >= 1; index -= 1) {
    const [start, end] = [left[index - 1], left[index]];
    if (start === undefined || end === undefined) break;
    const years = yearFraction(contract, start.counted, end.counted);
    growth = growth.times(years.times(state.rate).plus(1));
    sum = sum.plus(growth);
  }
  return owed.times(growth).div(sum);
}

/** Only at the very beginning may a redemption of the same day still be ahead. */
function isStart(contract: ActusContract, { at }: Moment): boolean {
  return moment(contract.initialExchangeDate, "initialExchangeDate").at === at;
}
