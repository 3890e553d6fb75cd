import { App } from "antd";
import { UpdateProfileDocument } from "../../gql/graphql";
import { ask } from "../../lib/api";
import { useLanguage } from "../../lib/language";
import { useSession } from "../../lib/session";
import { chooseTheme } from "../../lib/theme";
import { ChoiceField, TextField } from "../../parts/fields";
import { Editor } from "../../parts/form/Editor";
import { say } from "../../words";

type Values = {
  name: string;
  email: string;
  phone: string;
  language: "ZH" | "EN";
  theme: "SYSTEM" | "LIGHT" | "DARK";
};

/** Name, how to reach me, language and colours. */
export function Profile() {
  const session = useSession();
  const { message } = App.useApp();
  const [, speakIn] = useLanguage();
  const { name, email, phone } = session.account;
  return (
    <Editor<Values>
      initial={{ name, email: email ?? "", phone: phone ?? "", language: session.language, theme: session.theme }}
      names={{}}
      save={async (values) => {
        await ask(UpdateProfileDocument, { input: values });
        chooseTheme(values.theme.toLowerCase() as "system");
        await session.reload();
        void message.success(say("form.saved"));
        return () => speakIn(values.language === "EN" ? "en" : "zh-CN");
      }}
    >
      <div className="editor-columns">
        <TextField name="name" label={say("account.name")} required max={100} />
        <TextField name="email" label={say("account.email")} help={say("me.email.why")} max={254} />
        <TextField name="phone" label={say("account.phone")} max={40} />
        <ChoiceField
          name="language"
          label={say("frame.language")}
          required
          options={[
            { value: "ZH", label: say("me.language.zh") },
            { value: "EN", label: say("me.language.en") },
          ]}
        />
        <ChoiceField
          name="theme"
          label={say("who.theme")}
          required
          options={[
            { value: "SYSTEM", label: say("who.theme.system") },
            { value: "LIGHT", label: say("who.theme.light") },
            { value: "DARK", label: say("who.theme.dark") },
          ]}
        />
      </div>
    </Editor>
  );
}
