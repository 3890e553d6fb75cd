import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { parseSearch, stringifySearch } from "./lib/place";
import { NotFound, Skeleton } from "./parts/States";
import { Frame } from "./shell/Frame";

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound });

/** One page: its address, and the chunk that draws it. What the chunk holds is not typed here: pages link to each other. */
function page<const P extends string>(path: P, load: () => Promise<unknown>, name: string) {
  return createRoute({
    getParentRoute: () => root,
    path,
    component: lazyRouteComponent(load as () => Promise<Record<string, () => null>>, name),
  });
}

const compoundForm = () => import("./pages/compounds/CompoundForm");
const engagementForm = () => import("./pages/engagements/EngagementForm");
const contractorForm = () => import("./pages/contractors/ContractorForm");
const committeeForm = () => import("./pages/committees/CommitteeForm");
const zoneForm = () => import("./pages/zones/ZoneForm");
const qualificationForm = () => import("./pages/qualifications/QualificationForm");

const routes = root.addChildren([
  page("/", () => import("./pages/home/Home"), "Home"),
  page("/status", () => import("./pages/status/Status"), "Status"),
  page("/notices", () => import("./pages/notices/Notices"), "Notices"),
  page("/compounds", () => import("./pages/compounds/Compounds"), "Compounds"),
  page("/compounds/new", compoundForm, "CompoundForm"),
  page("/compounds/$id", () => import("./pages/compounds/Compound"), "Compound"),
  page("/compounds/$id/edit", compoundForm, "CompoundForm"),
  page("/zones", () => import("./pages/zones/Zones"), "Zones"),
  page("/zones/new", zoneForm, "ZoneForm"),
  page("/zones/$id", () => import("./pages/zones/Zone"), "Zone"),
  page("/zones/$id/edit", zoneForm, "ZoneForm"),
  page("/contractors", () => import("./pages/contractors/Contractors"), "Contractors"),
  page("/contractors/new", contractorForm, "ContractorForm"),
  page("/contractors/$id", () => import("./pages/contractors/Contractor"), "Contractor"),
  page("/contractors/$id/edit", contractorForm, "ContractorForm"),
  page("/engagements", () => import("./pages/engagements/Engagements"), "Engagements"),
  page("/engagements/new", engagementForm, "EngagementForm"),
  page("/engagements/$id/edit", engagementForm, "EngagementForm"),
  page("/qualifications", () => import("./pages/qualifications/Qualifications"), "Qualifications"),
  page("/qualifications/new", qualificationForm, "QualificationForm"),
  page("/qualifications/$id/edit", qualificationForm, "QualificationForm"),
  page("/committees", () => import("./pages/committees/Committees"), "Committees"),
  page("/committees/new", committeeForm, "CommitteeForm"),
  page("/committees/$id", () => import("./pages/committees/Committee"), "Committee"),
  page("/committees/$id/edit", committeeForm, "CommitteeForm"),
  page("/committees/$id/members", () => import("./pages/committees/Members"), "Members"),
  page("/organizations", () => import("./pages/organizations/Organizations"), "Organizations"),
  page("/import", () => import("./pages/imports/Imports"), "Imports"),
  page("/import/$id", () => import("./pages/imports/Import"), "Import"),
  page("/people", () => import("./pages/people/People"), "People"),
  page("/people/new", () => import("./pages/people/NewPerson"), "NewPerson"),
  page("/people/$id", () => import("./pages/people/Person"), "Person"),
  page("/powers", () => import("./pages/powers/Powers"), "Powers"),
  page("/audit", () => import("./pages/audit/Audit"), "Audit"),
  page("/me", () => import("./pages/me/Me"), "Me"),
]);

export const router = createRouter({
  routeTree: routes,
  basepath: "/console",
  parseSearch,
  stringifySearch,
  scrollRestoration: true,
  defaultPendingComponent: () => <Skeleton />,
  defaultNotFoundComponent: NotFound,
  defaultErrorComponent: ({ error }) => {
    throw error;
  },
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
