{{ range . }}{{ .Change }} {{ .Kind }}/{{ .Name }} in {{ .Namespace }} ({{ .API }})
{{ end }}