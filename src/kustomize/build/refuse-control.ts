/** Characters that Kustomize cannot write into the configuration it makes for a built-in plugin (go.yaml.in/yaml reader). */
import { KustomizeError } from "../error.ts";

// JSON escapes the lower control characters; these it leaves as they are.
// eslint-disable-next-line no-control-regex
const REFUSED = /[\x7f-\x84\x86-\x9f\ufffe\uffff]/;

export function refuseControl(kind: string, config: object): void {
  if (!REFUSED.test(JSON.stringify(config))) return;
  throw new KustomizeError(`builtin ${kind} marshal: yaml: control characters are not allowed`);
}
