import { useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";

/** A link to an address of the console that the server named: it stays within the page, as other links do. */
export function ConsoleLink({ to, onClick, children }: { to: string; onClick?: () => void; children: ReactNode }) {
  const router = useRouter();
  return (
    <a
      href={to}
      onClick={(event) => {
        onClick?.();
        if (!/^\/console(\/|\?|#|$)/.test(to) || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        router.history.push(to);
      }}
    >
      {children}
    </a>
  );
}
