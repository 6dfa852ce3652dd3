/** Encrypted files and references to values elsewhere, as Helmfile has helm-secrets and vals read them; here the program does it itself. */
import type { FileSystem } from "../../base/index.ts";
import { fromBytes, GoError, toBytes } from "../../go/index.ts";
import { absolute } from "../../go/path/index.ts";
import { evaluateHcl, Refs, type Secrets } from "../../helmfile/index.ts";
import { decryptFile, type Format, type SopsWorld } from "../../sops/index.ts";
import { howItEnded, run, StartError } from "../../sys/index.ts";
import type { StateContext } from "./site.ts";

/** For files of one folder. */
export function secretsOf(context: StateContext, { files, cwd }: { files: FileSystem; cwd: string }): Secrets {
  const world: SopsWorld = { env: (name) => context.env.get(name), files };
  const refs = new Refs({ ...world, exec: (command) => execute(context, cwd, command) });
  return {
    expand: (value) => refs.expand(value),
    decrypt: (path) => decrypted(context, world, { path, full: absolute(path, cwd) }),
    hcl: (paths) => evaluateHcl(paths.map((path) => ({ path, text: fromBytes(files.read(path)) }))),
  };
}

function decrypted({ log }: StateContext, world: SopsWorld, { path, full }: { path: string; full: string }): string {
  log.info(`Decrypting secret ${full}`);
  const format = formatOf(path);
  const data = world.files.read(path);
  if (!/sops/.test(fromBytes(data))) throw new GoError(`[helm-secrets] File is not encrypted: ${full}`);
  return fromBytes(decryptFile(data, { input: format, output: format }, world));
}

/** By the name of the file, whatever stands behind the ending. */
function formatOf(path: string): Format {
  if (/\.ya?ml(\.|$)/.test(path)) return "yaml";
  if (/\.json(\.|$)/.test(path)) return "json";
  if (/\.env(\.|$)/.test(path)) return "dotenv";
  return /\.ini(\.|$)/.test(path) ? "ini" : "binary";
}

type Execute = NonNullable<ConstructorParameters<typeof Refs>[0]["exec"]>;

function execute(
  { env }: StateContext,
  cwd: string,
  { program, args, variables }: Parameters<Execute>[0],
): ReturnType<Execute> {
  try {
    const ran = run({
      ...{ program, args, cwd, searchPath: env.get("PATH") ?? "" },
      env: new Map([...env.entries(), ...Object.entries(variables)]),
      ...{ input: "empty", output: "capture", errors: "capture" },
    });
    const failure = ran.exitCode === 0 ? undefined : howItEnded(ran);
    return { stdout: ran.output, stderr: ran.errors, failure };
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    return { stdout: toBytes(""), stderr: toBytes(""), failure: error.message };
  }
}
