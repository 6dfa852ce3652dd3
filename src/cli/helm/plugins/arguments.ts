/** Sorts the words given to a plugin into Helm's own flags and the plugin's (manuallyProcessArgs in pkg/cmd/load_plugins.go). */

const WITH_VALUE = [
  ...["--kube-context", "--namespace", "-n", "--kubeconfig", "--kube-apiserver", "--kube-token", "--kube-as-user"],
  ...["--kube-as-group", "--kube-ca-file", "--registry-config", "--repository-cache", "--repository-config"],
  ...["--kube-insecure-skip-tls-verify", "--kube-tls-server-name"],
];

export interface SortedWords {
  readonly known: readonly string[];
  readonly unknown: readonly string[];
}

export function sortWords(words: readonly string[]): SortedWords {
  const known: string[] = [];
  const unknown: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? "";
    if (word === "--debug") known.push(word);
    // Helm knows what is no flag by an empty name, so that it takes an empty word for a flag of its own.
    else if (word === "" || WITH_VALUE.includes(word)) known.push(...words.slice(i, ++i + 1));
    else if (WITH_VALUE.some((flag) => word.startsWith(`${flag}=`))) known.push(word);
    else unknown.push(word);
  }
  return { known, unknown };
}
