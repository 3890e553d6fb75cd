package pinyin

// usualByChar names the usual reading in names of places and companies where the dictionary lists another first.
var usualByChar = map[rune]string{
	'长': "chang", // 长沙, 长城, 长江; not zhang as in 校长
	'都': "du",    // 都市, 成都; not dou
	'泊': "bo",    // 泊岸; po only in 湖泊
	'曾': "zeng",  // a surname, as in 曾家
	'厘': "li",
}

// usualByPhrase names the usual reading of characters inside words that names often hold; the last that fits counts.
var usualByPhrase = []struct{ phrase, say string }{
	{"重庆", "chong qing"},
	{"重阳", "chong yang"},
	{"音乐", "yin yue"},
	{"乐清", "yue qing"},
	{"厦门", "xia men"},
	{"六安", "lu an"},
	{"番禺", "pan yu"},
	{"银行", "yin hang"},
	{"商行", "shang hang"},
	{"车行", "che hang"},
	{"校长", "xiao zhang"},
	{"社长", "she zhang"},
	{"湖泊", "hu po"},
	{"水泊", "shui po"},
	{"单县", "shan xian"},
	{"会计", "kuai ji"},
	{"会稽", "kuai ji"},
	{"西藏", "xi zang"},
	{"朝霞", "zhao xia"},
	{"朝晖", "zhao hui"},
	{"女儿", "nv er"},
}
