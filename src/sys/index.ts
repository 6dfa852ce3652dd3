export { basicAuthorization, createHttpClient } from "./http.ts";
export type { HttpClient, HttpClientOptions, HttpRequest, HttpResponse, TlsOptions } from "./http.ts";
export { HttpError } from "./http-error.ts";
export type { HttpErrorKind } from "./http-error.ts";
export { disk } from "./disk.ts";
export { copyFolder, makeLink, withTemporaryFolder, writeWithMode } from "./folders.ts";
export { BrokenPipe, isTerminal, Stream } from "./output.ts";
export { lookPath, lookProgram, run, StartError } from "./subprocess.ts";
export type { Finished, RunOptions } from "./subprocess.ts";
