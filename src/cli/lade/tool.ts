/** Never reached from the program, where `main.ts` takes the tools' names first; the commands exist for help and completion. */
export function run(): void {
  throw new Error("the tools are chosen by main.ts");
}
