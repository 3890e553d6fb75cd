import { UserOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button, Dropdown, type MenuProps } from "antd";
import { Words } from "../../shared/Words";
import { type ProfileInput, SignOutDocument, type Theme, UpdateProfileDocument } from "../gql/graphql";
import { ask } from "../lib/api";
import { languages, useLanguage } from "../lib/language";
import { useSession } from "../lib/session";
import { chooseTheme, useThemeChoice } from "../lib/theme";
import { PowerName } from "../parts/Role";
import { say } from "../words";

/** Who I am, as what, and what I may do with that: language, theme, sign out. */
export function Who() {
  const session = useSession();
  const [language, speakIn] = useLanguage();
  const theme = useThemeChoice();
  const [first] = session.grants;
  const items: MenuProps["items"] = [
    {
      type: "group",
      label: (
        <>
          <Words of={session.account.name} />
          {session.grants.map((grant) => (
            <small key={grant.id} className="block">
              <PowerName of={grant} />
            </small>
          ))}
        </>
      ),
    },
    { key: "me", label: <Link to="/me">{say("who.own")}</Link> },
    { type: "divider" },
    {
      type: "group",
      label: say("frame.language"),
      children: languages.map(({ key, name }) => ({ key: `language ${key}`, label: name })),
    },
    {
      type: "group",
      label: say("who.theme"),
      children: (["system", "light", "dark"] as const).map((key) => ({ key: `theme ${key}`, label: say(`who.theme.${key}`) })),
    },
    { type: "divider" },
    { key: "out", label: say("who.signOut") },
  ];
  /** What is chosen here is the account's choice, too, as on the page of one's own settings. */
  async function keep(input: ProfileInput) {
    await ask(UpdateProfileDocument, { input }, { quiet: true }).catch(() => undefined);
    await session.reload();
  }
  async function act(key: string) {
    const [what, value] = key.split(" ");
    if (what === "language") {
      speakIn(value as never);
      await keep({ language: value === "en" ? "EN" : "ZH" });
    } else if (what === "theme") {
      chooseTheme(value as never);
      await keep({ theme: (value ?? "").toUpperCase() as Theme });
    } else if (what === "out") {
      await ask(SignOutDocument, {}, { quiet: true }).catch(() => undefined);
      location.assign("/console");
    }
  }
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items,
        selectable: true,
        multiple: true,
        selectedKeys: [`language ${language}`, `theme ${theme}`],
        onClick: ({ key }) => void act(key),
      }}
    >
      <Button type="text" icon={<UserOutlined />} aria-label={say("who.menu", { name: session.account.name })}>
        <span className="who">
          <b>
            <Words of={session.account.name} />
          </b>
          {first && (
            <small>
              <PowerName of={first} />
              {session.grants.length > 1 && say("who.more", { n: session.grants.length - 1 })}
            </small>
          )}
        </span>
      </Button>
    </Dropdown>
  );
}
