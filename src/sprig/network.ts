/** Sprig v3.3.0's getHostByName (network.go), over the HostResolver port. Helm answers it with nothing unless DNS is allowed. */
import { func, type FuncMap } from "../go/index.ts";
import { functionMap } from "./function-map.ts";
import type { SprigPorts } from "./ports.ts";
import { randomBelow } from "./random.ts";

export function networkFunctions({ hosts, random }: Pick<SprigPorts, "hosts" | "random">): FuncMap {
  return functionMap([
    func("getHostByName", "string", (name: string) => {
      const addresses = hosts.resolve(name);
      return addresses[randomBelow(random, addresses.length)] ?? "";
    }),
  ]);
}
