package words

import (
	"embed"
	"fmt"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"
)

// Lang is a language of the catalogues.
type Lang string

// The languages; anything else reads as Chinese, the first of them.
const (
	Zh Lang = "zh-CN"
	En Lang = "en"
)

//go:embed locales/*.yaml
var locales embed.FS

// catalogue holds the templates of one language by key.
type catalogue map[string]string

// catalogues are read once. One that doesn't read is a mistake of ours, which a test finds.
var catalogues = sync.OnceValue(func() map[Lang]catalogue {
	out := map[Lang]catalogue{}
	for _, lang := range []Lang{Zh, En} {
		raw, err := locales.ReadFile("locales/" + string(lang) + ".yaml")
		if err != nil {
			panic(fmt.Errorf("words: %w", err))
		}
		c := catalogue{}
		if err := yaml.UnmarshalWithOptions(raw, &c, yaml.Strict()); err != nil {
			panic(fmt.Errorf("words: %s: %w", lang, err))
		}
		out[lang] = c
	}
	return out
})

func catalogueOf(lang Lang) catalogue {
	if lang == En {
		return catalogues()[En]
	}
	return catalogues()[Zh]
}

// figure is what a template's name stands for.
type figure struct {
	text string
	// one: the figure is exactly 1, which English says in the singular
	one bool
}

// figures by name.
type figures map[string]figure

// say fills a template. A name without a figure is a mistake of ours: it stays visible in braces, and a test finds it.
func (c catalogue) say(key string, f figures) string {
	template, ok := c[key]
	if !ok {
		return "{" + key + "}"
	}
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(template, "{")
		out.WriteString(before)
		if !found {
			return out.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		template = after
		name, forms, plural := strings.Cut(name, ":")
		value, known := f[name]
		one, many, _ := strings.Cut(forms, "|")
		switch {
		case !known:
			out.WriteString("{" + name + "}")
		case !plural:
			out.WriteString(value.text)
		case value.one:
			out.WriteString(one)
		default:
			out.WriteString(many)
		}
	}
}

// join puts a list together: "a", "a and b", "a, b and c".
func (c catalogue) join(list []string) string {
	if len(list) == 0 {
		return ""
	}
	last := len(list) - 1
	if last == 0 {
		return list[0]
	}
	return c.say("list.and", figures{"first": {text: strings.Join(list[:last], c["list.comma"])}, "second": {text: list[last]}})
}
