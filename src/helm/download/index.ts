export { ChartRegistry, isOci, withoutScheme } from "./chart-registry.ts";
export { Downloader } from "./downloader.ts";
export type { Downloaded, Verify } from "./downloader.ts";
export { fetchChart, findByUrl } from "./fetch-chart.ts";
export type { ChartSource, RemoteChart } from "./fetch-chart.ts";
export { substitutions } from "./find-in-repository.ts";
export { messageOf, within } from "./go-errors.ts";
export { IndexStore, reaching } from "./index-store.ts";
export type {
  Content,
  Descriptor,
  DownloadPorts,
  GetOptions,
  Getter,
  RegistryPort,
  Verification,
  VerifyProvenance,
} from "./ports.ts";
export { tryParse } from "./reference-url.ts";
export { verifyFile } from "./verify-file.ts";
