import { useSyncExternalStore } from "react";

function below(width: number) {
  const query = matchMedia(`(max-width: ${width - 0.02}px)`);
  const listen = (listener: () => void) => {
    query.addEventListener("change", listener);
    return () => query.removeEventListener("change", listener);
  };
  return () => useSyncExternalStore(listen, () => query.matches);
}

/** Whether tables are cards: below 720 px. */
export const useNarrow = below(720);

/** Whether the navigation is a drawer: below 960 px. */
export const useDrawer = below(960);
