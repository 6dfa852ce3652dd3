package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"os"
	"strings"
)

type op struct {
	Schema   json.RawMessage
	Instance json.RawMessage
	Remotes  string
	Float    bool
}
type remote struct{ dir string }

func (r remote) Load(u string) (any, error) {
	p, ok := strings.CutPrefix(u, "http://localhost:1234/")
	if !ok {
		return nil, fmt.Errorf("no network")
	}
	f, err := os.Open(r.dir + "/" + p)
	if err != nil {
		return nil, fmt.Errorf("no such remote")
	}
	defer f.Close()
	return jsonschema.UnmarshalJSON(f)
}

type urn struct{}

func (urn) Load(u string) (any, error) { return true, nil }
func run(o op) (r string) {
	defer func() {
		if e := recover(); e != nil {
			r = fmt.Sprint("P ", e)
		}
	}()
	s, err := jsonschema.UnmarshalJSON(bytes.NewReader(o.Schema))
	if err != nil {
		return "J " + err.Error()
	}
	c := jsonschema.NewCompiler()
	c.UseLoader(jsonschema.SchemeURLLoader{"http": remote{o.Remotes}, "https": remote{o.Remotes}, "urn": urn{}})
	if err := c.AddResource("file:///values.schema.json", s); err != nil {
		return "A " + err.Error()
	}
	v, err := c.Compile("file:///values.schema.json")
	if err != nil {
		return "C " + err.Error()
	}
	var inst any
	if err := json.Unmarshal(o.Instance, &inst); err != nil {
		return "I " + err.Error()
	}
	if err := v.Validate(inst); err != nil {
		return err.Error()
	}
	return "ok"
}
func main() {
	sc := bufio.NewScanner(os.Stdin)
	sc.Buffer(make([]byte, 1<<20), 1<<27)
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	for sc.Scan() {
		var o op
		if err := json.Unmarshal(sc.Bytes(), &o); err != nil {
			panic(err)
		}
		b, _ := json.Marshal(run(o))
		w.Write(b)
		w.WriteByte('\n')
	}
}
