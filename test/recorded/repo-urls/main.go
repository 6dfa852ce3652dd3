// Asks Kustomize how it reads addresses of repositories. Prints a JSON line for each address: what it was split into, or why not.
//
//	go run . > ../../cases/repo-urls/urls.jsonl
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"time"
	_ "unsafe"

	_ "sigs.k8s.io/kustomize/api/krusty"
)

// The fields of git.RepoSpec in their order; the package is internal.
type repoSpec struct {
	raw, Host, RepoPath, Dir, KustRootPath, Ref string
	Submodules                                  bool
	Timeout                                     time.Duration
}

//go:linkname parse sigs.k8s.io/kustomize/api/internal/git.NewRepoSpecFromURL
func parse(url string) (*repoSpec, error)

var hosts = []string{
	"", "git@", "user-1@", "1user@", "a:b@", "ssh://", "ssh://git@", "https://", "http://", "http://user@", "https://user:token@", "HTTPS://",
	"file://", "file:///", "git://", "git::https://", "GIT::http://", "git::git@", "git::", "git::ssh://git@",
}

var places = []string{
	"github.com/org/repo", "github.com:org/repo", "GitHub.com/org/repo", "github.company.com/org/repo", "example.com:8443/org/repo",
	"example.com:org/repo", "127.0.0.1:8080/repo", "dev.azure.com/org/project/_git/repo", "git-codecommit.us-east-2.amazonaws.com/v1/repos/repo",
	"bitbucket.org/org/repo", "[::1]:80/org/repo", "host", "host/", "/org/repo", "github.com/", "github.com", "tmp/a@b/repo",
}

var ends = []string{
	"", "/", "//", ".git", ".git/", ".git/sub", ".git//sub/dir", ".github/sub", "/sub/dir", "//sub/dir", "///sub", "//sub//dir", "/sub//dir",
	"/../..", "//..", "//../x", "//sub/../..", "//sub/../x", ".git/../x", "//.", "/_git/x/y", "//a_git/b", "/.git", ".git.git/x", "/sub:x", "//%2e%2e",
}

var queries = []string{
	"?ref=v1", "?version=v2", "?ref=v1&version=v2", "?version=v2&ref=", "?ref=", "?", "?ref=a/b", "?ref=a%2Fb", "?ref=a+b", "?ref=%zz", "?ref=a;b=c",
	"?ref=v1?ref=v2", "?ref=v1#x", "?REF=v1", "?x=y", "?ref=a&ref=b", "?&&ref=a", "?ref",
	"?timeout=61", "?timeout=61s", "?timeout=1m30s", "?timeout=1.5h", "?timeout=.5s", "?timeout=5.s", "?timeout=0", "?timeout=-1", "?timeout=-5s", "?timeout=+7",
	"?timeout=%2B7", "?timeout=1e3", "?timeout=100ms", "?timeout=250us", "?timeout=3%C2%B5s", "?timeout=10ns", "?timeout=x", "?timeout=s", "?timeout=1d", "?timeout=007",
	"?timeout=0x10", "?timeout=1_000", "?timeout=99999999999", "?timeout=9999999999h", "?timeout=99999999999999999999", "?timeout=0s", "?timeout=1s2", "?timeout=%2B1s", "?timeout=2m&timeout=1m",
	"?submodules=0", "?submodules=false", "?submodules=F", "?submodules=FALSE", "?submodules=no", "?submodules=true", "?submodules=", "?submodules=f", "?submodules=False",
	"?submodules=fALSE", "?submodules=1", "?ref=v1&submodules=0&timeout=10s", "?submodules=0&ref=%zz", "?ref=main&x=%", "?ref=v1%00", "?ref=%C3%A9",
}

var others = []string{
	"", ".", "..", "/", "/abs/repo", "//double", "base", "../base", "./base", "base?ref=v1", "?ref=v1", "a b", "https:", "https:/", "https:///", "https:////",
	"git@github.com", "git@:org/repo", "git@host:/org/repo", "git@host:/org/repo//sub", "git@host:~/repo.git", "git@host:repo.git", "git@host/org:repo/x/y",
	"git@gitlab.com:group/subgroup/repo.git//sub?ref=v1", "ssh://git@host:2222/org/repo.git/sub", "ssh://git.example.com:7999/proj/repo",
	"file:///tmp/repo//sub?ref=v1", "file:///tmp/repo.git/sub", "file://tmp/repo", "file://user@host/repo", "file:///a/_git/b/c", "file:///../x//y",
	"https://example.com/a.yaml", "https://example.com/org/a.yaml", "https://example.com/org/repo/a.yaml", "https://raw.example.com/org/repo/main/a.yaml?token=x",
	"https://example.com/_git/", "https://example.com/_git//x", "https://example.com/x//_git/y", "https://example.com//", "https://example.com//sub",
	"s3://bucket/key", "hg::https://host/repo", "git::file:///repo//sub", "git::git::https://host/org/repo", "git@git@host:org/repo", "github.com:org", "github.com/org",
	"org/repo", "example.com/org/repo", "https://é.example/org/repo", "https://host/org/répo//süb", "https://HOST/Org/Repo", "HTTPS://GITHUB.COM/org/repo", "Git@GitHub.com:org/repo",
	"https://github.com/org/repo/tree/main/sub", "https://github.com/org/repo/archive/v1.tar.gz", "https://github.com:443/org/repo", "https://www.github.com/org/repo", "\\\\host\\share", "C:\\repo",
}

func main() {
	// It warns of `git::`.
	log.SetOutput(io.Discard)
	lines := json.NewEncoder(os.Stdout)
	lines.SetEscapeHTML(false)
	ask := func(url string) {
		spec, err := parse(url)
		if err != nil {
			_ = lines.Encode(map[string]any{"url": url, "error": err.Error()})
			return
		}
		_ = lines.Encode(map[string]any{
			"url": url, "cloneUrl": spec.Host + spec.RepoPath, "kustRootPath": spec.KustRootPath, "ref": spec.Ref,
			"submodules": spec.Submodules, "timeoutNs": fmt.Sprint(spec.Timeout.Nanoseconds()),
		})
	}
	for at, host := range hosts {
		for other, place := range places {
			// Every host with every place, with ends taken in turn: all pairs of a place and an end come up.
			ask(host + place + ends[(at+other)%len(ends)])
			ask(host + place + ends[(at*7+other*3+1)%len(ends)])
		}
	}
	for _, end := range ends {
		for _, place := range []string{"https://github.com/org/repo", "https://host/org/repo", "git@host:org/repo", "file:///tmp/repo", "ssh://git@host/org"} {
			ask(place + end)
		}
	}
	for _, query := range queries {
		ask("https://host/org/repo//sub" + query)
	}
	for _, url := range others {
		ask(url)
	}
}
