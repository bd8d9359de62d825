/** `node --expose-gc bookProgram.ts <entries>` prints a `BookRun` as JSON. */
import { bookRun } from "./bookRun.ts";

console.log(JSON.stringify(await bookRun(Number(process.argv[2]))));
