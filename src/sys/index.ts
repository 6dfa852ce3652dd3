export { basicAuthorization, createHttpClient } from "./http.ts";
export type { HttpClient, HttpClientOptions, HttpRequest, HttpResponse, TlsOptions } from "./http.ts";
export { HttpError } from "./http-error.ts";
export type { HttpErrorKind } from "./http-error.ts";
