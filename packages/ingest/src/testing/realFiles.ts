import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The files that hiring assignments hand out, beside the repository, where they are at all.
 * Expected figures are from the notes beside them, which were counted in the files themselves.
 */
export interface RealFiles {
  readonly customers: string;
  readonly loans: string;
  /** The same people under other ids. */
  readonly otherCustomers: string;
}

const pathOf = (name: string): string =>
  fileURLToPath(new URL(`../../../../../shared/data/${name}`, import.meta.url));

/** Undefined where one of them is not there. */
export function findRealFiles(): RealFiles | undefined {
  const files: RealFiles = {
    customers: pathOf("customer_data.xlsx"),
    loans: pathOf("loan_data.xlsx"),
    otherCustomers: pathOf("customer_data.nodejs-edition.xlsx"),
  };
  return Object.values(files).every((path) => existsSync(path)) ? files : undefined;
}
