import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { createContext, useContext, useEffect, useLayoutEffect } from "react";
import { useSearch } from "wouter";
import { fill, say, sentence, spoken } from "../../shared/words";
import { arrive } from "./navigation";
import { type Query, useQuery } from "./query";
import { type Params, type Route, type Variables, variablesOf } from "./routes";

/** The page that is open. */
export interface Place {
  path: string;
  route: Route;
  params: Params;
}

export const PlaceContext = createContext<Place | undefined>(undefined);

export function usePlace(): Place {
  const place = useContext(PlaceContext);
  if (!place) throw new Error("outside of a page");
  return place;
}

let drawn: string | undefined;

/** The open page's own read, with the variables that its address stands for. */
export function usePage<D, V>(document: TypedDocumentNode<D, V>): Query<D> & { variables: Variables } {
  const { route, params, path } = usePlace();
  const search = useSearch();
  const variables = variablesOf(route, params, new URLSearchParams(search), spoken());
  const query = useQuery(document, variables);
  const settled = query.data !== undefined || query.error !== undefined;
  useTitle(query.waiting ? undefined : route.message, query.data);
  useLayoutEffect(() => {
    if (!settled) return;
    arrive(drawn !== undefined && drawn !== path);
    drawn = path;
  }, [settled, path]);
  return { ...query, variables };
}

/** Titles the window from the page's data, as the server does. */
export function useTitle(message: string | undefined, data: unknown) {
  const language = spoken();
  useEffect(() => {
    if (message !== undefined)
      document.title = fill(sentence(`title.${message}`), (path) => at(data, path)) ?? say("title.default");
  }, [message, data, language]);
}

function at(data: unknown, path: string): string | undefined {
  return path.split(".").reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], data) as
    | string
    | undefined;
}
