package main

import (
	"context"
	"errors"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"smileboard/internal/sample"
	"smileboard/internal/store/storetest"
)

// mainWith runs the tests as testscript does, and stops the databases that they started.
type mainWith struct{ m *testing.M }

func (w mainWith) Run() int { return storetest.Run(w.m) }

func TestMain(m *testing.M) {
	testscript.Main(mainWith{m}, map[string]func(){"smileboard": main})
}

// TestCommands runs every script on SQLite and on PostgreSQL. A script calls smileboard, whose --db is set from outside.
func TestCommands(t *testing.T) {
	workbooks := t.TempDir()
	if _, err := sample.Write(workbooks); err != nil {
		t.Fatal(err)
	}
	for name, address := range map[string]func(t *testing.T, env *testscript.Env) string{
		"sqlite": func(_ *testing.T, env *testscript.Env) string {
			return "sqlite:" + filepath.Join(env.WorkDir, "office.db")
		},
		"postgres": func(t *testing.T, _ *testscript.Env) string { return storetest.EmptyPostgres(t) },
	} {
		t.Run(name, func(t *testing.T) {
			storetest.Tally(t, name)
			testscript.Run(t, testscript.Params{
				Dir:                 "testdata",
				RequireExplicitExec: true,
				Setup: func(env *testscript.Env) error {
					env.Setenv("SMILEBOARD_DB", address(t, env))
					env.Setenv("SMILEBOARD_LANG", "zh")
					if name == "postgres" {
						env.Setenv("EMPTY_DB", storetest.EmptyPostgres(t))
					}
					env.Setenv("BOOK", filepath.Join(workbooks, "430104.xlsx"))
					env.Setenv("OTHER", filepath.Join(workbooks, "370214.xlsx"))
					return nil
				},
				Condition: func(cond string) (bool, error) { return cond == name, nil },
				Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
					"status": status,
					"sql":    runSQL(t),
				},
			})
		})
	}
}

// status runs a program and checks its exit status: status 2 smileboard import x.
func status(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// runSQL changes the database behind the program's back.
func runSQL(t *testing.T) func(ts *testscript.TestScript, neg bool, args []string) {
	return func(ts *testscript.TestScript, _ bool, args []string) {
		db := storetest.Raw(t, ts.Getenv("SMILEBOARD_DB"))
		for _, file := range args {
			_, err := db.ExecContext(context.Background(), ts.ReadFile(file))
			ts.Check(err)
		}
		ts.Check(db.Close())
	}
}

func TestTheLanguageIsChineseUnlessEnglishIsAsked(t *testing.T) {
	env := func(vars map[string]string) func(string) string { return func(k string) string { return vars[k] } }
	cases := map[string]struct {
		args []string
		env  map[string]string
		want language
	}{
		"nothing said":                {nil, nil, zh},
		"a terminal without locale":   {nil, map[string]string{"LANG": "C.UTF-8"}, zh},
		"an English terminal":         {nil, map[string]string{"LANG": "en_GB.UTF-8"}, en},
		"the flag is stronger":        {[]string{"smileboard", "--lang", "zh"}, map[string]string{"LANG": "en_GB.UTF-8"}, zh},
		"the flag in one word":        {[]string{"smileboard", "--lang=en"}, nil, en},
		"the variable of the program": {nil, map[string]string{"LANG": "zh_CN.UTF-8", "SMILEBOARD_LANG": "en"}, en},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := languageOf(c.args, env(c.env)); got != c.want {
				t.Errorf("got %s", got)
			}
		})
	}
}
