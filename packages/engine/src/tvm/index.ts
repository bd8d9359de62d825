/**
 * The spreadsheets' functions of the time value of money, with their names and signs: money
 * received is above zero, money paid below, and rates are fractions of one period.
 *
 * @module
 */
export { type AnnuityOptions, fv, nper, type PaymentsDue, pmt, pv } from "./annuity.ts";
export { days, days360, edate, eomonth, type YearFracBasis, yearfrac } from "./dates.ts";
export type { SpreadsheetError } from "./errors.ts";
export { irr, mirr, npv, xirr, xnpv } from "./flows.ts";
export type { FoundRate } from "./foundRate.ts";
export { effect, fvschedule, nominal, pduration, rri } from "./growth.ts";
export {
  cumipmt,
  cumprinc,
  ipmt,
  ispmt,
  type PaymentOfLoan,
  type PaymentsOfLoan,
  ppmt,
} from "./payments.ts";
export { rate } from "./rate.ts";
