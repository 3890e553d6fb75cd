// Writes what follows from the schema and the .graphql files beside the pages: the types, the documents known by hash
// (operations.json), and the hash of each page's operation in routes.json. With --check it writes nothing and fails where
// a file is not what it would write.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { preset } from "@graphql-codegen/client-preset";
import { codegen } from "@graphql-codegen/core";
import { buildASTSchema, Kind, parse, validate } from "graphql";

const top = join(dirname(fileURLToPath(import.meta.url)), "../..");
const source = join(top, "frontend/src/public");
const target = `${join(source, "gql")}/`;
const check = process.argv.includes("--check");
const stale = [];

function files(folder, end) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(end))
    .sort()
    .map((name) => join(folder, name));
}

function write(path, text) {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  if (check) {
    stale.push(relative(top, path));
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}

const schema = {
  kind: Kind.DOCUMENT,
  definitions: files(join(top, "graph"), ".graphql").flatMap((path) => parse(readFileSync(path, "utf8")).definitions),
};
const merged = mergeExtensions(schema);
const documents = files(source, ".graphql").map((location) => {
  const rawSDL = readFileSync(location, "utf8");
  return { location, rawSDL, document: parse(rawSDL) };
});

const all = { kind: Kind.DOCUMENT, definitions: documents.flatMap((file) => file.document.definitions) };
const problems = validate(buildASTSchema(merged), all);
if (problems.length) fail(problems.map((problem) => problem.toString()).join("\n\n"));

const outputs = await preset.buildGeneratesSection({
  baseOutputDir: target,
  schema: merged,
  schemaAst: buildASTSchema(merged),
  documents,
  plugins: [],
  pluginMap: {},
  config: {
    enumsAsTypes: true,
    useTypeImports: true,
    strictScalars: true,
    scalars: { Date: "string", Time: "string", Fen: "number", ID: "string" },
    skipTypename: true,
  },
  presetConfig: {
    fragmentMasking: { unmaskFunctionName: "unmask" },
    persistedDocuments: { mode: "replaceDocumentWithHash", hashAlgorithm: "sha256" },
  },
});

const wanted = new Map();
for (const output of outputs) {
  const text = await codegen({ ...output, schema: merged, schemaAst: buildASTSchema(merged) });
  wanted.set(output.filename, text);
}

// One module holds the types; the map of all documents that the preset also writes would pull every page into the first view.
const types = wanted.get(join(target, "graphql.ts"));
write(
  join(target, "graphql.ts"),
  `// Written by npm run generate from graph/*.graphql and the .graphql files beside the pages.\n${types}`,
);

const persisted = JSON.parse(wanted.get(join(target, "persisted-documents.json")));
const operations = Object.fromEntries(
  Object.values(persisted)
    .map((text) => [createHash("sha256").update(text).digest("hex"), text])
    .sort(([a], [b]) => (a < b ? -1 : 1)),
);
write(join(source, "operations.json"), `${JSON.stringify(operations, null, 2)}\n`);

const routesPath = join(source, "routes.json");
const routes = JSON.parse(readFileSync(routesPath, "utf8"));
for (const route of routes) {
  const [hash, text] =
    Object.entries(operations).find(([, text]) => operationOf(text).name.value === route.operation) ??
    fail(`routes.json: no operation ${route.operation}`);
  const declared = operationOf(text).variableDefinitions.map((variable) => variable.variable.name.value);
  const unknown = route.variables.filter((variable) => !declared.includes(variable.name)).map((variable) => variable.name);
  if (unknown.length) fail(`routes.json: ${route.operation} has no variable ${unknown.join(", ")}`);
  route.document = hash;
}
write(routesPath, routesText(routes));

if (stale.length) fail(`Not current, run "npm run generate":\n  ${stale.join("\n  ")}`);

function operationOf(text) {
  return parse(text).definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
}

// The schema's files extend Query; the types are generated from one Query.
function mergeExtensions(document) {
  const extensions = document.definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_EXTENSION);
  return {
    kind: Kind.DOCUMENT,
    definitions: document.definitions
      .filter((definition) => definition.kind !== Kind.OBJECT_TYPE_EXTENSION)
      .map((definition) =>
        definition.kind === Kind.OBJECT_TYPE_DEFINITION
          ? {
              ...definition,
              fields: [
                ...definition.fields,
                ...extensions
                  .filter((extension) => extension.name.value === definition.name.value)
                  .flatMap((extension) => extension.fields),
              ],
            }
          : definition,
      ),
  };
}

// One route a line group, one variable a line.
function routesText(routes) {
  const entries = routes.map(({ path, operation, document, message, variables }) => {
    const head = `  {\n    "path": ${JSON.stringify(path)},\n    "operation": ${JSON.stringify(operation)},\n    "document": ${JSON.stringify(document)},\n    "message": ${JSON.stringify(message)},\n`;
    const lines = variables.map((variable) => `      ${JSON.stringify(variable)}`).join(",\n");
    return `${head}    "variables": [${lines ? `\n${lines}\n    ` : ""}]\n  }`;
  });
  return `[\n${entries.join(",\n")}\n]\n`;
}
