import { Dropdown } from "antd";
import { type ReactNode, useEffect } from "react";
import { Face } from "../../shared/Face";
import { languages, useLanguage } from "../lib/language";
import { say } from "../words";

/** The card that stands alone on the page while nobody may go on yet. */
export function EntryCard({
  title,
  lead,
  below,
  children,
}: {
  title: string;
  lead?: ReactNode;
  below?: ReactNode;
  children: ReactNode;
}) {
  const [, speakIn] = useLanguage();
  useEffect(() => {
    document.title = `${title} · ${say("frame.console")}`;
  }, [title]);
  return (
    <main id="main" className="entry">
      <div className="entry-card">
        <p className="entry-brand">
          <Face of="DEMONSTRATION" size={36} />
          <b>{say("frame.brand")}</b> {say("frame.console")}
        </p>
        <h1>{title}</h1>
        {lead && <p className="lead">{lead}</p>}
        {children}
      </div>
      {below}
      <p className="entry-end">
        <a href="/">{say("entry.board")}</a>
        <Dropdown
          menu={{ items: languages.map(({ key, name }) => ({ key, label: name })), onClick: ({ key }) => speakIn(key as never) }}
          trigger={["click"]}
        >
          <button type="button" className="link">
            {say("frame.language")}
          </button>
        </Dropdown>
      </p>
    </main>
  );
}
