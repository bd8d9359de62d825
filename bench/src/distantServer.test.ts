import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { expect, test } from "vitest";
import { distantServer } from "./distantServer.ts";

const EXCHANGES = 20;

test("what a server answers comes unchanged and in its order, each time about a millisecond later", async () => {
  const echo = createServer((socket) => socket.pipe(socket)).listen(0, "127.0.0.1");
  await once(echo, "listening");
  const { port } = echo.address() as AddressInfo;
  const distant = await distantServer(`postgres://127.0.0.1:${port}/`);
  try {
    const socket = connect({ host: "127.0.0.1", port: Number(new URL(distant.url).port) });
    let answered = "";
    socket.setEncoding("utf8").on("data", (text) => {
      answered += text;
    });
    let asked = "";
    const start = process.hrtime.bigint();
    for (let exchange = 0; exchange < EXCHANGES; exchange += 1) {
      for (const word of ["begin", "lock"]) {
        socket.write(`${word} ${exchange};`);
        asked += `${word} ${exchange};`;
      }
      while (answered.length < asked.length) await once(socket, "data");
    }
    // A timer of a millisecond may count from the middle of one: half of them is sure.
    const milliseconds = Number(process.hrtime.bigint() - start) / 1e6;
    expect(milliseconds).toBeGreaterThan(EXCHANGES / 2);
    expect(answered).toBe(asked);
    socket.end();
    await once(socket, "close");
  } finally {
    await distant.close();
    echo.close();
  }
});
