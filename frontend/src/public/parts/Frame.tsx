import { useEffect, useState } from "react";
import { Link } from "wouter";
import { Face } from "../../shared/Face";
import { type Language, say } from "../../shared/words";
import { boot } from "../lib/boot";
import { useDistrict } from "../lib/district";
import type { Params } from "../lib/routes";

const sections = [
  { key: "nav.board", of: ["Home", "Board", "Compound"], path: "/board" },
  { key: "nav.ranking", of: ["Ranking", "Contractor"], path: "/ranking" },
  { key: "nav.tenders", of: ["Tenders", "Tender"], path: "/tenders" },
  { key: "nav.standard", of: ["Standard"], path: "/standard" },
] as const;

interface HeaderProps {
  section: string | undefined;
  params: Params | undefined;
  language: Language;
  setLanguage: (language: Language) => void;
}

export function Header({ section, params, language, setLanguage }: HeaderProps) {
  const remembered = useDistrict();
  const district = params?.district ?? params?.code?.slice(0, 6) ?? remembered;
  return (
    <header className="top">
      <div className="inner">
        <Link className="brand" href="/">
          <Face of="DEMONSTRATION" size={36} />
          <span>{say("frame.name")}</span>
        </Link>
        <div className="tools">
          <button
            type="button"
            className="tool"
            lang={language === "en" ? "zh-CN" : "en"}
            onClick={() => setLanguage(language === "en" ? "zh-CN" : "en")}
          >
            {say("frame.otherLanguage")}
          </button>
          <Theme />
        </div>
        <nav aria-label={say("frame.nav")}>
          {sections.map(({ key, of, path }) => (
            <Link
              key={key}
              href={path === "/standard" ? path : district ? `${path}/${district}` : "/"}
              aria-current={(of as readonly string[]).includes(section ?? "") ? "page" : undefined}
            >
              {say(key)}
            </Link>
          ))}
        </nav>
      </div>
    </header>
  );
}

function Theme() {
  const [dark, setDark] = useState(document.documentElement.dataset.theme === "dark");
  useEffect(() => {
    // early.js has already changed the theme, since it listened first.
    const system = matchMedia("(prefers-color-scheme: dark)");
    const follow = () => setDark(document.documentElement.dataset.theme === "dark");
    system.addEventListener("change", follow);
    return () => system.removeEventListener("change", follow);
  }, []);
  const turn = () => {
    const theme = dark ? "light" : "dark";
    document.documentElement.dataset.theme = theme;
    document.querySelector<HTMLMetaElement>("meta[name=theme-color]")?.setAttribute("content", dark ? "#ffffff" : "#18212a");
    try {
      localStorage.setItem("theme", theme);
    } catch {}
    setDark(!dark);
  };
  return (
    <button type="button" className="tool icon" aria-label={say(dark ? "frame.light" : "frame.dark")} onClick={turn}>
      <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
        {dark ? (
          <>
            <circle cx="12" cy="12" r="4.5" />
            <path d="M12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M5 5l1.7 1.7M17.3 17.3 19 19M19 5l-1.7 1.7M6.7 17.3 5 19" />
          </>
        ) : (
          <path d="M20 14.5A8.5 8.5 0 1 1 9.5 4a7 7 0 0 0 10.5 10.5z" />
        )}
      </svg>
    </button>
  );
}

/** A line under the header while there is no network: what is on the page may be old. */
export function Offline() {
  const [offline, setOffline] = useState(navigator.onLine === false);
  useEffect(() => {
    const look = () => setOffline(!navigator.onLine);
    addEventListener("online", look);
    addEventListener("offline", look);
    return () => {
      removeEventListener("online", look);
      removeEventListener("offline", look);
    };
  }, []);
  return (
    <div role="status" className="offline">
      {offline && <p>{say("frame.offline")}</p>}
    </div>
  );
}

export function Footer() {
  return (
    <footer className="bottom">
      <div className="inner">
        <p>{say("frame.about")}</p>
        <p>
          <Link href="/standard">{say("frame.how")}</Link>
          <a href="tel:12345">{say("frame.hotline")}</a>
          {/^v?\d/.test(boot.version) && <span className="faint">{say("frame.version", { version: boot.version })}</span>}
        </p>
      </div>
    </footer>
  );
}
