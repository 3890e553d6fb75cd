import { Alert, App, Button, Progress } from "antd";
import { useRef, useState } from "react";
import { AttachmentsDocument, type AttachmentsQuery, RemoveAttachmentDocument } from "../gql/graphql";
import { change, type Refusal, refresh, useQuery } from "../lib/api";
import { moment } from "../lib/days";
import { sendFile } from "../lib/send";
import { useSession } from "../lib/session";
import { say } from "../words";
import { Section } from "./Page";
import { Answer, Empty, wordsOf } from "./States";

type Attachment = AttachmentsQuery["attachments"][number];

interface Sending {
  name: string;
  share: number;
  refusal?: Refusal;
}

/** Photos and documents of one thing of the register: added by choosing or dropping files, shown small, opened large. */
export function Attachments({ parent, photos = false }: { parent: string; photos?: boolean }) {
  const session = useSession();
  const query = useQuery(AttachmentsDocument, { parent }, { pause: !session.may("Query.attachments") });
  const [sending, setSending] = useState<Record<string, Sending>>({});
  const input = useRef<HTMLInputElement>(null);
  const may = session.may("Upload.attachment");
  if (!session.may("Query.attachments")) return null;

  async function send(files: Iterable<File>) {
    for (const file of files) {
      const key = `${file.name} ${file.size} ${file.lastModified}`;
      const tell = (sending: Sending) => setSending((before) => ({ ...before, [key]: sending }));
      tell({ name: file.name, share: 0 });
      try {
        await sendFile(`/console/attachments?parent=${parent}`, file, (share) => tell({ name: file.name, share }));
        setSending(({ [key]: _, ...rest }) => rest);
      } catch (error) {
        tell({ name: file.name, share: 1, refusal: error as Refusal });
      }
    }
    refresh();
  }

  return (
    <Section
      title={say(photos ? "attachment.photos" : "attachment.title")}
      action={
        may && (
          <>
            <input
              ref={input}
              type="file"
              hidden
              multiple
              accept="image/jpeg,image/png,image/webp,application/pdf"
              onChange={(event) => {
                void send([...(event.target.files ?? [])]);
                event.target.value = "";
              }}
            />
            <Button onClick={() => input.current?.click()}>{say("attachment.add")}</Button>
          </>
        )
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut; the button does the same */}
      <div
        onDragOver={(event) => may && event.preventDefault()}
        onDrop={(event) => {
          if (!may) return;
          event.preventDefault();
          void send([...event.dataTransfer.files]);
        }}
      >
        {Object.entries(sending).map(([key, { name, share, refusal }]) =>
          refusal ? (
            <Alert
              key={key}
              type="error"
              showIcon
              title={say("attachment.refused", { name })}
              description={wordsOf(refusal)}
              closable={{ onClose: () => setSending(({ [key]: _, ...rest }) => rest) }}
            />
          ) : (
            <div key={key} role="status">
              {name}
              <Progress percent={Math.round(share * 100)} aria-label={name} />
            </div>
          ),
        )}
        <Answer query={query} lines={3}>
          {({ attachments }) =>
            attachments.length ? (
              <ul className="attachments">
                {attachments.map((one) => (
                  <One key={one.id} of={one} />
                ))}
              </ul>
            ) : (
              <Empty>{say(may ? "attachment.none.add" : "attachment.none")}</Empty>
            )
          }
        </Answer>
      </div>
    </Section>
  );
}

function One({ of }: { of: Attachment }) {
  const session = useSession();
  const { modal } = App.useApp();
  const address = `/console/attachments/${of.id}`;
  return (
    <li>
      <a href={address} target="_blank" rel="noreferrer">
        {of.thumbnail ? (
          <img src={`${address}/thumbnail`} alt="" loading="lazy" width={160} height={120} />
        ) : (
          <span className="attachment-type">{of.mediaType === "application/pdf" ? "PDF" : of.mediaType}</span>
        )}
        <span className="attachment-name">{of.name}</span>
      </a>
      <small>
        {say("attachment.by", { name: of.addedBy, at: moment(of.addedAt), size: bytes(of.size) })}
        {session.may("Mutation.removeAttachment") && (
          <>
            {" · "}
            <button
              type="button"
              className="link"
              aria-label={say("attachment.removeOf", { name: of.name })}
              onClick={() =>
                void modal.confirm({
                  title: say("attachment.removeOf", { name: of.name }),
                  content: say("attachment.remove.why"),
                  okText: say("attachment.remove"),
                  okButtonProps: { danger: true },
                  onOk: () => change(RemoveAttachmentDocument, { id: of.id }),
                })
              }
            >
              {say("attachment.remove")}
            </button>
          </>
        )}
      </small>
    </li>
  );
}

function bytes(n: number): string {
  return n < 1_000_000 ? `${Math.max(1, Math.round(n / 1000))} KB` : `${(n / 1_000_000).toFixed(1)} MB`;
}
