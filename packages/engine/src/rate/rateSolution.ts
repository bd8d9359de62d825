/** What looking for a rate came to: never a `NaN`, and never a rate that is not one. */
export type RateSolution =
  | {
      readonly outcome: "found";
      /** Percent, to about 12 significant digits. */
      readonly ratePercent: number;
    }
  | {
      /** A root lies between two known rates, but was not pinned down within the limit. */
      readonly outcome: "notConverged";
      /** The best so far. */
      readonly ratePercent: number;
    }
  | {
      readonly outcome: "impossible";
      /**
       * `NO_SIGN_CHANGE`: money flows one way only. `NO_ROOT_IN_RANGE`: it flows both ways, but no
       * rate that is looked at balances it.
       */
      readonly reason: "NO_SIGN_CHANGE" | "NO_ROOT_IN_RANGE";
    };
