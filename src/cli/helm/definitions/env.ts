import type { CommandBody } from "../../cobra/command.ts";
import { environmentNames } from "../completions.ts";
import { atMost } from "./argument-rules.ts";

const ENV = `
Env prints out all the environment information in use by Helm.
`;

export function env(): CommandBody {
  return {
    long: ENV,
    args: atMost(1),
    complete: environmentNames,
    run: () => import("../env.ts"),
  };
}
