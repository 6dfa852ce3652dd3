/** A proxy on loopback that passes bytes on, TLS and all, and cuts every connection once the server has sent so many. */
import { readFileSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export interface CuttingProxy {
  /** The path of a kubeconfig that leads through the proxy. */
  readonly kubeconfig: string;
  /** Connections since the last call of `cutAfter`. */
  readonly connections: () => number;
  /** Once, after so many bytes of answers. */
  cutAfter(bytes: number): void;
  stop(): void;
}

/** `kubeconfig` is one of those that control-plane.ts writes. */
export async function startCuttingProxy(options: { kubeconfig: string; folder: string }): Promise<CuttingProxy> {
  const config = JSON.parse(readFileSync(options.kubeconfig, "utf8")) as {
    clusters: { cluster: { server: string } }[];
  };
  const upstream = Number(new URL(config.clusters[0]?.cluster.server ?? "").port);
  const open = new Set<Socket>();
  let [left, connections] = [Infinity, 0];
  const cutAll = (): void => {
    left = Infinity;
    for (const socket of open) socket.destroy();
  };
  const server = createServer((client) => {
    connections++;
    const target = connect(upstream, "127.0.0.1");
    for (const socket of [client, target]) {
      open.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        open.delete(socket);
        client.destroy();
        target.destroy();
      });
    }
    client.on("data", (bytes) => void target.write(bytes));
    target.on("data", (bytes) => {
      left -= bytes.length;
      if (left <= 0) cutAll();
      else client.write(bytes);
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, "127.0.0.1", resolve);
  await promise;
  const { port } = server.address() as AddressInfo;
  for (const { cluster } of config.clusters) cluster.server = `https://127.0.0.1:${port}`;
  const kubeconfig = `${options.folder}/kubeconfig-${port}`;
  writeFileSync(kubeconfig, JSON.stringify(config), { mode: 0o600 });
  return {
    kubeconfig,
    connections: () => connections,
    cutAfter(bytes) {
      left = bytes;
      connections = 0;
    },
    stop() {
      cutAll();
      server.close();
    },
  };
}
