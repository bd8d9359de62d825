import { join } from "node:path";
import exceljs from "exceljs";
import type { Workbooks } from "../../src/config.ts";

/** As many rows as take an import a few batches, so that it can be killed among them. */
export const BIG_ROWS = 1200;

/** Two workbooks of `BIG_ROWS` rows each: customer n has the loan n. */
export async function writeBigWorkbooks(directory: string): Promise<Workbooks> {
  const workbooks = {
    customers: join(directory, "customers.xlsx"),
    loans: join(directory, "loans.xlsx"),
  };
  await write(
    workbooks.customers,
    [
      "customer_id",
      "first_name",
      "last_name",
      "age",
      "phone_number",
      "monthly_salary",
      "approved_limit",
    ],
    (n) => [n, `First${n}`, "Last", 30, 7100000000 + n, 50000, 1800000],
  );
  await write(
    workbooks.loans,
    [
      "customer_id",
      "loan_id",
      "loan_amount",
      "tenure",
      "interest_rate",
      "monthly_repayment",
      "EMIs paid on time",
      "start_date",
      "end_date",
    ],
    (n) => [n, n, 120000, 12, 12, 11200, 6, new Date("2026-06-01"), new Date("2027-06-01")],
  );
  return workbooks;
}

async function write(
  path: string,
  headers: readonly string[],
  row: (n: number) => (string | number | Date)[],
): Promise<void> {
  const workbook = new exceljs.Workbook();
  const sheet = workbook.addWorksheet("Sheet1");
  sheet.addRow([...headers]);
  for (let n = 1; n <= BIG_ROWS; n += 1) sheet.addRow(row(n));
  await workbook.xlsx.writeFile(path);
}
