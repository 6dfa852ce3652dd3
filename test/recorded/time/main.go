package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"time"
)

type op struct {
	Op string
	A  []string
	N  []int64
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
		switch o.Op {
		case "format":
			loc, err := time.LoadLocation(o.A[1])
			if err != nil {
				r = "noloc"
				break
			}
			r = time.Unix(o.N[0], o.N[1]).In(loc).Format(o.A[0])
		case "parse":
			t, err := time.ParseInLocation(o.A[0], o.A[1], time.Local)
			if err != nil {
				r = "E " + err.Error()
			} else {
				r = fmt.Sprintf("%v %d %s", t, t.Unix(), t.GoString())
			}
		case "dur":
			d, err := time.ParseDuration(o.A[0])
			if err != nil {
				r = "E " + err.Error()
			} else {
				r = d.String()
			}
		case "ops":
			t := time.Unix(o.N[0], o.N[1])
			d := time.Duration(o.N[2])
			y, wk := t.ISOWeek()
			loc, _ := time.LoadLocation(o.A[0])
			t = t.In(loc)
			_ = y
			_ = wk
			r = fmt.Sprint(t.Add(d), " ", t.Round(d), " ", t.Truncate(d), " ", t.AddDate(int(o.N[3]), int(o.N[4]), int(o.N[5])), " ", t.YearDay(), " ", t.Sub(time.Unix(0, 0)), " ", time.Duration(o.N[0]).Round(d), " ", time.Duration(o.N[0]).Truncate(d), " ", t.IsDST())
		}
		b, _ := json.Marshal(r)
		w.Write(b)
		w.WriteByte('\n')
	}
}
