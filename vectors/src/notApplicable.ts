export type AbsentFeature = "xirr";

/**
 * Features that LendKit does not have, with the reason. A case is not applicable only for one of
 * them, never by its id.
 */
export const absentFeatures: Readonly<Record<AbsentFeature, string>> = {
  xirr: "rates and values of dated cash flows are not built yet",
};
