/** What Go counts as white space, and cuts off. */
export { isBlank, trimLeft, trimSpace } from "./space.ts";
