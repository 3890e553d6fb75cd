import type { ComponentType } from "react";

// One chunk a page, by the name of its operation in routes.json.
const chunks: Record<string, () => Promise<{ default: ComponentType }>> = {
  Home: () => import("./Home"),
  Board: () => import("./Board"),
  Compound: () => import("./Compound"),
  Ranking: () => import("./Ranking"),
  Contractor: () => import("./Contractor"),
  Tenders: () => import("./Tenders"),
  Tender: () => import("./Tender"),
  Standard: () => import("./Standard"),
};

const loaded = new Map<string, ComponentType>();

/** The page of an operation, if its chunk is here. */
export function pageOf(operation: string): ComponentType | undefined {
  return loaded.get(operation);
}

/** Gets a page's chunk; a failure is left to the page that asks again. */
export async function load(operation: string | undefined): Promise<boolean> {
  if (!operation || loaded.has(operation)) return true;
  try {
    const chunk = await chunks[operation]?.();
    if (chunk) loaded.set(operation, chunk.default);
    return true;
  } catch {
    return false;
  }
}
