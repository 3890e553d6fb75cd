import { useBlocker } from "@tanstack/react-router";
import { App } from "antd";
import type { RefObject } from "react";
import { say } from "../../words";

/**
 * Asks before a page is left that holds unsaved changes, unless they were saved in the meantime. A component of its own:
 * forms before the sign-in have no router around them, and nothing to guard.
 */
export function Guard({ holding, released }: { holding: boolean; released: RefObject<boolean> }) {
  const { modal } = App.useApp();
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
  return null;
}
