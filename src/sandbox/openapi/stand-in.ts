/** The names of the recorded custom kinds: no other word in the documents contains one of them. */
export const STAND_IN = {
  group: "zzgroup.zzdomain",
  version: "vzz",
  namespaced: {
    plural: "zznamespaceds",
    singular: "zznamespaced",
    kind: "Zznamespaced",
    listKind: "ListOfZznamespaced",
  },
  cluster: { plural: "zzclusters", singular: "zzcluster", kind: "Zzcluster", listKind: "ListOfZzcluster" },
} as const;
