/** Sprig v3.3.0's getHostByName (network.go), over the HostResolver port. Helm answers it with nothing unless DNS is allowed. */
import { func, type FuncMap, GoError } from "../go/index.ts";
import { functionMap } from "./function-map.ts";
import type { SprigPorts } from "./ports.ts";
import { randomBelow } from "./random.ts";

export function networkFunctions({ hosts, random }: Pick<SprigPorts, "hosts" | "random">): FuncMap {
  return functionMap([
    func("getHostByName", "string", (name: string) => {
      const addresses = hosts.resolve(name);
      // Sprig draws one of them, which Go's rand refuses to do out of none.
      if (addresses.length === 0) throw new GoError("invalid argument to Intn");
      return addresses[randomBelow(random, addresses.length)] ?? "";
    }),
  ]);
}
