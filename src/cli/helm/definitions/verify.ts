import type { CommandBody } from "../../cobra/command.ts";
import type { DefinitionOptions } from "./options.ts";
import { onePath } from "../completions.ts";
import { exactly } from "./argument-rules.ts";
import { keyring } from "./keyring.ts";
import { present } from "./present.ts";

const VERIFY = `
Verify that the given chart has a valid provenance file.

Provenance files provide cryptographic verification that a chart has not been
tampered with, and was packaged by a trusted provider.

This command can be used to verify a local chart. Several other commands provide
'--verify' flags that run the same validation. To generate a signed package, use
the 'helm package --sign' command.
`;

export function verify(options: DefinitionOptions): CommandBody {
  return {
    long: VERIFY,
    flags: present({ name: "keyring", usage: "keyring containing public keys", default: keyring(options) }),
    args: exactly(1),
    complete: onePath,
    run: () => import("../verify.ts"),
  };
}
