/**
 * A billed credit through its whole life, to the cent, as a credit officer reads it: 5000.00 at 18 %,
 * a bill every 30 days, payable for 15 days, seven in all; 3 % of the principal with the cycle's interest,
 * at least 100.00; 2 %, once, of what is overdue of a bill's principal and interest.
 *
 * Bill 1 is paid in time, bill 2 in part, bill 3 not at all, bill 4 three days late and with more than is
 * asked, which prepays; then comes a prepayment of its own. On 3 June a payment of 12 April is heard
 * of, which lay in a cycle that had been billed. Bill 6 corrects that; bill 7 asks for all.
 *
 * Each line says how the loan stands after it. "Interest so far" is not billed yet, and is rounded
 * here for reading only. The working stands under the line that it is of. No figure was taken from
 * the engine.
 *
 * @module
 */

/** One way to take the daily rate. */
export interface BilledLifeFixture {
  /** Decimals of the daily rate in percent; null for the exact rate. */
  readonly dailyRatePlaces: number | null;
  readonly days: string;
  /** A column for each bill. */
  readonly bills: string;
  /** What stands on each account in the end: debits, credits. */
  readonly accounts: string;
}
/** 18 % / 365 = 0.0493 %, so 0.049 % a day. */
export const roundedDailyRate: BilledLifeFixture = {
  dailyRatePlaces: 3,
  days: `
day        | what happens             | principal | unpaid bills | interest so far
2024-01-01 | lend 5000.00             |   5000.00 |         0.00 |            0.00
2024-01-31 | bill 1                   |   5000.00 |       223.50 |            0.00
           # 5000.00 × 0.049 % × 30 days = 73.50; 3 % of 5000.00 = 150.00
2024-02-10 | pay 223.50               |   4850.00 |         0.00 |           24.50
           # 5000.00 × 0.049 % × 10 days = 24.50; the 10th itself bears interest on 4850.00
2024-03-01 | bill 2                   |   4850.00 |       217.53 |            0.00
           # 24.50 + 4850.00 × 0.049 % × 20 days = 72.03; 3 % of 4850.00 = 145.50
2024-03-14 | pay 120.00               |   4802.03 |        97.53 |           30.89
           # 72.03 of interest, 47.97 of principal; 4850.00 × 0.049 % × 13 days = 30.8945
2024-03-20 | charge 25.00             |   4802.03 |        99.48 |           45.01
           # on the 17th, overdue since the 16th: 2 % of 97.53 = 1.9506; the charge is not billed yet
           # 30.8945 + 4802.03 × 0.049 % × 6 days = 45.012468
2024-03-31 | bill 3                   |   4802.03 |       339.44 |            0.00
           # 30.8945 + 4802.03 × 0.049 % × 17 days = 70.895410; 3 % of 4802.03 = 144.0609
           # 99.48 past due + 25.00 + 70.90 + 144.06 = 339.44
2024-04-30 | bill 4                   |   4802.03 |       558.39 |            0.00
           # 16 April: 2 % of 70.90 + 144.06 = 4.2992; not of the fee, and not of bill 2 again
           # 4802.03 × 0.049 % × 30 days = 70.589841; 3 % of 4802.03 = 144.0609
           # 339.44 + 4.30 past due + 70.59 + 144.06 = 558.39
2024-05-18 | pay 750.00               |   4229.06 |         0.00 |           42.35
           # 16 May: 2 % of 70.59 + 144.06 = 4.2930; 750.00 − 558.39 − 4.29 = 187.32 prepays
           # 4802.03 − 97.53 − 144.06 − 144.06 − 187.32 = 4229.06
           # 4802.03 × 0.049 % × 18 days = 42.353905
2024-05-22 | pay 1000.00              |   3229.06 |         0.00 |           50.64
           # 42.353905 + 4229.06 × 0.049 % × 4 days = 50.642862
2024-05-30 | bill 5                   |   3229.06 |       160.17 |            0.00
           # 50.642862 + 3229.06 × 0.049 % × 8 days = 63.300777; 3 % of 3229.06 = 96.8718
2024-06-03 | pay 200.00 of 2024-04-12 |   3027.55 |       160.17 |            5.93
           # it pays 99.48 of bill 2, and of bill 3 25.00, 70.90 and 4.62: the principal is 4699.88
           # 16 April: 2 % of 144.06 − 4.62 = 2.7888, a penalty of 2.79 and not 4.30
           # cycle 4: 4802.03 × 0.049 % × 12 days + 4699.88 × 0.049 % × 18 days = 69.688878, not 70.59
           # 18 May: 139.44 + 2.79 + 214.65 + 4.29 = 361.17 was owed, so 388.83 prepaid, not 187.32
           # 4699.88 − 139.44 − 144.06 − 388.83 = 4027.55; less 1000.00 on the 22nd
           # cycle 5: (4699.88 × 18 + 4027.55 × 4 + 3027.55 × 8 days) × 0.049 % = 61.214936, not 63.30
           # 3027.55 × 0.049 % × 4 days = 5.933998
2024-06-10 | pay 200.00               |   2890.85 |         0.00 |           16.32
           # 63.30 of interest, 96.87 of principal, 39.83 prepays
           # 3027.55 × 0.049 % × 11 days = 16.318495
2024-06-29 | bill 6                   |   2890.85 |       126.97 |            0.00
           # 16.318495 + 2890.85 × 0.049 % × 19 days = 43.232308; 3 % of 2890.85 = 86.7255
           # interest: 69.69 − 70.59 + 61.21 − 63.30 = −2.99; 43.23 − 2.99 = 40.24
           # account: −200.00, and 2.79 − 4.30 of penalty = −201.51
2024-07-10 | pay 126.97               |   2804.12 |         0.00 |           15.58
           # 2890.85 × 0.049 % × 11 days = 15.581682
2024-07-29 | bill 7                   |   2804.12 |      2845.81 |            0.00
           # 15.581682 + 2804.12 × 0.049 % × 19 days = 41.688039; all that is left is due
2024-08-10 | pay 2845.81              |      0.00 |         0.00 |            0.00
           # no interest from the last bill to its last day, so this ends the loan
`,
  bills: `
cycle             |          1 |          2 |          3 |          4 |          5 |          6 |          7
periodStart       | 2024-01-01 | 2024-01-31 | 2024-03-01 | 2024-03-31 | 2024-04-30 | 2024-05-30 | 2024-06-29
billedOn          | 2024-01-31 | 2024-03-01 | 2024-03-31 | 2024-04-30 | 2024-05-30 | 2024-06-29 | 2024-07-29
payBy             | 2024-02-15 | 2024-03-16 | 2024-04-15 | 2024-05-15 | 2024-06-14 | 2024-07-14 | 2024-08-13
opening           |       0.00 |    5073.50 |    4922.03 |    4899.88 |    4974.77 |    3292.36 |    2931.09
account adjusted  |       0.00 |       0.00 |       0.00 |       0.00 |       0.00 |    -201.51 |       0.00
drawn             |    5000.00 |       0.00 |       0.00 |       0.00 |       0.00 |       0.00 |       0.00
received          |       0.00 |     223.50 |     120.00 |       0.00 |    1750.00 |     200.00 |     126.97
interest          |      73.50 |      72.03 |      70.90 |      70.59 |      63.30 |      40.24 |      41.69
interest adjusted |       0.00 |       0.00 |       0.00 |       0.00 |       0.00 |      -2.99 |       0.00
fees              |       0.00 |       0.00 |      25.00 |       0.00 |       0.00 |       0.00 |       0.00
penalties         |       0.00 |       0.00 |       1.95 |       4.30 |       4.29 |       0.00 |       0.00
closing           |    5073.50 |    4922.03 |    4899.88 |    4974.77 |    3292.36 |    2931.09 |    2845.81
principalDue      |     150.00 |     145.50 |     144.06 |     144.06 |      96.87 |      86.73 |    2804.12
cycleDue          |     223.50 |     217.53 |     214.96 |     214.65 |     160.17 |     126.97 |    2845.81
pastDue           |       0.00 |       0.00 |      99.48 |     343.74 |       0.00 |       0.00 |       0.00
minimumDue        |     223.50 |     217.53 |     339.44 |     558.39 |     160.17 |     126.97 |    2845.81
`,
  // 5466.28 came in for 5000.00: 432.25 of interest, 25.00, and 1.95 + 2.79 + 4.29 = 9.03.
  accounts: `
account             |   debit |  credit
cash                | 5466.28 | 5000.00
principal           | 5000.00 | 5000.00
interestReceivable  |  432.25 |  432.25
feesReceivable      |   25.00 |   25.00
penaltiesReceivable |    9.03 |    9.03
suspense            | 5466.28 | 5466.28
interestIncome      |    0.00 |  432.25
feeIncome           |    0.00 |   25.00
penaltyIncome       |    0.00 |    9.03
`,
};

/** The same at 18 % / 365 a day, whatever that comes to. */
export const exactDailyRate: BilledLifeFixture = {
  dailyRatePlaces: null,
  days: `
day        | what happens             | principal | unpaid bills | interest so far
2024-01-01 | lend 5000.00             |   5000.00 |         0.00 |            0.00
2024-01-31 | bill 1                   |   5000.00 |       223.97 |            0.00
           # 5000.00 × 18 % × 30/365 = 73.972603; 3 % of 5000.00 = 150.00
2024-02-10 | pay 223.97               |   4850.00 |         0.00 |           24.66
           # 5000.00 × 18 % × 10/365 = 24.657534
2024-03-01 | bill 2                   |   4850.00 |       217.99 |            0.00
           # (5000.00 × 10 + 4850.00 × 20) × 18 % / 365 = 72.493151
2024-03-14 | pay 120.00               |   4802.49 |        97.99 |           31.09
           # 72.49 of interest, 47.51 of principal
2024-03-20 | charge 25.00             |   4802.49 |        99.95 |           45.30
           # on the 17th: 2 % of 97.99 = 1.9598
2024-03-31 | bill 3                   |   4802.49 |       340.38 |            0.00
           # (4850.00 × 13 + 4802.49 × 17) × 18 % / 365 = 71.355122; 3 % of 4802.49 = 144.0747
2024-04-30 | bill 4                   |   4802.49 |       559.81 |            0.00
           # 16 April: 2 % of 71.36 + 144.07 = 4.3086; 4802.49 × 18 % × 30/365 = 71.050537
2024-05-18 | pay 750.00               |   4230.47 |         0.00 |           42.63
           # 16 May: 2 % of 71.05 + 144.07 = 4.3024; 750.00 − 559.81 − 4.30 = 185.89 prepays
2024-05-22 | pay 1000.00              |   3230.47 |         0.00 |           50.98
2024-05-30 | bill 5                   |   3230.47 |       160.63 |            0.00
           # (4802.49 × 18 + 4230.47 × 4 + 3230.47 × 8) × 18 % / 365 = 63.720227
2024-06-03 | pay 200.00 of 2024-04-12 |   3028.97 |       160.63 |            5.97
           # it pays 99.95 of bill 2, and of bill 3 25.00, 71.36 and 3.69: the principal is 4700.81
           # 16 April: 2 % of 144.07 − 3.69 = 2.8076, a penalty of 2.81 and not 4.31
           # cycle 4: (4802.49 × 12 + 4700.81 × 18) × 18 % / 365 = 70.147953, not 71.05
           # 18 May: 140.38 + 2.81 + 215.12 + 4.30 = 362.61 was owed, so 387.39 prepaid, not 185.89
           # cycle 5: (4700.81 × 18 + 4028.97 × 4 + 3028.97 × 8) × 18 % / 365 = 61.625204, not 63.72
2024-06-10 | pay 200.00               |   2892.69 |         0.00 |           16.43
2024-06-29 | bill 6                   |   2892.69 |       127.33 |            0.00
           # (3028.97 × 11 + 2892.69 × 19) × 18 % / 365 = 43.535233; 70.15 − 71.05 + 61.63 − 63.72 = −2.99
           # account: −200.00, and 2.81 − 4.31 of penalty = −201.50
2024-07-10 | pay 127.33               |   2805.91 |         0.00 |           15.69
2024-07-29 | bill 7                   |   2805.91 |      2847.89 |            0.00
           # (2892.69 × 11 + 2805.91 × 19) × 18 % / 365 = 41.982845
2024-08-10 | pay 2847.89              |      0.00 |         0.00 |            0.00
`,
  bills: `
cycle             |          1 |          2 |          3 |          4 |          5 |          6 |          7
periodStart       | 2024-01-01 | 2024-01-31 | 2024-03-01 | 2024-03-31 | 2024-04-30 | 2024-05-30 | 2024-06-29
billedOn          | 2024-01-31 | 2024-03-01 | 2024-03-31 | 2024-04-30 | 2024-05-30 | 2024-06-29 | 2024-07-29
payBy             | 2024-02-15 | 2024-03-16 | 2024-04-15 | 2024-05-15 | 2024-06-14 | 2024-07-14 | 2024-08-13
opening           |       0.00 |    5073.97 |    4922.49 |    4900.81 |    4976.17 |    3294.19 |    2933.24
account adjusted  |       0.00 |       0.00 |       0.00 |       0.00 |       0.00 |    -201.50 |       0.00
drawn             |    5000.00 |       0.00 |       0.00 |       0.00 |       0.00 |       0.00 |       0.00
received          |       0.00 |     223.97 |     120.00 |       0.00 |    1750.00 |     200.00 |     127.33
interest          |      73.97 |      72.49 |      71.36 |      71.05 |      63.72 |      40.55 |      41.98
interest adjusted |       0.00 |       0.00 |       0.00 |       0.00 |       0.00 |      -2.99 |       0.00
fees              |       0.00 |       0.00 |      25.00 |       0.00 |       0.00 |       0.00 |       0.00
penalties         |       0.00 |       0.00 |       1.96 |       4.31 |       4.30 |       0.00 |       0.00
closing           |    5073.97 |    4922.49 |    4900.81 |    4976.17 |    3294.19 |    2933.24 |    2847.89
principalDue      |     150.00 |     145.50 |     144.07 |     144.07 |      96.91 |      86.78 |    2805.91
cycleDue          |     223.97 |     217.99 |     215.43 |     215.12 |     160.63 |     127.33 |    2847.89
pastDue           |       0.00 |       0.00 |      99.95 |     344.69 |       0.00 |       0.00 |       0.00
minimumDue        |     223.97 |     217.99 |     340.38 |     559.81 |     160.63 |     127.33 |    2847.89
`,
  // 5469.19 came in for 5000.00: 435.12 of interest, 25.00, and 1.96 + 2.81 + 4.30 = 9.07.
  accounts: `
account             |   debit |  credit
cash                | 5469.19 | 5000.00
principal           | 5000.00 | 5000.00
interestReceivable  |  435.12 |  435.12
feesReceivable      |   25.00 |   25.00
penaltiesReceivable |    9.07 |    9.07
suspense            | 5469.19 | 5469.19
interestIncome      |    0.00 |  435.12
feeIncome           |    0.00 |   25.00
penaltyIncome       |    0.00 |    9.07
`,
};
