import { useEffect, useReducer, useState } from "react";
import { useLocation } from "wouter";
import { type Language, say } from "../shared/words";
import { boot } from "./lib/boot";
import { PlaceContext, useTitle } from "./lib/page";
import { match } from "./lib/routes";
import { load, pageOf } from "./pages";
import { Footer, Header, Offline } from "./parts/Frame";
import { Failure, NotFound, Skeleton } from "./parts/States";

/** The frame around every page, and the page that the address stands for. */
export function App({ language, setLanguage }: { language: Language; setLanguage: (language: Language) => void }) {
  const [path] = useLocation();
  const found = match(path);
  return (
    <>
      <a className="skip" href="#main">
        {say("frame.skip")}
      </a>
      {boot.demo && (
        <aside className="demo" aria-label={say("frame.note")}>
          {say("frame.demo")}
        </aside>
      )}
      <Header section={found?.route.operation} params={found?.params} language={language} setLanguage={setLanguage} />
      <Offline />
      <main id="main" tabIndex={-1}>
        {found ? (
          <PlaceContext.Provider value={{ path, ...found }}>
            <Loaded key={`${found.route.operation} ${Object.values(found.params)[0]}`} operation={found.route.operation} />
          </PlaceContext.Provider>
        ) : (
          <Nowhere />
        )}
      </main>
      <Footer />
    </>
  );
}

function Loaded({ operation }: { operation: string }) {
  const Page = pageOf(operation);
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const [failed, fail] = useState(false);
  useEffect(() => {
    if (!pageOf(operation))
      void load(operation).then((ok) => {
        if (ok) redraw();
        else fail(true);
      });
  }, [operation]);
  if (Page) return <Page />;
  return failed ? <Failure kind="offline" retry={() => location.reload()} /> : <Skeleton />;
}

function Nowhere() {
  useTitle("default", undefined);
  return <NotFound />;
}
