export const usage = `Usage: npx pnpm@10 day-end [options]

Carries the lender's loans forward to the end of a day: bills, installments that fall due, penalties,
buckets, loans that end, and what borrowers are told. Missed days are caught up. It may be stopped,
begun again and run by several at once; each day counts once.

  --date <YYYY-MM-DD>  the day that ends; default: LENDKIT_AS_OF, else today in LENDKIT_TIME_ZONE
  --batch-size <n>     loans in one transaction; default: 500
  --shard <i>/<n>      only part i of n parts of the loans, such as 1/4
  --workers <n>        runs n at once, 1 to 10, on as many connections; needs DATABASE_URL
  --json               the report as JSON
  --help               this text

Exit code 0: all done. 2: some loans could not be carried forward. 1: nothing was done. 3: broken off
after a part was done. 130, 143: stopped by a signal. The same command goes on where it was.
`;
