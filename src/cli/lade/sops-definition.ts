import { atMost } from "../helm/definitions/argument-rules.ts";
import { namedCommand } from "../cobra/arguments.ts";
import type { CommandBody, CommandEntry } from "../cobra/command.ts";
import { fixed } from "../cobra/completion.ts";
import type { FlagDefinition } from "../cobra/flag.ts";

const LONG = `
Read files that sops has encrypted, without sops. Helmfile's secrets and its references (ref+sops://…) are read in the same way.
`;

const DECRYPT_LONG = `
Print a file that sops has encrypted as sops decrypt prints it; with no file, what stands on standard input.

The data key is opened with age's keys: SOPS_AGE_KEY, the file that SOPS_AGE_KEY_FILE names, what the command in SOPS_AGE_KEY_CMD prints, and
sops/age/keys.txt below XDG_CONFIG_HOME or ~/.config. Other keys (PGP, KMS, Vault, SSH, age's plugins) are not read.
`;

const FORMATS = fixed("binary", "dotenv", "ini", "json", "yaml");

const DECRYPT_FLAGS: readonly FlagDefinition[] = [
  {
    name: "config",
    usage: "the file to take for .sops.yaml, which is looked for here and above otherwise ($SOPS_CONFIG)",
  },
  {
    name: "decryption-order",
    usage: "types of keys in the order in which they are tried, with commas between ($SOPS_DECRYPTION_ORDER)",
    default: "age,pgp",
  },
  { name: "extract", usage: `print one part of the file: '["key"][0]'` },
  { name: "filename-override", usage: "the name by which the formats are known, in place of the file's own" },
  { name: "ignore-mac", type: "bool", usage: "decrypt although the message authentication code does not fit" },
  { name: "in-place", shorthand: "i", type: "bool", usage: "write to the file itself, and print nothing" },
  { name: "indent", type: "int", usage: "blanks a level in YAML and JSON, where it is given" },
  {
    name: "input-type",
    usage: "binary, dotenv, ini, json or yaml; found by the file's ending otherwise",
    complete: FORMATS,
  },
  { name: "output", usage: "write to this file, and print nothing" },
  { name: "output-type", usage: "the same for what is printed", complete: FORMATS },
];

export function sops(): CommandBody {
  return { long: LONG, commands: COMMANDS, groupArgs: namedCommand };
}

const COMMANDS: readonly CommandEntry[] = [
  {
    use: "decrypt [FILE]",
    short: "Print an encrypted file in the clear",
    long: DECRYPT_LONG,
    example: `  lade sops decrypt secrets.yaml
  lade sops decrypt secrets.yaml --extract '["db"]["password"]'
  lade sops decrypt secrets.env --output-type json`,
    flags: DECRYPT_FLAGS,
    args: atMost(1),
    run: () => import("./sops-decrypt.ts"),
  },
];
