/** Which loans to list: those for which all that is given holds. */
export interface LoanPageQuery {
  /** A customer's or an applicant's; left out, loans of everybody. */
  readonly customerId?: string;
  /** Only loans whose number is above it, whether or not a loan has it. A whole number, 0 or more. */
  readonly afterNumber?: number;
  /** The most loans of the answer: a whole number, 1 or more. */
  readonly limit: number;
}
