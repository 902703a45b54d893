// Reads configurations that the blueprints make as GitLab Runner itself does: its loader, the schema of its types, no key
// that it does not know, and the values that the stack's settings beside each file ask for.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/BurntSushi/toml"
	generator "github.com/invopop/jsonschema"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"gitlab.com/gitlab-org/gitlab-runner/common"
)

func main() {
	files, err := filepath.Glob(filepath.Join(os.Args[1], "*.toml"))
	must(err)
	schema := schemaOfRunner()
	wrong := 0
	for _, file := range files {
		if err := check(file, schema); err != nil {
			wrong++
			fmt.Printf("%s: %v\n", file, err)
		}
	}
	fmt.Printf("GitLab Runner read %d configurations, %d of them wrong.\n", len(files), wrong)
	if wrong > 0 || len(files) == 0 {
		os.Exit(1)
	}
}

func check(file string, schema *jsonschema.Schema) error {
	config := common.NewConfig()
	if err := config.LoadConfig(file); err != nil {
		return err
	}
	if err := validate(config, schema); err != nil {
		return err
	}
	meta, err := toml.DecodeFile(file, common.NewConfig())
	if err != nil {
		return err
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return fmt.Errorf("unknown keys: %v", unknown)
	}
	settings, err := settingsOf(strings.TrimSuffix(file, ".toml") + ".json")
	if err != nil {
		return err
	}
	return errors.Join(compare(config, settings)...)
}

func schemaOfRunner() *jsonschema.Schema {
	reflector := generator.Reflector{RequiredFromJSONSchemaTags: true, DoNotReference: true}
	compiler := jsonschema.NewCompiler()
	must(compiler.AddResource("config", plain(reflector.Reflect(&common.Config{}))))
	return compiler.MustCompile("config")
}

func validate(config *common.Config, schema *jsonschema.Schema) error {
	return schema.Validate(plain(config))
}

// What is left of a value in JSON.
func plain(value any) any {
	text, err := json.Marshal(value)
	must(err)
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	must(err)
	return document
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
