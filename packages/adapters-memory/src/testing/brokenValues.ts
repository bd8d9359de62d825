import {
  type Customer,
  Decimal,
  type LoanFact,
  type LoanState,
  type NewCustomer,
  plainDate,
  type RowNote,
  type Store,
} from "@lendkit/engine";
import {
  type BrokenStore,
  withCustomers,
  withFacts,
  withImports,
  withLoans,
} from "./brokenStore.ts";

/** Changes every customer on the way in. */
const losing =
  (change: (customer: NewCustomer) => NewCustomer): BrokenStore["breaks"] =>
  (store) =>
    withCustomers(store, (customers) => ({
      insert: (news) => customers.insert(news.map(change)),
    }));

const losingStates =
  (change: (state: LoanState) => LoanState): BrokenStore["breaks"] =>
  (store) =>
    withLoans(store, (loans) => ({
      insert: (news) => loans.insert(news.map((loan) => ({ ...loan, state: change(loan.state) }))),
    }));

const losingFacts =
  (change: (fact: LoanFact) => LoanFact): BrokenStore["breaks"] =>
  (store) =>
    withFacts(store, (facts) => ({ append: (news) => facts.append(news.map(change)) }));

const losingNotes =
  (change: (note: RowNote) => RowNote): BrokenStore["breaks"] =>
  (store) =>
    withImports(store, (imports) => ({
      addNotes: (runId, notes) => imports.addNotes(runId, notes.map(change)),
    }));

const customersCome = "customers: amounts and texts come back";
const loansCome = "loans: amounts, rates and dates come back";
const factsCome = "facts: amounts, dates and instants come back";
const importsCome = "imports: runs and notes come back";

export const brokenValues: readonly BrokenStore[] = [
  {
    fault: "amounts of 16 digits pass through a 32-bit float",
    breaks: losing((one) => ({
      ...one,
      approvedLimit: new Decimal(Math.fround(one.approvedLimit.toNumber())),
    })),
    caughtBy: [customersCome],
  },
  {
    fault: "amounts have two decimals, whatever the currency",
    breaks: losing((one) => ({ ...one, monthlyIncome: one.monthlyIncome.toDecimalPlaces(2) })),
    caughtBy: [customersCome],
  },
  {
    fault: "amounts pass through a double in minor units",
    breaks: losing((one) => ({
      ...one,
      monthlyIncome: new Decimal((one.monthlyIncome.toNumber() * 1000) / 1000),
    })),
    caughtBy: [customersCome],
  },
  {
    fault: "texts are normalized",
    breaks: losing((one) => ({ ...one, lastName: one.lastName.normalize("NFC") })),
    caughtBy: [customersCome],
  },
  {
    fault: "characters beyond the first plane are lost",
    breaks: losing((one) => ({ ...one, firstName: one.firstName.replace(/\p{So}/gu, "?") })),
    caughtBy: [customersCome],
  },
  {
    fault: "backslashes are read as escapes",
    breaks: losing((one) => ({ ...one, lastName: one.lastName.replaceAll("\\", "") })),
    caughtBy: [customersCome],
  },
  {
    fault: "rates are numbers",
    breaks: losingStates((state) => ({
      ...state,
      annualRatePercent: String(Number(state.annualRatePercent)),
    })),
    caughtBy: [loansCome],
  },
  {
    fault: "dates end with 2038",
    breaks: losingStates((state) => ({
      ...state,
      endsOn: state.endsOn > "2038-01-19" ? plainDate("2038-01-19") : state.endsOn,
    })),
    caughtBy: [loansCome],
  },
  {
    fault: "a number that is not there becomes 0",
    breaks: losingStates((state) => ({ ...state, sourceNumber: state.sourceNumber ?? 0 })),
    caughtBy: [loansCome],
  },
  {
    fault: "instants are kept in milliseconds and UTC",
    breaks: losingFacts((fact) => ({
      ...fact,
      recordedAt: new Date(fact.recordedAt).toISOString(),
    })),
    caughtBy: [factsCome],
  },
  {
    fault: "texts of amounts lose their zeros",
    breaks: losingFacts((fact) =>
      "terms" in fact
        ? {
            ...fact,
            terms: { ...fact.terms, installment: String(Number(fact.terms.installment)) },
          }
        : fact,
    ),
    caughtBy: [factsCome],
  },
  {
    fault: "the day on which a fact was booked is lost",
    breaks: losingFacts((fact) =>
      "bookedOn" in fact ? { ...fact, bookedOn: fact.effectiveOn } : fact,
    ),
    caughtBy: ["facts: those of every kind come back"],
  },
  {
    fault: "what a loan owes is lost",
    breaks: losingStates((state) => ({
      ...state,
      servicing: state.servicing && { ...state.servicing, dues: [] },
    })),
    caughtBy: [loansCome],
  },
  {
    fault: "an empty cell and none are the same",
    breaks: losingNotes((note) => ({ ...note, column: note.column === "" ? null : note.column })),
    caughtBy: [importsCome],
  },
  {
    fault: "one record is handed out to all",
    breaks: handsOutTheSame,
    caughtBy: ["changing a value that went in or came out changes nothing"],
  },
];

function handsOutTheSame(store: Store): Store {
  const shared = new Map<string, Customer>();
  return withCustomers(store, (customers) => ({
    findMany: async (by) => {
      const found = await customers.findMany(by);
      return found.map((one) => {
        const record = shared.get(one.id) ?? { ...one };
        shared.set(one.id, record);
        return record;
      });
    },
  }));
}
