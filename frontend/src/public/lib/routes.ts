import type { Language } from "../../shared/words";
import table from "../routes.json";

/** How one variable of a page's operation comes out of its address; see frontend/README.md, "Routes". */
export interface RouteVariable {
  name: string;
  from: "path" | "query" | "language";
  key?: string;
  type?: "int";
  max?: number;
  list?: boolean;
  values?: Record<string, string>;
}

export interface Route {
  path: string;
  operation: string;
  document: string;
  message: string;
  variables: RouteVariable[];
}

export type Params = Record<string, string>;
export type Variables = Record<string, string | number | string[]>;

export const routes = table as Route[];

/** The first route that the path matches, with its segments. */
export function match(path: string): { route: Route; params: Params } | undefined {
  const given = path.replace(/\/$/, "").split("/").slice(1);
  for (const route of routes) {
    const params = segments(route.path, given);
    if (params) return { route, params };
  }
  return undefined;
}

function segments(pattern: string, given: string[]): Params | undefined {
  const wanted = pattern.replace(/\/$/, "").split("/").slice(1);
  if (given.length > wanted.length) return undefined;
  const params: Params = {};
  for (const [i, want] of wanted.entries()) {
    const got = given[i];
    if (got === undefined || got === "") {
      if (want.endsWith("?") && got === undefined) continue;
      return undefined;
    }
    if (!want.startsWith(":")) {
      if (want !== got) return undefined;
      continue;
    }
    try {
      params[want.slice(1).replace("?", "")] = decodeURIComponent(got);
    } catch {
      return undefined;
    }
  }
  return params;
}

/** The variables of a page's operation, in canonical order. */
export function variablesOf(route: Route, params: Params, query: URLSearchParams, language: Language): Variables {
  const variables: Variables = {};
  for (const variable of route.variables) {
    const value = read(variable, params, query, language);
    if (value !== undefined) variables[variable.name] = value;
  }
  return variables;
}

function read(variable: RouteVariable, params: Params, query: URLSearchParams, language: Language) {
  if (variable.from === "language") return language === "en" ? "EN" : "ZH";
  const raw = variable.from === "path" ? params[variable.name] : query.get(variable.key ?? "");
  if (!raw) return undefined;
  if (variable.type === "int") return /^\d{1,9}$/.test(raw) ? Number(raw) : undefined;
  if (variable.list) {
    const values = raw.split(",").flatMap((word) => translate(variable, word) ?? []);
    return values.length ? values : undefined;
  }
  return translate(variable, raw);
}

function translate(variable: RouteVariable, word: string): string | undefined {
  if (variable.values) return Object.keys(variable.values).includes(word) ? variable.values[word] : undefined;
  if (variable.max) return [...word.trim()].slice(0, variable.max).join("") || undefined;
  return word || undefined;
}

/** The address of a public read. */
export function readURL(document: string, variables: Variables): string {
  const json = Object.keys(variables).length ? `&variables=${encodeURIComponent(JSON.stringify(variables))}` : "";
  return `/graphql?documentId=${encodeURIComponent(document)}${json}`;
}

/** Whether two addresses ask for the same, however they are percent-encoded. */
export function sameRead(a: string, b: string): boolean {
  const [x, y] = [a, b].map((url) => new URLSearchParams(url.slice(url.indexOf("?"))));
  return ["documentId", "variables"].every((name) => x?.get(name) === y?.get(name));
}
