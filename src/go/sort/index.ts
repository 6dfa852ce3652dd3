/** Go's package sort. */
export { sortSlice } from "./sort-slice.ts";
