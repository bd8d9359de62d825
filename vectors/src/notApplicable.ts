export type AbsentFeature = "xnpv";

/**
 * Features that LendKit does not have, with the reason. A case is not applicable only for one of
 * them, never by its id.
 */
export const absentFeatures: Readonly<Record<AbsentFeature, string>> = {
  xnpv: "the present value of dated cash flows at a given rate is not built yet",
};
