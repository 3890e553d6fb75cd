package web

import (
	"net/http"
	"strings"

	"smileboard/internal/fault"
)

// lang is a language that the server writes in.
type lang uint8

const (
	chinese lang = iota
	english
	languages
)

// languageCookie remembers what a reader chose; the pages set it.
const languageCookie = "language"

// tag is the language's BCP 47 tag.
func (l lang) tag() string {
	if l == english {
		return "en"
	}
	return "zh-CN"
}

// graph is the language's name in the schema.
func (l lang) graph() string {
	if l == english {
		return "EN"
	}
	return "ZH"
}

// of gives the sentence in the language.
func (l lang) of(w fault.Words) string {
	if l == english {
		return w.En
	}
	return w.Zh
}

// chosenLanguage is the language that the reader switched to; Chinese until then. Pages go by it alone, so that a link
// looks the same to whoever opens it first.
func chosenLanguage(r *http.Request) lang {
	if c, err := r.Cookie(languageCookie); err == nil && c.Value == "en" {
		return english
	}
	return chinese
}

// languageOf is the reader's likely language where there is no page to switch on: the one that was chosen, else the
// browser's first wish that the server can write, else Chinese.
func languageOf(r *http.Request) lang {
	if c, err := r.Cookie(languageCookie); err == nil {
		if l, ok := languageNamed(c.Value); ok {
			return l
		}
	}
	best, bestQ := chinese, 0.0
	for _, line := range r.Header["Accept-Language"] {
		for part := range strings.SplitSeq(line, ",") {
			token, q := parseWeighted(part)
			if l, ok := languageNamed(token); ok && q > bestQ {
				best, bestQ = l, q
			}
		}
	}
	return best
}

// fileLanguage is the language of a file that the console gives: that of the page it was taken from, and where a program
// asks by token, the one that it likely reads.
func fileLanguage(r *http.Request) lang {
	if r.Header.Get("Authorization") == "" {
		return chosenLanguage(r)
	}
	return languageOf(r)
}

func languageNamed(tag string) (lang, bool) {
	primary, _, _ := strings.Cut(tag, "-")
	switch strings.ToLower(primary) {
	case "zh":
		return chinese, true
	case "en":
		return english, true
	}
	return chinese, false
}
