/**
 * The people and loans of the sample workbooks, made up for this project. They show what real files
 * do: letters beyond ASCII, loans of different customers under one id, a customer without loans, a
 * start on the 31st, more installments "on time" than months have passed, and payments that are not
 * the annuity's.
 *
 * Told by customer: 4 owes more than the limit, 6 pays more than half the salary, 9 has paid late,
 * 8 and 17 have never borrowed.
 *
 * @module
 */
import { addMonths, type PlainDate, plainDate } from "@lendkit/engine";

/** A row of the customers' sheet, in the order of its columns. */
export type SampleCustomer = readonly [
  id: number,
  firstName: string,
  lastName: string,
  age: number,
  phone: number,
  monthlySalary: number,
  approvedLimit: number,
];

export const sampleCustomers: readonly SampleCustomer[] = [
  [1, "Asha", "Verma", 34, 7000000001, 80000, 2900000],
  [2, "Begoña", "Ibáñez", 41, 7000000002, 120000, 4300000],
  [3, "Chandra", "Rao", 29, 7000000003, 45000, 1600000],
  [4, "Dinesh", "Kulkarni", 52, 7000000004, 38000, 900000],
  [5, "Esperanza", "Nuñez", 38, 7000000005, 95000, 3400000],
  [6, "Farida", "Khan", 45, 7000000006, 40000, 2100000],
  [7, "Gopal", "Iyer", 27, 7000000007, 62500, 2200000],
  [8, "Hana", "Sato", 23, 7000000008, 54000, 1900000],
  [9, "Imran", "Sheikh", 36, 7000000009, 71000, 2600000],
  [10, "Jaya", "Menon", 58, 7000000010, 210000, 5000000],
  [11, "Kiran", "Desai", 31, 7000000011, 33000, 1200000],
  [12, "Lakshmi", "Pillai", 49, 7000000012, 150000, 5000000],
  [13, "Mateo", "Peña", 26, 7000000013, 48000, 1700000],
  [14, "Nisha", "Agarwal", 33, 7000000014, 88000, 3100000],
  [15, "Omkar", "Joshi", 44, 7000000015, 112500, 4000000],
  [16, "Priya", "Shetty", 30, 7000000016, 67000, 2400000],
  [17, "Qadir", "Ansari", 20, 7000000017, 32000, 1100000],
  [18, "Rekha", "Bose", 61, 7000000018, 135000, 4800000],
  [19, "Suresh", "Patil", 39, 7000000019, 76000, 2700000],
  [20, "Tara", "Nair", 28, 7000000020, 59000, 2100000],
];

/** What is told of a loan; its payment and its end follow. */
type LoanStory = readonly [
  customerId: number,
  loanId: number,
  amount: number,
  tenureMonths: number,
  ratePercent: number,
  paidOnTime: number,
  approvedOn: string,
];

const stories: readonly LoanStory[] = [
  [1, 1001, 600000, 120, 10.4, 50, "2022-03-15"],
  [1, 1002, 200000, 36, 12.75, 36, "2018-05-10"],
  [2, 1003, 900000, 180, 8.2, 60, "2021-08-31"],
  [3, 1004, 300000, 84, 14.1, 30, "2023-01-31"],
  [3, 1005, 150000, 24, 16.3, 21, "2019-11-05"],
  [4, 1006, 1000000, 150, 9.9, 70, "2020-06-20"],
  [5, 1007, 700000, 132, 11.6, 61, "2021-02-28"],
  [6, 1008, 800000, 60, 17.4, 40, "2023-09-12"],
  [6, 1009, 400000, 72, 15.2, 35, "2022-12-01"],
  [7, 1010, 250000, 96, 13.3, 44, "2021-10-18"],
  [9, 1011, 500000, 120, 9.2, 12, "2020-01-25"],
  [9, 1012, 120000, 18, 18, 2, "2019-03-09"],
  [10, 1013, 950000, 96, 8.01, 80, "2022-07-07"],
  [10, 1014, 450000, 48, 12.1, 48, "2016-04-30"],
  [11, 1015, 100000, 108, 10.6, 33, "2022-05-31"],
  [12, 1016, 880000, 168, 8.6, 75, "2020-09-14"],
  [12, 1007, 330000, 60, 14.6, 55, "2023-03-03"],
  [13, 1017, 180000, 72, 16.1, 30, "2024-02-29"],
  [14, 1018, 620000, 144, 11.2, 47, "2022-01-11"],
  [15, 1019, 770000, 156, 9.6, 52, "2021-12-24"],
  [15, 1020, 210000, 30, 13.8, 30, "2017-08-19"],
  [16, 1021, 360000, 90, 12.3, 41, "2022-10-06"],
  [18, 1022, 980000, 174, 8.4, 64, "2021-05-27"],
  [18, 1015, 270000, 42, 15.7, 42, "2018-02-13"],
  [19, 1023, 540000, 126, 10.2, 39, "2023-06-30"],
  [20, 1024, 130000, 66, 17.1, 66, "2024-08-08"],
];

/** A row of the loans' sheet, in the order of its columns. */
export type SampleLoan = readonly [
  customerId: number,
  loanId: number,
  amount: number,
  tenureMonths: number,
  ratePercent: number,
  monthlyPayment: number,
  paidOnTime: number,
  approvedOn: PlainDate,
  endsOn: PlainDate,
];

export const sampleLoans: readonly SampleLoan[] = stories.map(
  ([customerId, loanId, amount, tenure, rate, paidOnTime, approvedOn]) => {
    const start = plainDate(approvedOn);
    const payment = yearlyCompoundPayment(amount, rate, tenure);
    const endsOn = addMonths(start, tenure);
    return [customerId, loanId, amount, tenure, rate, payment, paidOnTime, start, endsOn];
  },
);

/** How the old system set a payment: interest on whole years, spread evenly, to the whole unit. */
function yearlyCompoundPayment(amount: number, ratePercent: number, tenure: number): number {
  return Math.round((amount * (1 + ratePercent / 100) ** Math.floor(tenure / 12)) / tenure);
}
