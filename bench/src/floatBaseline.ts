/**
 * The limit to measure against: the shortest schedule loop that doubles allow, in whole cents.
 * It checks nothing, knows no dates and one rounding, and settles neither ties nor the residue:
 * the balance of the last row is whatever the rounding left. Figures of it are compared in time
 * only.
 *
 * @module
 */

export interface FloatSchedule {
  readonly interest: Float64Array;
  readonly principal: Float64Array;
  readonly balance: Float64Array;
}

export function floatBaseline(
  principalCents: number,
  annualRatePercent: number,
  installments: number,
): FloatSchedule {
  const rate = annualRatePercent / 1200;
  const growth = (1 + rate) ** installments;
  const emi = Math.round((principalCents * rate * growth) / (growth - 1));

  const interest = new Float64Array(installments);
  const principal = new Float64Array(installments);
  const balance = new Float64Array(installments);
  let left = principalCents;
  for (let index = 0; index < installments; index += 1) {
    const due = Math.round(left * rate);
    const paid = emi - due;
    left -= paid;
    interest[index] = due;
    principal[index] = paid;
    balance[index] = left;
  }
  return { interest, principal, balance };
}
