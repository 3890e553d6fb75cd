import { createContext, useCallback, useContext, useEffect, useState } from "react";
import { type MeFragment, PreferencesDocument, SessionDocument, SetPreferenceDocument } from "../gql/graphql";
import { ask, type Refusal } from "./api";
import { startPreferences } from "./preferences";

/** Who works here. */
export interface Session extends MeFragment {
  /** Whether the table of operations lets one of my roles do this, somewhere. */
  may: (operation: string) => boolean;
  /** Asks again who I am: after a change of my own account. */
  reload: () => Promise<void>;
}

const Context = createContext<Session | undefined>(undefined);
export const SessionProvider = Context.Provider;

export function useSession(): Session {
  const session = useContext(Context);
  if (!session) throw new Error("no session around");
  return session;
}

/** Asks who is signed in; `session` is undefined until that is known and null where nobody is. */
export function useSignedIn() {
  const [session, set] = useState<Session | null>();
  const [error, fail] = useState<Refusal>();
  const reload = useCallback(async () => {
    try {
      const { me } = await ask(SessionDocument, {}, { quiet: true });
      if (me) {
        const open = new Set(me.operations);
        // Who owes a new password or a second factor may ask for nothing else yet; and nobody is kept from work because a
        // choice of columns couldn't be read.
        const { myPreferences } = me.owes
          ? { myPreferences: [] }
          : await ask(PreferencesDocument, {}, { quiet: true }).catch(() => ({ myPreferences: [] }));
        startPreferences(Object.fromEntries(myPreferences.map(({ key, value }) => [key, text(value)])), (key, value) =>
          ask(SetPreferenceDocument, { key, value: JSON.stringify(value) }, { quiet: true }),
        );
        set({ ...me, may: (operation) => open.has(operation), reload });
      } else set(null);
      fail(undefined);
    } catch (error) {
      if ((error as Refusal).code === "UNAUTHENTICATED") set(null);
      else fail(error as Refusal);
    }
  }, []);
  useEffect(() => void reload(), [reload]);
  return { session, error, reload };
}

/** A preference as it was kept: JSON, of which the console writes text alone. */
function text(json: string): string {
  try {
    return String(JSON.parse(json));
  } catch {
    return "";
  }
}
