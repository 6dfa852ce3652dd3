// Answers questions on standard input, one JSON object a line: {"mode": "...", "input": base64}.
package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"

	yaml3 "go.yaml.in/yaml/v3"
	"sigs.k8s.io/yaml"
)

type question struct{ Mode, Input string }

// A node as [kind, style, tag, value, anchor, head, line, foot comment, line, column, children].
func nodeOf(n *yaml3.Node) []any {
	children := []any{}
	for _, c := range n.Content {
		children = append(children, nodeOf(c))
	}
	return []any{n.Kind, n.Style, n.Tag, n.Value, n.Anchor, n.HeadComment, n.LineComment, n.FootComment, n.Line, n.Column, children}
}

func asJSON(v any, err error) string {
	if err != nil {
		return "E " + err.Error()
	}
	b, err := json.Marshal(v)
	return asText(b, err)
}

func asText(b []byte, err error) string {
	if err != nil {
		return "E " + err.Error()
	}
	return string(b)
}

func documents(data []byte) (docs []*yaml3.Node, err error) {
	d := yaml3.NewDecoder(bytes.NewReader(data))
	for {
		var n yaml3.Node
		if err := d.Decode(&n); err == io.EOF {
			return docs, nil
		} else if err != nil {
			return nil, err
		}
		docs = append(docs, &n)
	}
}

func emit(data []byte, compact bool) ([]byte, error) {
	docs, err := documents(data)
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	e := yaml3.NewEncoder(&buf)
	e.SetIndent(2)
	if compact {
		e.CompactSeqIndent()
	}
	for _, d := range docs {
		if err := e.Encode(d); err != nil {
			return nil, err
		}
	}
	return buf.Bytes(), nil
}

func answer(mode string, data []byte) (out string) {
	defer func() {
		if r := recover(); r != nil {
			out = fmt.Sprint("P ", r)
		}
	}()
	var v any
	switch mode {
	case "unmarshal":
		err := yaml.Unmarshal(data, &v)
		return asJSON(v, err)
	case "strict":
		err := yaml.UnmarshalStrict(data, &v)
		return asJSON(v, err)
	case "decode-v3":
		err := yaml3.Unmarshal(data, &v)
		return asJSON(v, err)
	case "json":
		err := json.Unmarshal(data, &v)
		return asJSON(v, err)
	case "nodes":
		docs, err := documents(data)
		nodes := []any{}
		for _, d := range docs {
			nodes = append(nodes, nodeOf(d))
		}
		return asJSON(nodes, err)
	case "emit", "emit-wide":
		return asText(emit(data, mode == "emit"))
	}
	if err := json.Unmarshal(data, &v); err != nil {
		return "E " + err.Error()
	}
	if mode == "marshal" {
		return asText(yaml.Marshal(v))
	}
	var buf bytes.Buffer
	e := yaml3.NewEncoder(&buf)
	e.SetIndent(2)
	err := e.Encode(v)
	return asText(buf.Bytes(), err)
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(make([]byte, 1<<20), 1<<26)
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	for in.Scan() {
		var q question
		if err := json.Unmarshal(in.Bytes(), &q); err != nil {
			panic(err)
		}
		data, err := base64.StdEncoding.DecodeString(q.Input)
		if err != nil {
			panic(err)
		}
		out.Encode(answer(q.Mode, data))
	}
}
