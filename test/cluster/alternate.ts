/**
 * `bun test/cluster/alternate.ts FIRST SECOND WORD…`: runs the one or the other program with these words, in turn. Whose turn it is stands beside the
 * kubeconfig, so that a scenario with a kubeconfig of its own begins with the first.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const [first = "", second = "", ...words] = process.argv.slice(2);
const state = `${process.env["KUBECONFIG"] ?? ""}.turn`;
const turn = existsSync(state) ? Number(readFileSync(state, "utf8")) : 0;
writeFileSync(state, String(turn + 1));
const child = Bun.spawn([turn % 2 === 0 ? first : second, ...words], {
  stdin: "inherit",
  stdout: "inherit",
  stderr: "inherit",
});
process.exitCode = await child.exited;
