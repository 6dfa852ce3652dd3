/** Go's encoding/csv. */
export { CsvError, CsvReader, readCsvRecord, writeCsvRecord } from "./csv.ts";
