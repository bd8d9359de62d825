/**
 * Prints what creditApproval decides about every customer of a folder with `customer_data.xlsx` and
 * `loan_data.xlsx`, why, and what would be approved instead; then the totals.
 *
 * Run as `node scripts/decideRealBook.ts <folder>`.
 */
import { asked, asOf, decideCustomers } from "./realBook/decideCustomers.ts";
import { decisionTable, totalsTable } from "./realBook/decisionTable.ts";

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("Say where the workbooks are: node scripts/decideRealBook.ts <folder>");
  process.exitCode = 2;
} else {
  const decided = await decideCustomers(folder);
  const { principal, annualRatePercent, tenorMonths } = asked;
  const request = `${principal} over ${tenorMonths} months at ${annualRatePercent} %`;
  console.log(`Each asks for ${request} on ${asOf}.\n`);
  console.log(decisionTable(decided));
  console.log(`\n${totalsTable(decided)}`);
}
