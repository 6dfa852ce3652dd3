// Records what Helm's template engine answers: reads one template a line (blank lines and lines starting with # are passed over),
// renders each with Helm 4's and Helm 3's own engine over the given values, and prints a JSON object a line in the form that
// scripts/parity-templates.ts plays.
//
//	go run . values.json < expressions.txt > recorded.jsonl
package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"time"
	"unicode/utf8"

	common4 "helm.sh/helm/v4/pkg/chart/common"
	util4 "helm.sh/helm/v4/pkg/chart/common/util"
	loader4 "helm.sh/helm/v4/pkg/chart/v2/loader"
	archive4 "helm.sh/helm/v4/pkg/chart/loader/archive"
	engine4 "helm.sh/helm/v4/pkg/engine"

	chart3 "helm.sh/helm/v3/pkg/chart/loader"
	util3 "helm.sh/helm/v3/pkg/chartutil"
	engine3 "helm.sh/helm/v3/pkg/engine"
	"sigs.k8s.io/yaml"
)

const chartYAML = "apiVersion: v2\nname: t\nversion: 0.1.0\nappVersion: \"1.2.3\"\ndescription: A chart of one template\n"

type answer struct {
	Want  *string `json:"want,omitempty"`
	Error string  `json:"error,omitempty"`
}

func (a answer) equal(b answer) bool {
	return a.Error == b.Error && (a.Want == nil) == (b.Want == nil) && (a.Want == nil || *a.Want == *b.Want)
}

func answered(rendered map[string]string, err error) answer {
	if err != nil {
		return answer{Error: err.Error()}
	}
	text := rendered["t/templates/t.yaml"]
	return answer{Want: &text}
}

func renderWith4(template string, values map[string]any) answer {
	files := []*archive4.BufferedFile{{Name: "Chart.yaml", Data: []byte(chartYAML)}, {Name: "templates/t.yaml", Data: []byte(template)}}
	loaded, err := loader4.LoadFiles(files)
	if err != nil {
		return answer{Error: err.Error()}
	}
	capabilities := common4.DefaultCapabilities.Copy()
	capabilities.KubeVersion = common4.KubeVersion{Version: "v1.33.0", Major: "1", Minor: "33"}
	release := common4.ReleaseOptions{Name: "rel", Namespace: "ns", Revision: 1, IsInstall: true}
	all, err := util4.ToRenderValues(loaded, values, release, capabilities)
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answered(engine4.Render(loaded, all))
}

func renderWith3(template string, values map[string]any) answer {
	files := []*chart3.BufferedFile{{Name: "Chart.yaml", Data: []byte(chartYAML)}, {Name: "templates/t.yaml", Data: []byte(template)}}
	loaded, err := chart3.LoadFiles(files)
	if err != nil {
		return answer{Error: err.Error()}
	}
	capabilities := util3.DefaultCapabilities.Copy()
	capabilities.KubeVersion = util3.KubeVersion{Version: "v1.33.0", Major: "1", Minor: "33"}
	release := util3.ReleaseOptions{Name: "rel", Namespace: "ns", Revision: 1, IsInstall: true}
	all, err := util3.ToRenderValues(loaded, values, release, capabilities)
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answered(engine3.Render(loaded, all))
}

// Values as a file gives them: every number a float64, and a fresh copy for each run.
func parse(text []byte) map[string]any {
	values := map[string]any{}
	if err := yaml.Unmarshal(text, &values); err != nil {
		fail(err)
	}
	return values
}

const runs = 5

// The answer, or false where it varies from run to run, or from day to day.
func stable(render func() answer) (answer, bool) {
	first := render()
	for range runs - 1 {
		if !render().equal(first) {
			return first, false
		}
	}
	today := time.Now().UTC().Format(time.DateOnly)
	return first, first.Want == nil || utf8.ValidString(*first.Want) && !strings.Contains(*first.Want, today)
}

func main() {
	values, err := os.ReadFile(os.Args[1])
	if err != nil {
		fail(err)
	}
	lines := bufio.NewScanner(os.Stdin)
	output := json.NewEncoder(os.Stdout)
	output.SetEscapeHTML(false)
	for lines.Scan() {
		template := lines.Text()
		if strings.TrimSpace(template) == "" || strings.HasPrefix(template, "#") {
			continue
		}
		template = strings.ReplaceAll(template, "⏎", "\n")
		four, sure4 := stable(func() answer { return renderWith4(template, parse(values)) })
		three, sure3 := stable(func() answer { return renderWith3(template, parse(values)) })
		if !sure4 || !sure3 {
			fmt.Fprintf(os.Stderr, "passed over, because the answer varies: %s\n", template)
			continue
		}
		if err := output.Encode(record(template, parse(values), four, three)); err != nil {
			fail(err)
		}
	}
}

func record(template string, values map[string]any, four, three answer) any {
	line := struct {
		ID       string         `json:"id"`
		Template string         `json:"template"`
		Values   map[string]any `json:"values"`
		answer
		FullError string  `json:"fullError,omitempty"`
		Helm3     *answer `json:"helm3,omitempty"`
	}{ID: fmt.Sprintf("own-%x", sha256.Sum256([]byte(template)))[:12], Template: template, Values: values, answer: four, FullError: four.Error}
	if !four.equal(three) {
		line.Helm3 = &three
	}
	return line
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
