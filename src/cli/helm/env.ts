import type { CommandContext } from "../context.ts";

/** `helm env`: all settings, or the value of one. */
export function run({ args, out, settings }: CommandContext): void {
  const environment = settings.environment();
  const [name] = args;
  if (name === undefined) out.write([...environment].map(([key, value]) => `${key}="${value}"\n`).join(""));
  else out.write(`${environment.get(name) ?? ""}\n`);
}
