/** The HCL values files of Helmfile 1.8: hashicorp/hcl 2.24 over zclconf/go-cty 1.19, with Helmfile's functions. */
export { evaluateHcl } from "./evaluate-files.ts";
export type { SourceFile } from "./syntax/parse-file.ts";
