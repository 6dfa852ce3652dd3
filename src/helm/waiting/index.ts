export { explain, explanationText } from "./explanation.ts";
export type { Explanation } from "./explanation.ts";
export { waitObserver } from "./observer.ts";
export type { ObserverOptions, WaitScreen, WaitView } from "./observer.ts";
export { PlainLines } from "./plain-lines.ts";
export { textWidth } from "./text-width.ts";
export { treeLines } from "./tree-lines.ts";
export type { TreeStyle } from "./tree-lines.ts";
