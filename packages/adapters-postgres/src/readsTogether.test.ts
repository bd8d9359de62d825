import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { arrayLiteral } from "./arrayLiteral.ts";
import { readsTogether } from "./readsTogether.ts";
import type { OneRead } from "./statement.ts";

const texts = { text: "one", ofSeveral: "several" };
const readOf = (...params: OneRead["params"]): OneRead => ({ ...texts, params });

interface Sent {
  readonly text: string;
  readonly params: readonly unknown[];
}

/** A server that answers each place with the place, and writes down what it was sent. */
function serverOf(rowsOf: (sent: Sent) => readonly Record<string, unknown>[]) {
  const sent: Sent[] = [];
  const read = readsTogether(async (text, params) => {
    const statement = { text, params };
    sent.push(statement);
    return { rows: rowsOf(statement) };
  });
  return { sent, read };
}

test("what is read in one turn is one statement, and each gets the row in its place", async () => {
  const { sent, read } = serverOf(() => [{ place: 1 }, { place: 2 }, { place: 3 }]);
  const answers = await Promise.all([
    read(readOf("K1", "L1")),
    read(readOf(null, "L2")),
    Promise.resolve().then(() => read(readOf("K3", 'L"3'))),
  ]);
  expect(answers).toEqual([[{ place: 1 }], [{ place: 2 }], [{ place: 3 }]]);
  expect(sent).toEqual([
    {
      text: "several",
      params: [arrayLiteral(["K1", null, "K3"]), arrayLiteral(["L1", "L2", 'L"3'])],
    },
  ]);
});

test("one alone is sent as it is, and the next turn's is another", async () => {
  const { sent, read } = serverOf(({ params }) => [{ params }]);
  const first = read(readOf(null, "L1"));
  await setImmediate();
  const second = read(readOf("K2", "L2"));
  expect(await first).toEqual([{ params: [null, "L1"] }]);
  expect(await second).toEqual([{ params: ["K2", "L2"] }]);
  expect(sent.map(({ text }) => text)).toEqual(["one", "one"]);
});

test("other statements go by themselves", async () => {
  const { sent, read } = serverOf(() => [{}, {}]);
  const others = { text: "another", ofSeveral: "several others" };
  await Promise.all([
    read(readOf("A")),
    read({ ...others, params: ["B"] }),
    read(readOf("C")),
    read({ ...others, params: ["D"] }),
  ]);
  expect(sent).toEqual([
    { text: "several", params: ['{"A","C"}'] },
    { text: "several others", params: ['{"B","D"}'] },
  ]);
});

test("65 are two statements, the second of which is one alone", async () => {
  const { sent, read } = serverOf(({ text }) =>
    text === "one" ? [{ place: 65 }] : Array.from({ length: 64 }, (_, at) => ({ place: at + 1 })),
  );
  const numbers = Array.from({ length: 65 }, (_, at) => at + 1);
  const answers = await Promise.all(numbers.map((number) => read(readOf(`L${number}`))));
  expect(answers).toEqual(numbers.map((place) => [{ place }]));
  expect(sent.map(({ text }) => text)).toEqual(["several", "one"]);
});

test("where they fail together, each is asked alone, and who is to blame fails alone", async () => {
  const bad = new Error("no such text");
  const { sent, read } = serverOf(({ params }) => {
    if (String(params).includes("BAD")) throw bad;
    return [{ params }];
  });
  const answers = await Promise.allSettled([
    read(readOf("L1")),
    read(readOf("BAD")),
    read(readOf("L3")),
  ]);
  expect(answers).toEqual([
    { status: "fulfilled", value: [{ params: ["L1"] }] },
    { status: "rejected", reason: bad },
    { status: "fulfilled", value: [{ params: ["L3"] }] },
  ]);
  expect(sent.map(({ text }) => text)).toEqual(["several", "one", "one", "one"]);
});

test("where one is not answered, each is asked alone", async () => {
  const { sent, read } = serverOf(({ text, params }) => (text === "several" ? [{}] : [{ params }]));
  const answers = await Promise.all([read(readOf("L1")), read(readOf("L2"))]);
  expect(answers).toEqual([[{ params: ["L1"] }], [{ params: ["L2"] }]]);
  expect(sent.map(({ text }) => text)).toEqual(["several", "one", "one"]);
});
