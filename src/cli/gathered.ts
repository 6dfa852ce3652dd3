import { fromBytes } from "../go/index.ts";
import type { Output } from "./context.ts";

/** Output that is kept as text. */
export class Gathered implements Output {
  text = "";

  write(text: string): void {
    this.text += text;
  }

  writeBytes(bytes: Uint8Array): void {
    this.text += fromBytes(bytes);
  }

  flush(): void {
    // Nothing is held back.
  }
}

/** What a command that is run inside this process sees of a terminal. */
export const NO_TERMINAL = { outIsTerminal: false, errIsTerminal: false, color: false };
