// Runs before the first paint; see vite.config.ts, which fills in the two tables.
(function () {
  var html = document.documentElement;
  var dark = matchMedia("(prefers-color-scheme: dark)");
  function theme() {
    var kept = null;
    try {
      kept = localStorage.getItem("theme");
    } catch (_) {}
    html.dataset.theme = kept || (dark.matches ? "dark" : "light");
    var meta = document.querySelector("meta[name=theme-color]");
    if (meta) meta.content = html.dataset.theme === "dark" ? "#18212a" : "#ffffff";
  }
  theme();
  if (dark.addEventListener) dark.addEventListener("change", theme);
  var language = /(^|;\s*)language=en(;|$)/.test(document.cookie) ? "en" : "zh-CN";
  html.lang = language;
  var pages = __PAGES__;
  var words = __WORDS__;
  (pages[location.pathname.split("/")[1]] || []).concat(words[language]).forEach(function (name) {
    var link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = "/" + name;
    document.head.appendChild(link);
  });
})();
