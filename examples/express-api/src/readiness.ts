/**
 * How far the server has come. One value, written by the start and read by the health calls and by
 * the guard in front of the business calls.
 */
export type Phase =
  | { readonly name: "migrating" }
  | {
      readonly name: "importing";
      readonly kind: string;
      readonly done: number;
      readonly total: number;
    }
  | { readonly name: "ready" }
  | { readonly name: "stopping" };

export interface Readiness {
  phase: Phase;
}
