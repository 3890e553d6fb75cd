import { Link } from "@tanstack/react-router";
import { Input, Modal, Tree } from "antd";
import { useMemo, useState } from "react";
import { Words } from "../../../shared/Words";
import { count } from "../../../shared/words";
import {
  CreateOrganizationDocument,
  OrganizationDocument,
  type OrganizationKind,
  type OrganizationRowFragment,
  OrganizationsDocument,
  UpdateOrganizationDocument,
} from "../../gql/graphql";
import { ask, change, useQuery } from "../../lib/api";
import { found } from "../../lib/found";
import { useSession } from "../../lib/session";
import { ChoiceField, TextField } from "../../parts/fields";
import { Editor } from "../../parts/form/Editor";
import { Page } from "../../parts/Page";
import { Answer, Empty } from "../../parts/States";
import { choices } from "../../parts/values";
import { bodies } from "../../parts/words";
import { say } from "../../words";

interface Node {
  key: string;
  of: OrganizationRowFragment;
  children: Node[];
}

/** The tree of bodies, as far as one's branch reaches. */
export function Organizations() {
  const session = useSession();
  const query = useQuery(OrganizationsDocument, {});
  const [words, setWords] = useState("");
  const [editing, edit] = useState<{ of?: OrganizationRowFragment; above?: OrganizationRowFragment }>();
  const may = session.may("Mutation.createOrganization");
  return (
    <Page
      title={say("nav.organizations")}
      lead={say("organization.lead")}
      action={
        session.may("Export.organizations") && (
          <a className="button" href="/console/export/organizations" download>
            {say("table.export")}
          </a>
        )
      }
    >
      <search className="filters">
        <Input
          className="search-box"
          allowClear
          aria-label={say("organization.search")}
          placeholder={say("organization.search")}
          onChange={(event) => setWords(event.target.value.trim().toLowerCase())}
        />
      </search>
      <Answer query={query} lines={12}>
        {({ organizations }) =>
          organizations.rows.length ? (
            <section className="card">
              <Branches key={words} rows={organizations.rows} words={words} may={may} edit={edit} />
            </section>
          ) : (
            <Empty>{say("organization.empty")}</Empty>
          )
        }
      </Answer>
      {editing && <Edit {...editing} close={() => edit(undefined)} />}
    </Page>
  );
}

function Branches({
  rows,
  words,
  may,
  edit,
}: {
  rows: readonly OrganizationRowFragment[];
  words: string;
  may: boolean;
  edit: (what: { of?: OrganizationRowFragment; above?: OrganizationRowFragment }) => void;
}) {
  const { tree, open } = useMemo(() => {
    const nodes = new Map<string, Node>(rows.map((of) => [of.id, { key: of.id, of, children: [] }]));
    const tops: Node[] = [];
    for (const node of nodes.values()) {
      const above = node.of.parent ? nodes.get(node.of.parent) : undefined;
      (above ? above.children : tops).push(node);
    }
    const fits = ({ of }: Node) => `${of.name} ${of.code}`.toLowerCase().includes(words);
    // A body stays where it, one above it or one below it is found.
    const cut = (node: Node): Node[] => {
      if (fits(node)) return [node];
      const children = node.children.flatMap(cut);
      return children.length ? [{ ...node, children }] : [];
    };
    const tree = words ? tops.flatMap(cut) : tops;
    const keys = (list: Node[], depth: number): string[] =>
      depth === 0 ? [] : list.flatMap((node) => [node.key, ...keys(node.children, depth - 1)]);
    return { tree, open: keys(tree, words ? 6 : 2) };
  }, [rows, words]);
  if (tree.length === 0) return <Empty>{say("table.nothingFound")}</Empty>;
  return (
    <Tree<Node>
      className="organizations"
      treeData={tree}
      defaultExpandedKeys={open}
      selectable={false}
      blockNode
      aria-label={say("nav.organizations")}
      titleRender={({ of }) => (
        <span className="organization">
          <b>
            <Words of={of.name} />
          </b>
          <small>
            {say(`body.${of.kind}`)} · {of.code}
          </small>
          {of.compounds > 0 && (
            <Link to="/compounds" search={{ under: of.id } as never}>
              {say("organization.compounds", { n: count(of.compounds) })}
            </Link>
          )}
          {may && (
            <span className="organization-acts">
              <button
                type="button"
                className="link"
                onClick={() => edit({ of })}
                aria-label={say("organization.renameOf", { name: of.name })}
              >
                {say("organization.rename")}
              </button>
              {below(of.kind).length > 0 && (
                <button
                  type="button"
                  className="link"
                  onClick={() => edit({ above: of })}
                  aria-label={say("organization.addTo", { name: of.name })}
                >
                  {say("organization.add")}
                </button>
              )}
            </span>
          )}
        </span>
      )}
    />
  );
}

/** What may stand below a body of this kind; committees come with their compound. */
function below(kind: OrganizationKind): OrganizationKind[] {
  switch (kind) {
    case "CITY":
      return ["DISTRICT"];
    case "DISTRICT":
      return ["SUBDISTRICT", "DEPARTMENT"];
    case "SUBDISTRICT":
      return ["COMMUNITY", "DEPARTMENT"];
    default:
      return [];
  }
}

function Edit({ of, above, close }: { of?: OrganizationRowFragment; above?: OrganizationRowFragment; close: () => void }) {
  const kinds = above ? bodies.filter((kind) => below(above.kind).includes(kind)) : [];
  return (
    <Modal
      open
      footer={null}
      onCancel={close}
      title={of ? say("organization.renameOf", { name: of.name }) : say("organization.addTo", { name: above?.name ?? "" })}
    >
      {of ? (
        <Editor<{ name: string }>
          initial={{ name: of.name }}
          version={of.version}
          names={{ name: say("organization.name") }}
          guarded={false}
          current={async () => {
            const node = found((await ask(OrganizationDocument, { id: of.id })).node);
            return node ? { values: { name: node.name }, version: node.version } : undefined;
          }}
          save={({ name }, version) => change(UpdateOrganizationDocument, { id: of.id, version, name })}
          done={close}
          cancel={close}
        >
          <TextField name="name" label={say("organization.name")} required max={200} />
        </Editor>
      ) : (
        <Editor<{ name: string; code: string; kind: OrganizationKind }>
          initial={{ name: "", code: "", kind: kinds[0] as OrganizationKind }}
          names={{}}
          guarded={false}
          save={(values) => change(CreateOrganizationDocument, { input: { ...values, parent: above?.id ?? null } })}
          done={close}
          cancel={close}
        >
          <ChoiceField
            name="kind"
            label={say("organization.kind")}
            required
            options={choices(kinds, (kind) => say(`body.${kind}`))}
          />
          <TextField name="name" label={say("organization.name")} required max={200} />
          <TextField name="code" label={say("compound.code")} help={say("organization.code.why")} required max={32} />
        </Editor>
      )}
    </Modal>
  );
}
