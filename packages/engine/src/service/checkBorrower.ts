import type { UnitOfWork } from "../ports/store.ts";
import { unknownCustomerId } from "./errors.ts";

/**
 * That there is a customer or an applicant with the id.
 *
 * @throws LendkitError `UNKNOWN_CUSTOMER_ID`
 */
export async function checkBorrower(
  { customers, applicants }: UnitOfWork,
  customerId: string,
): Promise<void> {
  const borrower = (await customers.find(customerId)) ?? (await applicants.find(customerId));
  if (borrower === undefined) throw unknownCustomerId({ customerId });
}
