import "./style.css";
import type { Locale } from "antd/es/locale";
import dayjs from "dayjs";
import { createRoot } from "react-dom/client";
import { type Language, speak } from "../shared/words";
import { Console } from "./Console";
import { boot } from "./lib/boot";
import { LanguageContext } from "./lib/language";

const catalogues = {
  "zh-CN": async () => {
    const [sentences, locale] = await Promise.all([
      import("../../locales/console.zh-CN.json"),
      import("antd/es/locale/zh_CN"),
      import("dayjs/locale/zh-cn"),
    ]);
    return { sentences: sentences.default, locale: locale.default, days: "zh-cn" };
  },
  en: async () => {
    const [sentences, locale] = await Promise.all([
      import("../../locales/console.en.json"),
      import("antd/es/locale/en_GB"),
      import("dayjs/locale/en-gb"),
    ]);
    return { sentences: sentences.default, locale: locale.default, days: "en-gb" };
  },
};

// biome-ignore lint/style/noNonNullAssertion: console.html holds it
const page = createRoot(document.getElementById("app")!);

async function draw(language: Language) {
  const { sentences, locale, days } = await catalogues[language]();
  speak(language, sentences);
  dayjs.locale(days);
  document.documentElement.lang = language;
  page.render(
    <LanguageContext.Provider value={[language, choose]}>
      <Console key={language} locale={locale as Locale} />
    </LanguageContext.Provider>,
  );
}

function choose(language: Language) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is missing in older browsers
  document.cookie = `language=${language}; Path=/; SameSite=Lax; Max-Age=31536000`;
  void draw(language);
}

void draw(boot.language);
