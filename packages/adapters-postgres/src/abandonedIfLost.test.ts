import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { abandonedIfLost } from "./abandonedIfLost.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const reset = Object.assign(new Error("reset"), { code: "ECONNRESET" });
const own = new Error("the work's own");

/** A client that ends a transaction when its work ends, unless the test says that it is lost. */
function client(): {
  begin: (work: (tx: string) => Promise<string>) => Promise<string>;
  lose: () => void;
  /** How the work ended, to the client. */
  ended: string[];
} {
  const ended: string[] = [];
  let lose = (): void => {};
  const lost = new Promise<never>((_, reject) => {
    lose = () => reject(reset);
  });
  const begin = (work: (tx: string) => Promise<string>): Promise<string> => {
    const scope = work("tx");
    scope.then(
      () => ended.push("COMMIT"),
      () => ended.push("ROLLBACK"),
    );
    return Promise.race([scope, lost]);
  };
  return { begin, lose: () => lose(), ended };
}

/** Work that ends when the test says so. */
function work(): {
  run: () => Promise<string>;
  answer: (text: string) => void;
  fail: (error: unknown) => void;
} {
  let [answer, fail]: [(text: string) => void, (error: unknown) => void] = [() => {}, () => {}];
  const done = new Promise<string>((resolve, reject) => {
    [answer, fail] = [resolve, reject];
  });
  return { run: () => done, answer: (text) => answer(text), fail: (error) => fail(error) };
}

test("work that succeeds is committed and answered", async () => {
  const { begin, ended } = client();
  expect(await abandonedIfLost(async (tx) => `in ${tx}`, begin)).toBe("in tx");
  expect(ended).toEqual(["COMMIT"]);
});

test("work that fails is rolled back, with its own error, without a wait", async () => {
  const { begin, ended } = client();
  const failing = abandonedIfLost(() => Promise.reject(own), begin);
  const outcome = expect(failing).rejects.toBe(own);
  await vi.advanceTimersByTimeAsync(0);
  await outcome;
  expect(ended).toEqual(["ROLLBACK"]);
});

test.each<[string, (its: ReturnType<typeof work>) => void]>([
  ["succeeds", ({ answer }) => answer("late")],
  ["fails", ({ fail }) => fail(own)],
  ["fails of the loss", ({ fail }) => fail(reset)],
])("once the transaction is lost, work that %s never ends for the client", async (_how, end) => {
  const { begin, lose, ended } = client();
  const its = work();
  const outcome = expect(abandonedIfLost(its.run, begin)).rejects.toBe(reset);
  lose();
  await outcome;
  end(its);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ended).toEqual([]);
});

test("a statement may be told of the loss a little before the transaction is", async () => {
  const { begin, lose, ended } = client();
  const its = work();
  const outcome = expect(abandonedIfLost(its.run, begin)).rejects.toBe(reset);
  its.fail(Object.assign(new Error("terminating"), { code: "57P01" }));
  await vi.advanceTimersByTimeAsync(150);
  lose();
  await outcome;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(ended).toEqual([]);
});

test("a client that is not told of the loss may roll back after a while", async () => {
  const { begin, ended } = client();
  const outcome = expect(abandonedIfLost(() => Promise.reject(reset), begin)).rejects.toBe(reset);
  await vi.advanceTimersByTimeAsync(200);
  await outcome;
  expect(ended).toEqual(["ROLLBACK"]);
});
