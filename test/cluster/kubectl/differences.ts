/** Commands of which the two servers are known to say different things, and why. They are given all the same: later ones build on them. */
const CONTROLLERS = "what controllers do to objects differs: docs/compat/sandbox.md";
const DEFAULTS = "not all defaults of this kind are filled in: docs/compat/sandbox.md";
const FURNITURE = "objects that a server makes for itself are not there: docs/compat/sandbox.md";
const NODES = "the nodes beside the real server are kwok's";
const ADDRESSES =
  "the sandbox gives addresses to balancers and ingresses; beside the real server there is nobody who does";

export const DIFFERENCES: Readonly<Record<string, string>> = {
  "get services": ADDRESSES,
  "get ingress in1": ADDRESSES,
  "describe ingress in1": ADDRESSES,
  "get ingress web -o wide": ADDRESSES,
  "describe ingress web": ADDRESSES,
  "auth whoami": "the real server reads its users from a file, which gives them uids",
  "get --raw /version": "it is another build",
  "describe pods -l app=web": NODES,
  "get pod pod1 -o yaml": CONTROLLERS,
  "describe pod pod1": NODES,
  "logs pod1 --previous": "kwok has no log of the container before",
  "delete replicasets,pods -l app=d1 --now": "which of them is collected first is a matter of moments",
  "delete all --all --timeout=60s": "which of them is collected first is a matter of moments",
  "describe podtemplate tpl": DEFAULTS,
  "describe resourceclaim gpu": DEFAULTS,
  "describe deviceclass gpu.$NS": DEFAULTS,
  "get node node-0 -o wide": NODES,
  "describe node node-0": NODES,
  "get nodes": NODES,
  "get nodes -o wide": NODES,
  "get node node-1": NODES,
  "get endpoints": CONTROLLERS,
  "get componentstatuses": FURNITURE,
  "get servicecidrs": FURNITURE,
  "get ipaddresses": FURNITURE,
  "get flowschemas": FURNITURE,
  "get prioritylevelconfigurations": FURNITURE,
  "get apiservices": FURNITURE,
  "get configmaps": FURNITURE,
};
