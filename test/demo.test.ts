import { expect, test } from "bun:test";
import { resolve } from "node:path";

const ROOT = resolve(import.meta.dir, "..");

test(
  "the demo renders, lints, packages, explains, builds, and plays a release in a sandbox",
  () => {
    const { exitCode, stdout, stderr } = Bun.spawnSync(["bun", "scripts/demo.ts"], { cwd: ROOT, stdin: "ignore" });
    const output = stdout.toString();
    expect(`${exitCode} ${stderr.toString()}`).toBe("0 ");
    expect(output).toContain("Successfully packaged chart and saved it to: packages/shop-1.4.0.tgz");
    expect(output).toContain("1 chart(s) linted, 0 chart(s) failed");
    expect(output).toMatch(/→ rendered 1\d objects/);
    expect(output).toMatch(/→ built 3 objects/);
    expect(output).toMatch(/^\d+:\d\d Deployment\/shop-web 0\/\d ready/m);
    expect(output).toContain("STATUS: pending-install");
    expect(output).toMatch(/superseded\s+shop-1.4.0.*Install complete/);
    expect(output).toMatch(/deployed\s+shop-1.4.0.*Rollback to 2/);
    expect(output).toContain('release "shop" uninstalled');
  },
  { timeout: 120_000 },
);
