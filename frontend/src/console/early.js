// Runs before the first paint: theme and language on <html>.
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
  html.lang = /(^|;\s*)language=en(;|$)/.test(document.cookie) ? "en" : "zh-CN";
})();
