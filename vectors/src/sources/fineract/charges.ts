/**
 * The suite's charges, by the names of their definitions.
 *
 * @module
 */
import { mulDivRound } from "@lendkit/engine";
import { Absent, type Charge, minorUnits, type PlannedFee } from "./account.ts";
import type { Ledger } from "./ledger.ts";
import type { AddCharge } from "./steps.ts";

const charges: Readonly<Record<string, Pick<Charge, "name" | "of">>> = {
  LOAN_NSF_FEE: { name: "NSF fee", of: "penalty" },
  LOAN_SNOOZE_FEE: { name: "Snooze fee", of: "fee" },
  LOAN_FIXED_RETURNED_PAYMENT_FEE: { name: "Fixed Returned payment fee", of: "fee" },
};

/** Of the principal and the interest of the whole loan. */
const percentCharges: Readonly<Record<string, string>> = {
  LOAN_PERCENTAGE_PROCESSING_FEE: "% Processing fee",
};

const installmentFees: Readonly<Record<string, Pick<PlannedFee, "name" | "of">>> = {
  LOAN_INSTALLMENT_FEE_FLAT: { name: "Installment flat fee", of: "flat" },
  LOAN_INSTALLMENT_FEE_PERCENTAGE_AMOUNT: {
    name: "Installment percentage amount fee",
    of: "principal",
  },
  LOAN_INSTALLMENT_FEE_PERCENTAGE_AMOUNT_PLUS_INTEREST: {
    name: "Installment percentage amount + interest fee",
    of: "installment",
  },
  LOAN_INSTALLMENT_FEE_PERCENTAGE_INTEREST: {
    name: "Installment percentage interest fee",
    of: "interest",
  },
};

const calculations: Readonly<Record<string, PlannedFee["of"]>> = {
  PERCENTAGE_AMOUNT: "principal",
  PERCENTAGE_INTEREST: "interest",
  PERCENTAGE_LOAN_AMOUNT_PLUS_INTEREST: "installment",
};

/** @throws Absent `unstatedTerms` for a charge that is defined elsewhere */
export function addedCharge(step: AddCharge, ledger: Ledger): Charge {
  const { charge, dueDate: dueOn, amount, percent, penalty } = step;
  if (dueOn == null) throw new Absent("unstatedTerms");
  const percentName = percentCharges[charge];
  if (percentName !== undefined && percent !== undefined) {
    const share = minorUnits(percent);
    const charged = mulDivRound(principalAndInterest(ledger), share, 10_000, "halfEven");
    return { kind: "charge", name: percentName, of: "fee", dueOn, amount: charged };
  }
  const known = charges[charge];
  if (known === undefined || amount == null) throw new Absent("unstatedTerms");
  return {
    kind: "charge",
    name: known.name,
    of: penalty === true ? "penalty" : known.of,
    dueOn,
    amount: minorUnits(amount),
  };
}

function principalAndInterest({ rows }: Ledger): number {
  return rows.reduce((sum, { principal, interest }) => sum + principal + interest, 0);
}

/** @throws Absent `unstatedTerms` for a fee that is defined elsewhere */
export function addedFee(charge: string, value: string): PlannedFee {
  const known = installmentFees[charge];
  if (known === undefined) throw new Absent("unstatedTerms");
  return { kind: "plannedFee", ...known, due: "everyInstallment", value };
}

/** @throws Absent `unstatedTerms` for a calculation of another kind */
export function calculationOf(calc: string): PlannedFee["of"] {
  const known = calculations[calc];
  if (known === undefined) throw new Absent("unstatedTerms");
  return known;
}
