import { useBlocker } from "@tanstack/react-router";
import { App } from "antd";
import { useCallback, useEffect, useRef } from "react";
import { say } from "../../words";

/** Asks before a page is left that holds unsaved changes. The function that it returns lets the page go. */
export function useGuard(holding: boolean): () => void {
  const { modal } = App.useApp();
  const released = useRef(false);
  useEffect(() => {
    if (holding) released.current = false;
  }, [holding]);
  useBlocker({
    shouldBlockFn: async ({ current, next }) => {
      // Another tab or filter of the same page loses nothing.
      if (!holding || released.current || current.pathname === next.pathname) return false;
      return !(await modal.confirm({
        title: say("form.leave"),
        content: say("form.leave.why"),
        okText: say("form.leave.yes"),
        okButtonProps: { danger: true },
        cancelText: say("form.leave.no"),
        autoFocusButton: "cancel",
      }));
    },
    enableBeforeUnload: () => holding && !released.current,
  });
  return useCallback(() => {
    released.current = true;
  }, []);
}
