import { RouterProvider } from "@tanstack/react-router";
import type { Locale } from "antd/es/locale";
import { lazy, Suspense, useState } from "react";
import { Design } from "./Design";
import { SignIn } from "./entry/SignIn";
import { SessionProvider, useSignedIn } from "./lib/session";
import { Refused, Skeleton } from "./parts/States";
import { router } from "./router";

const Link = lazy(async () => ({ default: (await import("./entry/Link")).Link }));
const Owed = lazy(async () => ({ default: (await import("./entry/Owed")).Owed }));

/** Who stands before the console decides what it shows: an entry, a duty to do first, or the work. */
export function Console({ locale }: { locale: Locale }) {
  return (
    <Design locale={locale}>
      <Suspense fallback={<Waiting />}>
        <Gate />
      </Suspense>
    </Design>
  );
}

function Gate() {
  const { session, error, reload } = useSignedIn();
  const [link, setLink] = useState(() => /^\/console\/(setup|link)\/?$/.exec(location.pathname)?.[1]);
  if (link)
    return (
      <Link
        setup={link === "setup"}
        done={() => {
          setLink(undefined);
          void reload();
        }}
      />
    );
  if (error)
    return (
      <main className="entry">
        <Refused refusal={error} retry={() => void reload()} />
      </main>
    );
  if (session === undefined) return <Waiting />;
  if (session === null) return <SignIn done={() => void reload()} />;
  if (session.owes) return <Owed key={session.owes} session={session} done={() => void reload()} />;
  return (
    <SessionProvider value={session}>
      <RouterProvider router={router} />
    </SessionProvider>
  );
}

function Waiting() {
  return (
    <main className="entry">
      <div className="entry-card">
        <Skeleton />
      </div>
    </main>
  );
}
