// Runs before the first paint; see vite.config.ts, which fills in the two tables.
(() => {
  const html = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const theme = () => {
    let kept = null;
    try {
      kept = localStorage.getItem("theme");
    } catch {}
    html.dataset.theme = kept || (dark.matches ? "dark" : "light");
    const meta = document.querySelector("meta[name=theme-color]");
    if (meta) meta.content = html.dataset.theme === "dark" ? "#18212a" : "#ffffff";
  };
  theme();
  dark.addEventListener?.("change", theme);
  const language = /(^|;\s*)language=en(;|$)/.test(document.cookie) ? "en" : "zh-CN";
  html.lang = language;
  const pages = __PAGES__;
  const words = __WORDS__;
  for (const name of [...(pages[location.pathname.split("/")[1]] ?? []), ...words[language]]) {
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = `/${name}`;
    document.head.append(link);
  }
})();
