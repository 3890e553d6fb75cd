import "./style.css";
import { render } from "preact";
import { type Language, speak } from "../shared/words";
import { App } from "./App";
import { boot } from "./lib/boot";
import { remember } from "./lib/navigation";
import { match } from "./lib/routes";
import { load } from "./pages";

const catalogues = {
  "zh-CN": () => import("../../locales/zh-CN.json"),
  en: () => import("../../locales/en.json"),
};

async function draw(language: Language) {
  const [sentences] = await Promise.all([catalogues[language](), load(match(location.pathname)?.route.operation)]);
  speak(language, sentences.default);
  document.documentElement.lang = language;
  // biome-ignore lint/style/noNonNullAssertion: index.html holds it
  render(<App language={language} setLanguage={setLanguage} />, document.getElementById("app")!);
}

function setLanguage(language: Language) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is missing in older browsers
  document.cookie = `language=${language}; Path=/; SameSite=Lax; Max-Age=31536000`;
  void draw(language);
}

remember();
void draw(boot.language);
