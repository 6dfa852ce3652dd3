/** What a reference stood for reaches Helm, and is shown to nobody. */
import { expect, test } from "bun:test";
import { runHelm } from "./bad-input/run-helm.ts";
import { Scratch } from "./bad-input/scratch.ts";

const PASSWORD = "correct-horse-battery";
const chart = {
  "app/Chart.yaml": "apiVersion: v2\nname: app\nversion: 1.0.0\n",
  "app/templates/a.yaml": "value: {{ .Values.password }}\n{{ if .Values.fails }}{{ fail .Values.password }}{{ end }}\n",
  "secret.yaml": `password: ${PASSWORD}\n`,
  "helmfile.yaml":
    'releases:\n- name: web\n  chart: ./app\n  set: [{name: password, value: "ref+file://./secret.yaml#/password"}]\n',
};

async function template(...words: string[]) {
  using scratch = new Scratch(chart);
  const args = ["--debug", "--strip-args-values-on-exit-error=false", "template", ...words];
  return await runHelm(scratch, args, { dialect: "helmfile" });
}

test("it is not in the log of the words for Helm", async () => {
  const { exitCode, stdout, stderr } = await template();
  expect({ exitCode, isRendered: stdout.includes(PASSWORD) }).toEqual({ exitCode: 0, isRendered: true });
  expect(stderr).toMatch(/^exec: helm template web .*--set password=\*\*\*/m);
  expect(stderr).not.toContain(PASSWORD);
});

test("it is not in what is said of a failure", async () => {
  const { exitCode, stdout, stderr } = await template("--set", "fails=true");
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/a\.yaml:2:25\): \*\*\*$/m);
  expect(stdout + stderr).not.toContain(PASSWORD);
});
