export type AbsentFeature = "servicing" | "addOnInterest" | "unstatedTerms";

/**
 * Features that LendKit does not have, with the reason. A case is not applicable only for one of
 * them, never by its id.
 */
export const absentFeatures: Readonly<Record<AbsentFeature, string>> = {
  addOnInterest:
    "level payments that pay the interest of the whole term first, and principal after it",
  unstatedTerms: "the case states the result but not the terms that it follows from",
  servicing: "payments, charges and reversals on a running loan are not built yet",
};
