/** What `node(id)` led to, where it led to a thing of the kind that was asked for. */
export function found<N extends { id: string }>(node: N | Record<PropertyKey, never> | null | undefined): N | undefined {
  return node?.id ? (node as N) : undefined;
}
