package intake_test

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"smileboard/internal/attachment/intake"
	"smileboard/internal/fault"
)

func TestANameIsMadeFitToBeShown(t *testing.T) {
	for _, c := range []struct {
		name, given string
		kept        intake.Type
		want        string
	}{
		{"an honest name stays", "单元门口.jpg", intake.JPEG, "单元门口.jpg"},
		{"the ending is that of what the file is", "invoice.exe", intake.PDF, "invoice.pdf"},
		{"a false picture's ending goes", "page.html", intake.PNG, "page.png"},
		{"only the last ending goes", "photo.php.jpg", intake.JPEG, "photo.php.jpg"},
		{"no ending", "合同", intake.PDF, "合同.pdf"},
		{"a figure is no ending", "第1.2章", intake.PDF, "第1.2章.pdf"},
		{"folders go", "../../etc/passwd", intake.JPEG, "passwd.jpg"},
		{"Windows' folders go", `C:\Users\w\..\photo.jpeg`, intake.JPEG, "photo.jpg"},
		{"NUL goes", "a\x00b.png", intake.PNG, "ab.png"},
		{"a name can't end early", "photo.jpg\x00.html", intake.JPEG, "photo.jpg.jpg"},
		{"line breaks become spaces: no header is split", "a\r\nSet-Cookie: x.pdf", intake.PDF, "a  Set-Cookie_ x.pdf"},
		{"text isn't turned around", "invoice\u202egnp.exe", intake.PDF, "invoicegnp.pdf"},
		{"nothing invisible stays", "a\u200bb\ufeff.jpg", intake.JPEG, "ab.jpg"},
		{"no wildcard or pipe", `a*b?"c"|<d>:.pdf`, intake.PDF, "a_b__c___d__.pdf"},
		{"no hidden file", ".htaccess", intake.PDF, "htaccess.pdf"},
		{"120 characters", strings.Repeat("长", 120) + ".pdf", intake.PDF, strings.Repeat("长", 120) + ".pdf"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, err := intake.Name(c.given, c.kept); err != nil || got != c.want {
				t.Errorf("got %q, %v, want %q", got, err, c.want)
			}
		})
	}
}

func TestANameThatIsNoneIsRefused(t *testing.T) {
	for given, reason := range map[string]string{
		"": "attachment.name", "..": "attachment.name", "../../": "attachment.name", "\x00\x01": "attachment.name", " . ": "attachment.name",
		"\u202e\u200b": "attachment.name", "a\xff.jpg": "attachment.name", strings.Repeat("a", 500): "attachment.long_name",
	} {
		if got, err := intake.Name(given, intake.JPEG); fault.ReasonOf(err) != reason {
			t.Errorf("%q: got %q, %v", given, got, err)
		}
	}
}

func FuzzName(f *testing.F) {
	for _, s := range []string{"a.jpg", "../../x", "a\x00b", "\u202egpj.exe", strings.Repeat("x", 500), `\\server\share\a`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, given string) {
		name, err := intake.Name(given, intake.PDF)
		if err != nil {
			if _, ok := fault.As(err); !ok {
				t.Fatal(err)
			}
			return
		}
		if !utf8.ValidString(name) || utf8.RuneCountInString(name) > intake.MaxName+4 || !strings.HasSuffix(name, ".pdf") ||
			strings.ContainsAny(name, `/\"`) || strings.HasPrefix(name, ".") {
			t.Fatalf("%q became %q", given, name)
		}
		for _, r := range name {
			if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
				t.Fatalf("%q became %q", given, name)
			}
		}
	})
}
