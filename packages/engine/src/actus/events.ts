/**
 * When a contract's events take place.
 *
 * @module
 */
import { Decimal } from "../money/decimal.ts";
import { type ActusContract, type ContractEventType, eventOrder } from "./contract.ts";
import { cycleMoment, cycleMoments, type Moment, moment, momentOfDay, shifted } from "./times.ts";
import { yearFraction } from "./yearFraction.ts";

export interface PlannedEvent {
  readonly type: ContractEventType;
  readonly moment: Moment;
}

/** What a contract's events are planned from. */
export interface ContractPlan {
  readonly contract: ActusContract;
  readonly initial: Moment;
  readonly maturity: Moment;
  /** Redemptions before maturity, not shifted. */
  readonly redemptions: readonly Moment[];
  /** What the level payment is set for: redemptions, and the day that they would be done by. */
  readonly amortization: readonly Moment[];
}

export function contractPlan(contract: ActusContract): ContractPlan {
  const initial = moment(contract.initialExchangeDate, "initialExchangeDate");
  const maturity = maturityOf(contract, initial);
  const redemptionsTo = (end: Moment): readonly Moment[] =>
    cycleMoments(
      contract,
      contract.cycleOfPrincipalRedemption,
      firstRedemption(contract, initial),
      end,
      false,
    );
  const redemptions = contract.contractType === "PAM" ? [] : redemptionsTo(maturity);
  const done =
    contract.amortizationDate === undefined
      ? maturity
      : moment(contract.amortizationDate, "amortizationDate");
  return { contract, initial, maturity, redemptions, amortization: [...redemptionsTo(done), done] };
}

/** In the order in which they take place; those of the past are left out. */
export function plannedEvents(plan: ContractPlan): readonly PlannedEvent[] {
  const { contract, initial, maturity } = plan;
  const of = (type: ContractEventType, moments: readonly Moment[]): PlannedEvent[] =>
    moments.map((each) => ({ type, moment: shifted(contract, each) }));
  const at = (type: ContractEventType, time: ActusContract["purchaseDate"]): PlannedEvent[] =>
    time === undefined ? [] : [{ type, moment: moment(time, type) }];
  const status = moment(contract.statusDate, "statusDate");
  const all = [
    ...of("IED", [initial]),
    ...of("PR", plan.redemptions),
    ...interestEvents(plan),
    ...resetEvents(plan, status),
    ...cyclic(plan, "FP", contract.cycleAnchorDateOfFee, contract.cycleOfFee, true),
    ...cyclic(
      plan,
      "SC",
      contract.cycleAnchorDateOfScalingIndex,
      contract.cycleOfScalingIndex,
      false,
    ),
    ...baseEvents(plan),
    ...paymentFixings(plan),
    ...at("PRD", contract.purchaseDate),
    ...at("TD", contract.terminationDate),
    ...of("MD", [maturity]),
  ];
  return all.filter((each) => each.moment.at > status.at).sort(byTime);
}

/** Whether one event takes place before another. */
export function byTime(a: PlannedEvent, b: PlannedEvent): number {
  return a.moment.at - b.moment.at || eventOrder.indexOf(a.type) - eventOrder.indexOf(b.type);
}

function firstRedemption(contract: ActusContract, initial: Moment): Moment {
  const { cycleAnchorDateOfPrincipalRedemption: anchor, cycleOfPrincipalRedemption } = contract;
  if (anchor !== undefined) return moment(anchor, "cycleAnchorDateOfPrincipalRedemption");
  return cycleOfPrincipalRedemption === undefined
    ? initial
    : cycleMoment(contract, cycleOfPrincipalRedemption, initial, 1);
}

/** Where it is not given, the maturity follows from how much each payment redeems at first. */
function maturityOf(contract: ActusContract, initial: Moment): Moment {
  const given = contract.maturityDate ?? contract.amortizationDate;
  if (given !== undefined) return moment(given, "maturityDate");
  const first = firstRedemption(contract, initial);
  const { cycleOfPrincipalRedemption: cycle, nextPrincipalRedemptionPayment: payment } = contract;
  if (cycle === undefined || payment === undefined) return first;
  const notional = new Decimal(String(contract.notionalPrincipal));
  const next = cycleMoment(contract, cycle, first, 1);
  const interest = yearFraction(contract, first.counted, next.counted)
    .times(String(contract.nominalInterestRate))
    .times(notional);
  const perPeriod =
    contract.contractType === "LAM"
      ? new Decimal(String(payment))
      : new Decimal(String(payment)).minus(interest);
  const periods = notional.div(perPeriod).ceil().toNumber() - 1;
  return cycleMoment(contract, cycle, first, periods);
}

function interestEvents({
  contract,
  initial,
  maturity,
  redemptions,
}: ContractPlan): PlannedEvent[] {
  const { cycleAnchorDateOfInterestPayment: anchor, cycleOfInterestPayment: cycle } = contract;
  const capitalizedTo =
    contract.capitalizationEndDate === undefined
      ? undefined
      : moment(contract.capitalizationEndDate, "capitalizationEndDate");
  const ofCycle = (): readonly Moment[] => {
    if (anchor === undefined && cycle === undefined) return [...redemptions, maturity];
    const start =
      anchor === undefined
        ? cycleMoment(contract, cycle ?? "", initial, 1)
        : moment(anchor, "cycleAnchorDateOfInterestPayment");
    return cycleMoments(contract, cycle, start, maturity, true);
  };
  const paid = ofCycle().map((each): PlannedEvent => {
    const type = capitalizedTo !== undefined && each.at <= capitalizedTo.at ? "IPCI" : "IP";
    return { type, moment: shifted(contract, each) };
  });
  if (capitalizedTo === undefined) return paid;
  const others = paid.filter(({ moment: { at } }) => at !== capitalizedTo.at);
  return [...others, { type: "IPCI", moment: shifted(contract, capitalizedTo) }];
}

/** The first reset after the status date takes the rate that is already known. */
function resetEvents(plan: ContractPlan, status: Moment): PlannedEvent[] {
  const { contract } = plan;
  const { cycleAnchorDateOfRateReset: anchor, cycleOfRateReset: cycle } = contract;
  const resets = cyclic(plan, "RR", anchor, cycle, false);
  if (contract.nextResetRate === undefined) return resets;
  const first = resets.find((each) => each.moment.at > status.at);
  return resets.map((each) => (each === first ? { ...each, type: "RRF" } : each));
}

function baseEvents(plan: ContractPlan): PlannedEvent[] {
  const { contract } = plan;
  if (contract.interestCalculationBase !== "NTL") return [];
  const anchor = contract.cycleAnchorDateOfInterestCalculationBase;
  return cyclic(plan, "IPCB", anchor, contract.cycleOfInterestCalculationBase, false);
}

/** A level payment that is not given is fixed a day before it begins, and anew after each reset. */
function paymentFixings(plan: ContractPlan): PlannedEvent[] {
  const { contract, initial, redemptions } = plan;
  if (contract.contractType !== "ANN") return [];
  const [first] = redemptions;
  const { cycleAnchorDateOfRateReset: anchor, cycleOfRateReset: cycle } = contract;
  const resets = cyclic(plan, "PRF", anchor, cycle, false);
  if (first === undefined || contract.nextPrincipalRedemptionPayment !== undefined) return resets;
  const before = Math.floor(first.at) - 1;
  if (before < initial.at) return resets;
  return [{ type: "PRF", moment: momentOfDay(before) }, ...resets];
}

function cyclic(
  { contract, initial, maturity }: ContractPlan,
  type: ContractEventType,
  anchor: ActusContract["purchaseDate"],
  cycle: string | undefined,
  withEnd: boolean,
): PlannedEvent[] {
  if (anchor === undefined && cycle === undefined) return [];
  const start =
    anchor === undefined ? cycleMoment(contract, cycle ?? "", initial, 1) : moment(anchor, type);
  return cycleMoments(contract, cycle, start, maturity, withEnd).map((each) => ({
    type,
    moment: shifted(contract, each),
  }));
}
