package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"github.com/BurntSushi/toml"
	"os"
)

type op struct {
	Op string
	S  string
	V  any
}

func enc(v any) (r string) {
	defer func() {
		if e := recover(); e != nil {
			r = fmt.Sprint("P ", e)
		}
	}()
	b := bytes.NewBuffer(nil)
	if err := toml.NewEncoder(b).Encode(v); err != nil {
		return "E " + err.Error()
	}
	return b.String()
}
func dec(s string) (r string) {
	defer func() {
		if e := recover(); e != nil {
			r = fmt.Sprint("P ", e)
		}
	}()
	m := map[string]any{}
	if err := toml.Unmarshal([]byte(s), &m); err != nil {
		return "E " + err.Error()
	}
	j, err := json.Marshal(m)
	if err != nil {
		return fmt.Sprint(m)
	}
	return string(j) + "\n" + enc(m)
}
func main() {
	sc := bufio.NewScanner(os.Stdin)
	sc.Buffer(make([]byte, 1<<20), 1<<26)
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	for sc.Scan() {
		var o op
		if err := json.Unmarshal(sc.Bytes(), &o); err != nil {
			panic(err)
		}
		var r string
		if o.Op == "enc" {
			r = enc(o.V)
		} else {
			r = dec(o.S)
		}
		b, _ := json.Marshal(r)
		w.Write(b)
		w.WriteByte('\n')
	}
}
