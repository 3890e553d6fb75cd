import { MenuOutlined } from "@ant-design/icons";
import { Link, Outlet, useRouterState } from "@tanstack/react-router";
import { Button, Drawer } from "antd";
import { useEffect, useState } from "react";
import { Face } from "../../shared/Face";
import { boot } from "../lib/boot";
import { useSession } from "../lib/session";
import { useDrawer } from "../lib/wide";
import { say } from "../words";
import { Bell } from "./Bell";
import { Boundary } from "./Boundary";
import { tasks } from "./navigation";
import { Offline } from "./Offline";
import { SignedOut } from "./SignedOut";
import { Who } from "./Who";

/** What stands around every page: the way to the tasks, who I am, and what is new. */
export function Frame() {
  const drawer = useDrawer();
  const [open, setOpen] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => setOpen(false), [path]);
  return (
    <>
      <a className="skip" href="#main">
        {say("frame.skip")}
      </a>
      <header className="top">
        {drawer && (
          <Button
            type="text"
            icon={<MenuOutlined />}
            aria-label={say("frame.menu")}
            aria-expanded={open}
            onClick={() => setOpen(true)}
          />
        )}
        <Link to="/" className="brand">
          <Face of="DEMONSTRATION" size={28} />
          <b>{say("frame.brand")}</b>
          <span>{say("frame.console")}</span>
        </Link>
        {boot.demo && <span className="demo-mark">{say("frame.demo")}</span>}
        <div className="top-end">
          <Bell />
          <Who />
        </div>
      </header>
      <Offline />
      {drawer ? (
        <Drawer open={open} onClose={() => setOpen(false)} placement="left" size={280} title={say("frame.tasks")}>
          <Navigation />
        </Drawer>
      ) : (
        <div className="side">
          <Navigation />
        </div>
      )}
      <SignedOut />
      <main id="main" tabIndex={-1}>
        <Boundary key={path}>
          <Outlet />
        </Boundary>
      </main>
    </>
  );
}

function Navigation() {
  const session = useSession();
  return (
    <nav className="tasks" aria-label={say("frame.tasks")}>
      {tasks.map(({ words, tasks }) => {
        const mine = tasks.filter(({ needs }) => !needs || [needs].flat().some(session.may));
        return (
          mine.length > 0 && (
            <section key={words}>
              <h2>{say(words)}</h2>
              <ul>
                {mine.map(({ to, words }) => (
                  <li key={to}>
                    <Link
                      to={to}
                      activeOptions={{ exact: to === "/", includeSearch: false }}
                      activeProps={{ "aria-current": "page" }}
                    >
                      {say(words)}
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          )
        );
      })}
    </nav>
  );
}
