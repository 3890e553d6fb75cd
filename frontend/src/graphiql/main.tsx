// The GraphQL page for developers: GraphiQL with everything in the bundle, so that it asks nobody but this server.
import "graphiql/style.css";
import "./style.css";
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { createRoot } from "react-dom/client";

const first = `# 公示榜 / the board: add fields with Ctrl+Space.
{
  board(district: "430104", first: 5) {
    publication { cycle publishedOn }
    counts { demonstration compliant rectification notRated }
    edges {
      node {
        compound { code name }
        class
        score
        headline
      }
    }
  }
}
`;

// biome-ignore lint/style/noNonNullAssertion: graphiql.html holds it
createRoot(document.getElementById("app")!).render(
  <GraphiQL fetcher={createGraphiQLFetcher({ url: "/graphql" })} defaultQuery={first} />,
);
