/** The package has no types of its own. */
declare module "xirr" {
  function xirr(
    flows: readonly { readonly amount: number; readonly when: Date }[],
    options?: { readonly guess?: number },
  ): number;
  export = xirr;
}
