import type { Key } from "../words";

/** A place to go to, by task; `needs` are the rows of the table of operations, one of which opens it. */
export interface Task {
  to: string;
  words: Key;
  needs?: string | string[];
}

/** The navigation, in the order of a day's work. */
export const tasks: { words: Key; tasks: Task[] }[] = [
  {
    words: "nav.work",
    tasks: [
      { to: "/", words: "nav.home" },
      { to: "/status", words: "nav.status", needs: ["Query.myStatus", "Query.committeeStatus"] },
      { to: "/notices", words: "nav.notices" },
    ],
  },
  {
    words: "nav.register",
    tasks: [
      { to: "/compounds", words: "nav.compounds", needs: "Query.compounds" },
      { to: "/zones", words: "nav.zones", needs: "Query.zones" },
      { to: "/contractors", words: "nav.contractors", needs: "Query.contractors" },
      { to: "/committees", words: "nav.committees", needs: "Query.committees" },
      { to: "/engagements", words: "nav.engagements", needs: "Query.engagements" },
      { to: "/qualifications", words: "nav.qualifications", needs: "Query.qualifications" },
      { to: "/organizations", words: "nav.organizations", needs: "Query.organizations" },
      { to: "/import", words: "nav.import", needs: "Query.importJobs" },
    ],
  },
  {
    words: "nav.rights",
    tasks: [
      { to: "/people", words: "nav.people", needs: "Query.accounts" },
      { to: "/powers", words: "nav.powers" },
      { to: "/audit", words: "nav.audit", needs: "Query.auditEntries" },
    ],
  },
];
