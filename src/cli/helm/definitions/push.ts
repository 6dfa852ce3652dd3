import type { CommandBody } from "../../cobra/command.ts";
import { pushArguments } from "../completions.ts";
import { atLeast } from "./argument-rules.ts";
import { present } from "./present.ts";

const PUSH = `
Upload a chart to a registry.

If the chart has an associated provenance file,
it will also be uploaded.
`;

export function push(): CommandBody {
  return {
    long: PUSH,
    flags: present(
      { name: "ca-file", usage: "verify certificates of HTTPS-enabled servers using this CA bundle" },
      { name: "cert-file", usage: "identify registry client using this SSL certificate file" },
      { name: "insecure-skip-tls-verify", type: "bool", usage: "skip tls certificate checks for the chart upload" },
      { name: "key-file", usage: "identify registry client using this SSL key file" },
      { name: "password", usage: "chart repository password where to locate the requested chart" },
      { name: "plain-http", type: "bool", usage: "use insecure HTTP connections for the chart upload" },
      { name: "username", usage: "chart repository username where to locate the requested chart" },
    ),
    args: atLeast(2),
    complete: pushArguments,
    run: () => import("../push.ts"),
  };
}
