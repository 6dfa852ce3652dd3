#!/bin/sh
# Stands in for Helm: writes down what it is asked, and answers as INSTALLED, CHANGED and FAIL say.
cmd= skip= line= input=
for word; do
  case "$word" in
    --password-stdin) input=$(cat) ;;
  esac
  [ -n "$skip" ] && skip= && continue
  case "$word" in
    --kube-context|--kubeconfig) skip=1 ;;
    -*) ;;
    *) [ -z "$cmd" ] && cmd=$word ;;
  esac
done
for word; do
  case "$word" in *[[:space:]]*|"") word="'$word'" ;; esac
  line="$line $word"
done
[ -n "$input" ] && line="$line < $input"
echo "helm$line" | sed -E -e "s#$CASEDIR#CASE#g" -e 's#[^ =]*/helmfile[0-9A-Za-z-]*/[^ ]*#TEMP#g' -e 's#[^ =]*/home/[^ ]*#CACHED#g' -e 's#(dependency update) .*#\1 TEMP#' >> "$CASEDIR/calls.txt"
case "$FAIL" in "$cmd") echo "Error: $cmd said no${FORBIDS:+: Forbidden: updates to it}" >&2; exit 1 ;; esac
case "$cmd" in
  version) echo "${HELM_VERSION:-v3.22.0+g1234567}" ;;
  list)
    echo "NAME	NAMESPACE	REVISION	UPDATED	STATUS	CHART	APP VERSION"
    case " $* all " in *" ^${INSTALLED:-none}\$ "*|*" ${INSTALLED:-none} ") echo "x	default	1	2024-01-01 00:00:00 +0000 UTC	deployed	dump-1.2.3	9.9" ;; esac ;;
  diff) [ -n "$CHANGED" ] && echo "something has changed" && exit 2
        echo "nothing has changed" ;;
  show) printf 'name: thing\nversion: 7.8.9\n' ;;
  fetch|pull)
    while [ $# -gt 0 ]; do
      case "$1" in --untardir|--destination) mkdir -p "$2/thing"; printf 'apiVersion: v2\nname: thing\nversion: 1.0.0\n' > "$2/thing/Chart.yaml" ;; esac
      shift
    done ;;
  dependency)
    [ "$2" = update ] && printf 'dependencies:\n- name: thing\n  repository: https://charts.example.com\n  version: 1.0.7\n- name: other\n  repository: https://charts.example.com\n  version: 2.0.0\ndigest: sha256:abc\ngenerated: "2024-01-02T03:04:05Z"\n' > "$3/Chart.lock"
    echo "dependencies are there" ;;
  *) echo "$cmd went well" ;;
esac
exit 0
