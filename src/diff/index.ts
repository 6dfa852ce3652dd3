/** What helm-diff shows of two manifests (helm-diff 3.15.11), as a library without IO. */
export { Fatal } from "./fatal.ts";
export { parseManifest, TEST_HOOKS } from "./manifest.ts";
export type { MappedObject, ObjectIndex, ParseOptions } from "./manifest.ts";
export type { DiffOptions } from "./options.ts";
export { byTemplate, makeReport } from "./report.ts";
export type { ChangeType, OwnershipChange, Report, ReportEntry, ReportInput } from "./report.ts";
export { reportText } from "./print.ts";
export type { PrintOptions } from "./print.ts";
export type { ReportTemplate } from "./print-template.ts";
