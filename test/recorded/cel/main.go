// Answers questions about CEL expressions as the API server's own libraries do: one JSON object a line in, one a line out.
// `go run . < questions`; `go run . declarations` prints every function the environment of new expressions knows.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"sort"
	"strconv"
	"strings"

	celgo "github.com/google/cel-go/cel"
	"github.com/google/cel-go/checker"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	apiextensionsv1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structuralschema "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	schemacel "k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel/model"
	utiljson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/version"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	apiservercel "k8s.io/apiserver/pkg/cel"
	"k8s.io/apiserver/pkg/cel/environment"
	"k8s.io/apiserver/pkg/cel/library"
)

type question struct {
	Expression string          `json:"expression"`
	Schema     json.RawMessage `json:"schema,omitempty"`
	Self       json.RawMessage `json:"self,omitempty"`
	OldSelf    json.RawMessage `json:"oldSelf,omitempty"`
	Root       bool            `json:"root,omitempty"`
}

type answer struct {
	Error   string `json:"error,omitempty"`
	Type    string `json:"type,omitempty"`
	Value   string `json:"value,omitempty"`
	Failure string `json:"failure,omitempty"`
	Cost    uint64 `json:"cost"`
	Min     uint64 `json:"min"`
	Max     string `json:"max,omitempty"`
}

type sizes struct{ root *apiservercel.DeclType }

func (s *sizes) EstimateSize(element checker.AstNode) *checker.SizeEstimate {
	if len(element.Path()) == 0 || s.root == nil {
		return nil
	}
	node := s.root
	for _, name := range element.Path()[1:] {
		switch name {
		case "@items", "@values":
			node = node.ElemType
		case "@keys":
			node = node.KeyType
		default:
			field, ok := node.Fields[name]
			if !ok {
				return nil
			}
			node = field.Type
		}
		if node == nil {
			return nil
		}
	}
	return &checker.SizeEstimate{Min: 0, Max: uint64(node.MaxElements)}
}

func (s *sizes) EstimateCallCost(string, string, *checker.AstNode, []checker.AstNode) *checker.CallEstimate {
	return nil
}

var base = environment.MustBaseEnvSet(version.MajorMinor(1, 35))

func environmentOf(q question) (*celgo.Env, *structuralschema.Structural, *apiservercel.DeclType, error) {
	options := environment.VersionedOptions{IntroducedVersion: version.MajorMinor(1, 0)}
	var structural *structuralschema.Structural
	var decl *apiservercel.DeclType
	if q.Schema == nil {
		options.EnvOptions = []celgo.EnvOption{
			celgo.Variable("self", celgo.DynType), celgo.Variable("oldSelf", celgo.DynType),
			celgo.Variable("authorizer", library.AuthorizerType),
		}
	} else {
		var outer apiextensionsv1.JSONSchemaProps
		if err := json.Unmarshal(q.Schema, &outer); err != nil {
			return nil, nil, nil, err
		}
		var inner apiextensions.JSONSchemaProps
		if err := apiextensionsv1.Convert_v1_JSONSchemaProps_To_apiextensions_JSONSchemaProps(&outer, &inner, nil); err != nil {
			return nil, nil, nil, err
		}
		var err error
		if structural, err = structuralschema.NewStructural(&inner); err != nil {
			return nil, nil, nil, err
		}
		decl = model.SchemaDeclType(structural, q.Root).MaybeAssignTypeName("selfType")
		options.EnvOptions = []celgo.EnvOption{celgo.Variable("self", decl.CelType()), celgo.Variable("oldSelf", decl.CelType())}
		options.DeclTypes = []*apiservercel.DeclType{decl}
	}
	set, err := base.Extend(options)
	if err != nil {
		return nil, nil, nil, err
	}
	return set.NewExpressionsEnv(), structural, decl, nil
}

func ask(q question) (a answer) {
	defer func() {
		if e := recover(); e != nil {
			a = answer{Error: fmt.Sprint("PANIC ", e)}
		}
	}()
	env, structural, decl, err := environmentOf(q)
	if err != nil {
		return answer{Error: "ENV " + err.Error()}
	}
	ast, issues := env.Compile(q.Expression)
	if issues.Err() != nil {
		return answer{Error: issues.String()}
	}
	a.Type = checker.FormatCELType(ast.OutputType())
	estimator := &library.CostEstimator{SizeEstimator: &sizes{decl}}
	if estimate, err := env.EstimateCost(ast, estimator); err == nil {
		a.Min, a.Max = estimate.Min, strconv.FormatUint(estimate.Max, 10)
	} else {
		a.Max = err.Error()
	}
	program, err := env.Program(ast, celgo.CostLimit(celconfig.PerCallLimit), celgo.CostTracking(estimator), celgo.InterruptCheckFrequency(100))
	if err != nil {
		a.Error = "program instantiation failed: " + err.Error()
		return a
	}
	vars := map[string]any{}
	for name, raw := range map[string]json.RawMessage{"self": q.Self, "oldSelf": q.OldSelf} {
		if raw == nil {
			continue
		}
		var v any
		if err := utiljson.Unmarshal(raw, &v); err != nil {
			panic(err)
		}
		if structural == nil {
			vars[name] = v
			continue
		}
		s := structural
		if q.Root {
			s = model.WithTypeAndObjectMeta(structural)
		}
		vars[name] = schemacel.UnstructuredToVal(v, s)
	}
	value, details, err := program.Eval(vars)
	if details != nil && details.ActualCost() != nil {
		a.Cost = *details.ActualCost()
	}
	if err != nil {
		a.Failure = err.Error()
	} else {
		a.Value = show(value)
	}
	return a
}

func show(v ref.Val) string {
	switch v := v.(type) {
	case types.Bool, types.Int:
		return fmt.Sprint(v)
	case types.Uint:
		return fmt.Sprintf("%du", uint64(v))
	case types.Double:
		return "double " + strconv.FormatFloat(float64(v), 'g', -1, 64)
	case types.String:
		b, _ := json.Marshal(string(v))
		return string(b)
	case types.Bytes:
		return fmt.Sprintf("bytes %x", []byte(v))
	case types.Null:
		return "null"
	case types.Duration:
		return "duration " + v.Duration.String()
	case types.Timestamp:
		return "timestamp " + v.Time.UTC().Format("2006-01-02T15:04:05.999999999Z07:00")
	case *types.Type:
		return "type " + v.TypeName()
	case *types.Optional:
		if v.HasValue() {
			return "optional(" + show(v.GetValue()) + ")"
		}
		return "optional.none"
	case traits.Lister:
		var parts []string
		for it := v.Iterator(); it.HasNext() == types.True; {
			parts = append(parts, show(it.Next()))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case traits.Mapper:
		var parts []string
		for it := v.Iterator(); it.HasNext() == types.True; {
			k := it.Next()
			parts = append(parts, show(k)+": "+show(v.Get(k)))
		}
		sort.Strings(parts)
		return "{" + strings.Join(parts, ", ") + "}"
	}
	return v.Type().TypeName()
}

func declarations() {
	env, err := base.Extend(environment.VersionedOptions{IntroducedVersion: version.MajorMinor(1, 0)})
	if err != nil {
		panic(err)
	}
	functions := env.NewExpressionsEnv().Functions()
	var names []string
	for name := range functions {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		for _, o := range functions[name].OverloadDecls() {
			var args []string
			for _, t := range o.ArgTypes() {
				args = append(args, checker.FormatCELType(t))
			}
			style := "global"
			if o.IsMemberFunction() {
				style = "member"
			}
			fmt.Printf("%s\t%s\t%s\t%s\t%s\t%s\n", name, o.ID(), style, strings.Join(args, ", "), checker.FormatCELType(o.ResultType()), strings.Join(o.TypeParams(), ","))
		}
	}
}

var pointer = regexp.MustCompile(`0x[0-9a-f]{6,}`)

func main() {
	if len(os.Args) > 1 {
		declarations()
		return
	}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<26)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for in.Scan() {
		var q question
		if err := json.Unmarshal(in.Bytes(), &q); err != nil {
			panic(err)
		}
		encoder := json.NewEncoder(out)
		encoder.SetEscapeHTML(false)
		a := ask(q)
		a.Failure = pointer.ReplaceAllString(a.Failure, "0x…")
		encoder.Encode(a)
	}
}
