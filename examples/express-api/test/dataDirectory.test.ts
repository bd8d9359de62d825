import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { claimDataDirectory } from "../src/storage/dataDirectory.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "lendkit-claim-"));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const claims = async (): Promise<readonly string[]> =>
  (await readdir(directory)).filter((name) => name.endsWith(".claim"));

/** Another process that claims the directory and holds it until it is killed. */
async function claimElsewhere(): Promise<{ pid: number; said: string; kill(): Promise<void> }> {
  const module = new URL("../src/storage/dataDirectory.ts", import.meta.url).href;
  const script = `
    import { claimDataDirectory } from ${JSON.stringify(module)};
    const said = await claimDataDirectory(${JSON.stringify(directory)}).then(() => "has it", (e) => e.code);
    console.log(said);
    if (said === "has it") setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", script]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const exited = once(child, "exit");
  const [said] = await once(child.stdout, "data");
  return {
    pid: child.pid ?? 0,
    said: String(said).trim(),
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

test("it is made where it is missing, and free again after release", async () => {
  const missing = join(directory, "a", "b");
  const release = await claimDataDirectory(missing);
  expect(await readdir(missing)).toHaveLength(1);
  await release();
  expect(await readdir(missing)).toEqual([]);
  await (await claimDataDirectory(missing))();
});

test("another living process has it: refused, naming that process, until it is killed", async () => {
  const other = await claimElsewhere();
  expect(other.said).toBe("has it");
  await expect(claimDataDirectory(directory)).rejects.toMatchObject({
    code: "DATA_DIRECTORY_IN_USE",
    details: { pid: other.pid },
    message: expect.stringContaining(`Process ${other.pid} `),
  });
  expect(await claims()).toHaveLength(1);

  await other.kill();
  expect(await claims()).toHaveLength(1);
  const release = await claimDataDirectory(directory);
  expect(await claims()).toHaveLength(1);
  await release();
});

test("this process has it already: refused", async () => {
  const release = await claimDataDirectory(directory);
  await expect(claimDataDirectory(directory)).rejects.toMatchObject({
    code: "DATA_DIRECTORY_IN_USE",
    details: { pid: process.pid },
  });
  await release();
});

test("a claim of our own number that is not ours is stale: a restarted container's", async () => {
  await writeFile(join(directory, `process-${process.pid}-1.claim`), "");
  const release = await claimDataDirectory(directory);
  expect(await claims()).toHaveLength(1);
  await release();
});

// What a process is beside its number can only be known where the system shows it.
if (existsSync("/proc/self/stat")) {
  const statOf = async (pid: number): Promise<readonly string[]> =>
    (await readFile(`/proc/${pid}/stat`, "utf8")).replace(/^.*\) /, "").split(" ");

  test("a number that the system has given to another process since: stale", async () => {
    const start = (await statOf(process.ppid))[19] ?? "";
    const claim = (began: string): Promise<void> =>
      writeFile(join(directory, `process-${process.ppid}-${began}.claim`), "");
    await claim(`${start}0`);
    await (await claimDataDirectory(directory))();
    expect(await claims()).toEqual([]);
    await claim(start);
    await expect(claimDataDirectory(directory)).rejects.toMatchObject({
      details: { pid: process.ppid },
    });
  });

  test("a process that has ended and was not yet asked how: stale", async () => {
    // `cat` ends with its input; by then its parent has become `sleep`, which asks nobody.
    const script = "exec 3<&0; cat <&3 & echo $!; exec sleep 600";
    const parent = spawn("sh", ["-c", script]);
    onTestFinished(() => void parent.kill("SIGKILL"));
    const pid = Number(String((await once(parent.stdout, "data"))[0]));
    const name = (): Promise<string> => readFile(`/proc/${parent.pid}/comm`, "utf8");
    while ((await name()) !== "sleep\n") await new Promise(setImmediate);
    parent.stdin.end();
    while ((await statOf(pid))[0] !== "Z") await new Promise(setImmediate);
    await writeFile(join(directory, `process-${pid}-${(await statOf(pid))[19]}.claim`), "");
    await (await claimDataDirectory(directory))();
    expect(await claims()).toEqual([]);
  });
}

test("of several that start at once never two have it", async () => {
  const others = await Promise.all([claimElsewhere(), claimElsewhere(), claimElsewhere()]);
  const said = others.map((other) => other.said).sort();
  expect(said.filter((word) => word === "has it").length).toBeLessThanOrEqual(1);
  expect(said).toContain("DATA_DIRECTORY_IN_USE");
  await Promise.all(others.map((other) => other.kill()));
});

test("what is no claim is left alone", async () => {
  await writeFile(join(directory, "notes.txt"), "kept");
  await (await claimDataDirectory(directory))();
  expect(await readFile(join(directory, "notes.txt"), "utf8")).toBe("kept");
});
