import { useSyncExternalStore } from "react";
import { say } from "../words";

function listen(listener: () => void) {
  addEventListener("online", listener);
  addEventListener("offline", listener);
  return () => {
    removeEventListener("online", listener);
    removeEventListener("offline", listener);
  };
}

/** Says that there is no network, while there is none. */
export function Offline() {
  const online = useSyncExternalStore(listen, () => navigator.onLine);
  return (
    <div className="offline" role="status">
      {!online && <p>{say("state.offline")}</p>}
    </div>
  );
}
