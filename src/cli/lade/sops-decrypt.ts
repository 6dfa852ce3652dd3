/** `lade sops decrypt [FILE]`: what `sops decrypt` prints (sops 3.13, cmd/sops/main.go), its messages and exit codes. */
import { CREATED, FileError, peek } from "../../base/index.ts";
import { GoError } from "../../go/index.ts";
import { absolute } from "../../go/path/index.ts";
import { quote } from "../../go/strconv/index.ts";
import { decryptFile, ExitCodes, formatFor, parseTreePath, SopsError } from "../../sops/index.ts";
import { CommandError, type RunContext } from "../context.ts";
import { sopsWorld } from "../sops-world.ts";
import { sopsStores } from "./sops-stores.ts";

export function run(context: RunContext): void {
  try {
    write(context, decrypted(context));
  } catch (error) {
    if (!(error instanceof GoError)) throw error;
    context.out.flush();
    context.err.write(`${error.message}\n`);
    throw new CommandError(error.message, { exitCode: error instanceof SopsError ? error.exitCode : 1, silent: true });
  }
}

function decrypted(context: RunContext): Uint8Array {
  const { flags } = context;
  checkPlaces(context);
  const named = flags.string("filename-override") || fileOf(context) || "";
  const options = {
    input: formatFor(named, flags.string("input-type")),
    output: formatFor(named, flags.string("output-type")),
    stores: sopsStores(context),
    order: orderOf(context),
    extract: parseTreePath(flags.string("extract")),
    ignoreMac: flags.bool("ignore-mac"),
  };
  return decryptFile(read(context), options, sopsWorld(context));
}

/** Absolute; `undefined` for standard input. */
function fileOf({ args, cwd }: RunContext): string | undefined {
  return args[0] === undefined ? undefined : absolute(args[0], cwd);
}

function checkPlaces(context: RunContext): void {
  const { flags, files } = context;
  const file = fileOf(context);
  if (flags.bool("in-place") && file === undefined) {
    throw new SopsError("Error: cannot use --in-place when reading from stdin", ExitCodes.conflictingParameters);
  }
  if (flags.bool("in-place") && flags.string("output") !== "") {
    throw new SopsError("Error: cannot operate on both --output and --in-place", ExitCodes.conflictingParameters);
  }
  if (file !== undefined && peek(files, file) === undefined) {
    throw new SopsError(`Error: cannot operate on non-existent file ${quote(file)}`, ExitCodes.noFile);
  }
}

function orderOf({ flags, env }: RunContext): string[] {
  const given = flags.changed("decryption-order") ? undefined : env.get("SOPS_DECRYPTION_ORDER");
  const types = (given || flags.string("decryption-order")).split(",");
  const twice = types.find((type, i) => types.indexOf(type) < i);
  if (twice === undefined) return types;
  throw new SopsError(`Duplicate decryption key type: ${twice}`, ExitCodes.duplicateKeyType);
}

function read(context: RunContext): Uint8Array {
  const file = fileOf(context);
  if (file === undefined) return context.stdin();
  try {
    return context.files.read(file);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    throw new SopsError(`Error reading file: ${error.message}`, ExitCodes.couldNotReadInput);
  }
}

function write(context: RunContext, bytes: Uint8Array): void {
  const { flags, out } = context;
  if (flags.bool("in-place")) writeFile(context, { file: fileOf(context) ?? "", what: "in-place", bytes });
  else if (flags.string("output") !== "") writeFile(context, { file: flags.string("output"), what: "output", bytes });
  else out.writeBytes(bytes);
}

interface Written {
  readonly file: string;
  readonly what: "in-place" | "output";
  readonly bytes: Uint8Array;
}

function writeFile({ files }: RunContext, { file, what, bytes }: Written): void {
  try {
    files.write(file, bytes, CREATED);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const message = `Could not open ${what} file for writing: ${error.message}`;
    throw new SopsError(message, ExitCodes.couldNotWriteOutput);
  }
}
