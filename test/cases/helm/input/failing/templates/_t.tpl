{{- define "loop" }}{{ include "loop" . }}{{ end -}}
{{- define "inner" }}{{ .Values.missing.key }}{{ end -}}
