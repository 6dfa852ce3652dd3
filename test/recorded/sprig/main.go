// Command sprig records what Sprig, text/template and Masterminds/semver answer:
//
//	go run . functions < ../../cases/sprig/functions.jsonl
//	go run . versions < ../../cases/sprig/versions.jsonl
//
// It reads JSON lines, keeps their questions and prints them with the answers, to be stored under the same name.
package main

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"text/template"
	"unicode/utf8"

	"github.com/Masterminds/semver/v3"
	"github.com/Masterminds/sprig/v3"
)

// A Function is a template without data and what it prints.
type Function struct {
	Template string  `json:"template"`
	Want     *string `json:"want,omitempty"`
	WantB64  *string `json:"wantB64,omitempty"`
	Error    *string `json:"error,omitempty"`
}

// A Version is a constraint and a version, and whether they match.
type Version struct {
	Constraint string   `json:"constraint"`
	Version    string   `json:"version"`
	Text       string   `json:"text,omitempty"`
	Strict     string   `json:"strict,omitempty"`
	Match      bool     `json:"match"`
	Reasons    []string `json:"reasons,omitempty"`
	Error      string   `json:"error,omitempty"`
}

func (f Function) answer() Function {
	answer := Function{Template: f.Template}
	out, err := render(f.Template)
	switch {
	case err != nil:
		text := err.Error()
		answer.Error = &text
	case utf8.ValidString(out):
		answer.Want = &out
	default:
		encoded := base64.StdEncoding.EncodeToString([]byte(out))
		answer.WantB64 = &encoded
	}
	return answer
}

func render(text string) (string, error) {
	t, err := template.New("t").Funcs(sprig.TxtFuncMap()).Parse(text)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	err = t.Execute(&out, map[string]interface{}{})
	return out.String(), err
}

func (v Version) answer() Version {
	answer := Version{Constraint: v.Constraint, Version: v.Version}
	if _, err := semver.StrictNewVersion(v.Version); err != nil {
		answer.Strict = err.Error()
	}
	constraints, err := semver.NewConstraint(v.Constraint)
	if err != nil {
		answer.Error = err.Error()
		return answer
	}
	version, err := semver.NewVersion(v.Version)
	if err != nil {
		answer.Error = err.Error()
		return answer
	}
	match, reasons := constraints.Validate(version)
	answer.Match = match
	for _, reason := range reasons {
		answer.Reasons = append(answer.Reasons, reason.Error())
	}
	answer.Text = fmt.Sprintf("%s %s", constraints, version)
	return answer
}

func main() {
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<16), 1<<24)
	for lines.Scan() {
		if err := encoder.Encode(record(os.Args[1], lines.Bytes())); err != nil {
			panic(err)
		}
	}
}

func record(kind string, line []byte) any {
	if kind == "versions" {
		return decode[Version](line).answer()
	}
	return decode[Function](line).answer()
}

func decode[T any](line []byte) (value T) {
	if err := json.Unmarshal(line, &value); err != nil {
		panic(err)
	}
	return value
}
