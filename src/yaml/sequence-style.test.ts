import { expect, test } from "bun:test";
import { sequenceStyle } from "./index.ts";

const check = (text: string, expected: "compact" | "wide"): void => {
  test(JSON.stringify(text), () => expect(sequenceStyle(text)).toBe(expected));
};

check("a:\n- b\n", "compact");
check("a:\n  - b\n", "wide");
check("a: # c\n  # d\n  - b\nc:\n- d\n", "wide");
check("a: |\n  - b\nc:\n- d\n", "compact");
check("- a\n- b:\n    - c\n", "compact");
check("a:\n   - b\nc:\n  - d\n", "wide");
check("x: y\n", "compact");
