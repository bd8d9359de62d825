import type { Store, UnitOfWork } from "../../ports/store.ts";

/** The verbs of the repositories that `work` calls, in order. */
export async function verbsOf(
  store: Store,
  work: (unit: UnitOfWork) => Promise<unknown>,
): Promise<readonly string[]> {
  const verbs: string[] = [];
  const watched = <T extends object>(name: string, repository: T): T =>
    new Proxy(repository, {
      get(target, verb, receiver) {
        verbs.push(`${name}.${String(verb)}`);
        return Reflect.get(target, verb, receiver);
      },
    });
  await store.transact((unit) =>
    work({
      ...unit,
      customers: watched("customers", unit.customers),
      loans: watched("loans", unit.loans),
      facts: watched("facts", unit.facts),
    }),
  );
  return verbs;
}
