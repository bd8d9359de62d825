import { type FactRepository, staleVersion } from "@lendkit/engine";
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

    list: (loanId) =>
      transaction.verb(() =>
        view.by("loanId", loanId).sort((one, other) => one.sequence - other.sequence),
      ),
  };
}
