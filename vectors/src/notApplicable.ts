export type AbsentFeature = "servicing";

/**
 * Features that LendKit does not have, with the reason. A case is not applicable only for one of
 * them, never by its id.
 */
export const absentFeatures: Readonly<Record<AbsentFeature, string>> = {
  servicing: "payments, charges and reversals on a running loan are not built yet",
};
