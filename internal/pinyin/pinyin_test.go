package pinyin

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	gopinyin "github.com/mozillazg/go-pinyin"
	"pgregory.net/rapid"
)

func TestKeys(t *testing.T) {
	tests := []struct {
		name, sortKey, initials string
		found                   []string // full pinyin that must be in the search text
		alt                     []string // initials that must be a subsequence of initialsAlt
	}{
		{"金岭农民安置小区", "jin ling nong min an zhi xiao qu", "jlnmazxq", []string{"jinling", "nongminanzhi"}, []string{"jlxq", "jlnmazxq"}},
		{"重庆路小区", "chong qing lu xiao qu", "cqlxq", []string{"chongqinglu", "zhongqinglu"}, []string{"cqlxq", "zqlxq"}},
		{"重乐苑", "zhong le yuan", "zly", []string{"zhongle", "chongle", "zhongyue", "chongyue"}, []string{"zly", "cly", "zyy", "cyy"}},
		{"乐清音乐家园", "yue qing yin yue jia yuan", "yqyyjy", []string{"yueqing", "leqing", "yinyue"}, []string{"yqyyjy", "lq"}},
		{"长沙岳麓区", "chang sha yue lu qu", "csylq", []string{"changsha", "zhangsha"}, []string{"csylq", "zs"}},
		{"华城路二小区", "hua cheng lu er xiao qu", "hclexq", []string{"huachengluer"}, []string{"hclexq"}},
		{"绿地公馆", "lv di gong guan", "ldgg", []string{"lvdi"}, []string{"ldgg"}},
		{"Ａ区１２栋 Nova", "a qu 1 2 dong n o v a", "aq12dnova", []string{"aqu12dongnova"}, []string{"aq12dnova"}},
		{"示例甲物业服务有限公司", "shi li jia wu ye fu wu you xian gong si", "sljwyfwyxgs", []string{"shilijia"}, []string{"sljwy"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			sortKey, text, initials, alt := Keys(tt.name)
			if sortKey != tt.sortKey {
				t.Errorf("sort key %q, want %q", sortKey, tt.sortKey)
			}
			if initials != tt.initials {
				t.Errorf("initials %q, want %q", initials, tt.initials)
			}
			if line, _, _ := strings.Cut(text, "\n"); line != Fold(tt.name) {
				t.Errorf("search text opens with %q, want the folded name", line)
			}
			for _, s := range tt.found {
				if !strings.Contains(text, s) {
					t.Errorf("search text lacks %q:\n%s", s, text)
				}
			}
			for _, s := range append(tt.alt, initials) {
				if !subsequence(s, alt) {
					t.Errorf("%q is no subsequence of %q", s, alt)
				}
			}
		})
	}
}

// A table that names a reading the dictionary doesn't know has a slip of the pen.
func TestReadingsAreTheDictionarys(t *testing.T) {
	args := gopinyin.Args{Style: gopinyin.Normal, Heteronym: true}
	for r, say := range readingsOf {
		for _, s := range strings.Fields(say) {
			if !slices.Contains(gopinyin.SinglePinyin(r, args), s) {
				t.Errorf("%c is not read %s", r, s)
			}
		}
	}
	for _, w := range usualByPhrase {
		if len([]rune(w.phrase)) != len(strings.Fields(w.say)) {
			t.Errorf("%s has not as many syllables as %q", w.phrase, w.say)
		}
	}
}

func TestSortKeyKeepsSyllablesTogether(t *testing.T) {
	an, _, _, _ := Keys("安居")
	ang, _, _, _ := Keys("昂")
	if an >= ang {
		t.Errorf("安居 (%q) must sort before 昂 (%q)", an, ang)
	}
}

func TestFoldMatchesWidthAndCase(t *testing.T) {
	if Fold("ＡＢc　1 2\n") != "abc12" || Fold("LÜ") != "lv" {
		t.Errorf("got %q, %q", Fold("ＡＢc　1 2\n"), Fold("LÜ"))
	}
}

// Whatever the name, the keys fit the store's columns, are whole characters, and are always the same.
func TestKeysAreBoundedAndStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringOfN(rapid.OneOf(rapid.SampledFrom([]rune("重乐长行都大朝曾单会石广番解率家")), rapid.Rune()), 0, 200, -1).Draw(t, "name")
		s, x, i, a := Keys(name)
		for _, k := range []struct {
			key string
			max int
		}{{s, maxSortKey}, {x, maxSearchText}, {i, maxInitials}, {a, maxInitials}} {
			if len(k.key) > k.max || !utf8.ValidString(k.key) {
				t.Fatalf("key of %d bytes, at most %d; valid %v", len(k.key), k.max, utf8.ValidString(k.key))
			}
		}
		s2, x2, i2, a2 := Keys(name)
		if s != s2 || x != x2 || i != i2 || a != a2 {
			t.Fatal("not the same twice")
		}
	})
}

func subsequence(s, of string) bool {
	for _, r := range s {
		i := strings.IndexRune(of, r)
		if i < 0 {
			return false
		}
		of = of[i+utf8.RuneLen(r):]
	}
	return true
}
