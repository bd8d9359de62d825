/**
 * `distantServerProgram.ts <port>`: listens on the loopback address and passes on to a server there,
 * whose answers it keeps for a millisecond. It tells its parent on which port.
 */
import { type AddressInfo, connect, createServer } from "node:net";

const MILLISECONDS = 1;

const [, , serverPort] = process.argv;

const listener = createServer({ noDelay: true }, (client) => {
  const server = connect({ host: "127.0.0.1", port: Number(serverPort), noDelay: true });
  client.on("data", (bytes) => server.write(bytes));
  server.on("data", (bytes) => setTimeout(() => client.write(bytes), MILLISECONDS));
  client.on("close", () => server.destroy());
  server.on("close", () => setTimeout(() => client.destroy(), MILLISECONDS));
  client.on("error", () => server.destroy());
  server.on("error", () => client.destroy());
});
listener.listen(0, "127.0.0.1", () => {
  const { port } = listener.address() as AddressInfo;
  process.send?.(port);
});
process.on("disconnect", () => process.exit(0));
