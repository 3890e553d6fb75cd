// Writes what follows from the schemas and the .graphql files beside the pages: the types of both front ends, and for the
// residents' the documents known by hash (operations.json) and the hash of each page's operation in routes.json. With
// --check it writes nothing and fails where a file is not what it would write.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { preset } from "@graphql-codegen/client-preset";
import { codegen } from "@graphql-codegen/core";
import { buildASTSchema, Kind, parse, validate } from "graphql";

const top = join(dirname(fileURLToPath(import.meta.url)), "../..");
const source = join(top, "frontend/src/public");
const check = process.argv.includes("--check");
const stale = [];
const scalars = { Date: "string", Time: "string", Fen: "number", Area: "number", ID: "string" };

function files(folder, end, { recursive = true } = {}) {
  return readdirSync(folder, { recursive })
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

const board = await types({
  from: source,
  // The console's schema is one of its own, in a folder below.
  schema: files(join(top, "graph"), ".graphql", { recursive: false }),
  presetConfig: {
    fragmentMasking: { unmaskFunctionName: "unmask" },
    persistedDocuments: { mode: "replaceDocumentWithHash", hashAlgorithm: "sha256" },
  },
});
await types({
  from: join(top, "frontend/src/console"),
  schema: files(join(top, "graph/console"), ".graphql"),
  presetConfig: { fragmentMasking: false },
  config: { documentMode: "string" },
});

const persisted = JSON.parse(board.get("persisted-documents.json"));
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

/** Writes a front end's types to gql/graphql.ts, and returns what else the preset makes, by name. */
async function types({ from, schema: paths, presetConfig, config = {} }) {
  const target = `${join(from, "gql")}/`;
  const schema = mergeExtensions({
    kind: Kind.DOCUMENT,
    definitions: paths.flatMap((path) => parse(readFileSync(path, "utf8")).definitions),
  });
  const schemaAst = buildASTSchema(schema);
  const documents = files(from, ".graphql").map((location) => {
    const rawSDL = readFileSync(location, "utf8");
    return { location, rawSDL, document: parse(rawSDL) };
  });
  const all = { kind: Kind.DOCUMENT, definitions: documents.flatMap((file) => file.document.definitions) };
  const problems = validate(schemaAst, all);
  if (problems.length) fail(problems.map((problem) => problem.toString()).join("\n\n"));
  const outputs = await preset.buildGeneratesSection({
    baseOutputDir: target,
    schema,
    schemaAst,
    documents,
    plugins: [],
    pluginMap: {},
    config: {
      enumsAsTypes: true,
      useTypeImports: true,
      strictScalars: true,
      scalars,
      skipTypename: true,
      ...config,
    },
    presetConfig,
  });
  const made = new Map();
  for (const output of outputs) made.set(relative(target, output.filename), await codegen({ ...output, schema, schemaAst }));
  // One module holds the types; the map of all documents that the preset also writes would pull every page into the first view.
  write(
    join(target, "graphql.ts"),
    `// Written by npm run generate from the schema and the .graphql files beside the pages.\n${made.get("graphql.ts")}`,
  );
  return made;
}

function operationOf(text) {
  return parse(text).definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
}

// The schema's files extend Query and Mutation; the types are generated from one of each.
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
