import { datesOutOfOrder, type PlainDate, plainDate } from "../calendar/plainDate.ts";
import type { Amount } from "../money/amount.ts";
import { currencyPlaces } from "../money/currency.ts";
import { isBilled } from "./billedCredit.ts";
import type { GiveOpeningBalance } from "./commands.ts";
import { lifeFrame, zeroOrMore } from "./commandValues.ts";
import { beforeFirstDay, servicingHasBegun } from "./errors.ts";
import { evolve } from "./evolve.ts";
import type { OpeningBalanceGiven } from "./facts.ts";
import type { LoanState } from "./loanState.ts";
import { plainData } from "./plainData.ts";
import { checkServicingRules, notForBilledCredit } from "./servicingRules.ts";

/**
 * What a loan that was taken over owes, from which its servicing begins.
 *
 * @throws LendkitError `SERVICING_HAS_BEGUN`, `BEFORE_FIRST_DAY`, `NOT_FOR_BILLED_CREDIT`;
 *   `AMOUNT_OUT_OF_RANGE`, `DATES_OUT_OF_ORDER`; of the rules and of what is still to be paid
 */
export function openingBalance(state: LoanState, command: GiveOpeningBalance): OpeningBalanceGiven {
  if (state.servicing !== null) throw servicingHasBegun({ loanId: state.loanId });
  const first: PlainDate = state.cutoverOn ?? state.startedOn;
  if (command.effectiveOn < first) {
    throw beforeFirstDay({ effectiveOn: command.effectiveOn, first });
  }
  const places = currencyPlaces(state.currency);
  const text = (amount: Amount, field: string): string => zeroOrMore(amount, field, places);
  checkServicingRules(command.servicing.rules, places);
  if (isBilled(command.servicing.repayment)) {
    throw notForBilledCredit({ what: "an opening balance", expected: "a loan with a schedule" });
  }
  const fact: OpeningBalanceGiven = {
    ...lifeFrame(state, command),
    kind: "openingBalanceGiven",
    principal: text(command.principal, "principal"),
    installments: command.installments,
    nextDueOn: plainDate(command.nextDueOn, "nextDueOn"),
    arrears: command.arrears.map(({ dueOn, unpaid }) => ({
      dueOn: pastDay(plainDate(dueOn, "arrears.dueOn"), command.effectiveOn),
      unpaid: Object.fromEntries(
        Object.entries(unpaid).map(([kind, amount]) => [kind, text(amount, `arrears.${kind}`)]),
      ),
    })),
    servicing: plainData(command.servicing),
  };
  evolve(state, fact);
  return fact;
}

function pastDay(dueOn: PlainDate, effectiveOn: PlainDate): PlainDate {
  if (dueOn <= effectiveOn) return dueOn;
  throw datesOutOfOrder({ start: dueOn, end: effectiveOn });
}
