import { type FactRepository, type LoanFact, staleVersion } from "@lendkit/engine";
import { byCodePoints } from "./codePointOrder.ts";
import { copyFact } from "./copies.ts";
import { type Database, factId } from "./database.ts";
import type { Transaction } from "./transaction.ts";

export function memoryFacts({ facts }: Database, transaction: Transaction): FactRepository {
  const view = transaction.view(facts);
  return {
    append: (news) =>
      transaction.verb(async () => {
        await transaction.lock(news.map((fact) => ({ kind: "fact", value: factId(fact) })));
        for (const fact of news) {
          if (view.get(factId(fact)) !== undefined) {
            const { loanId, sequence } = fact;
            throw staleVersion({ entity: "loan", id: loanId, expected: sequence - 1 });
          }
          view.put(copyFact(fact));
        }
      }),

    list: (loanId) => transaction.verb(() => view.by("loanId", loanId).sort(bySequence)),

    listMany: (loanIds) =>
      transaction.verb(() =>
        [...new Set(loanIds)]
          .sort(byCodePoints)
          .flatMap((loanId) => view.by("loanId", loanId).sort(bySequence)),
      ),
  };
}

function bySequence(one: LoanFact, other: LoanFact): number {
  return one.sequence - other.sequence;
}
