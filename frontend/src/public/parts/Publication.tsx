import { Link } from "wouter";
import { Words } from "../../shared/Words";
import { cycleName, day, say } from "../../shared/words";
import type { PublicationFragment } from "../gql/graphql";
import { type Ref, unmask } from "../lib/fragments";

/**
 * What a reader must know first: that this publication was withdrawn, replaced, or is itself a correction. `at` is the same
 * page of another revision, or of the latest.
 */
export function Banners({ of, at }: { of: Ref<PublicationFragment>; at: (revision?: number) => string }) {
  const publication = unmask<PublicationFragment>(of);
  const { withdrawal } = publication;
  return (
    <>
      {withdrawal && (
        <div className="banner bad">
          <b>{say("publication.withdrawn", { day: day(withdrawal.on) })}</b>
          <p>
            <Words of={say("publication.why", { reason: withdrawal.reason })} />
          </p>
        </div>
      )}
      {publication.superseded && (
        <div className="banner warn">
          <b>{say("publication.superseded", { revision: publication.revision })}</b>
          <p>
            <Link href={at()}>{say("publication.latest")}</Link>
          </p>
        </div>
      )}
      {publication.reason && (
        <div className="banner note">
          <b>{say("publication.corrected", { revision: publication.revision })}</b>
          <p>
            <Words of={say("publication.why", { reason: publication.reason })} />
          </p>
          {publication.revision > 1 && (
            <p>
              <Link href={at(publication.revision - 1)}>
                {say("publication.earlier", { revision: publication.revision - 1 })}
              </Link>
            </p>
          )}
        </div>
      )}
    </>
  );
}

/** When it was published, when the companies were told, and what days it covers. */
export function Dates({ of }: { of: Ref<PublicationFragment> }) {
  const publication = unmask<PublicationFragment>(of);
  return (
    <p className="dates">
      <span>
        {say("publication.covers", { cycle: cycleName(publication.cycle), from: day(publication.from), to: day(publication.to) })}
      </span>
      <span>{say("publication.published", { day: day(publication.publishedOn) })}</span>
      <span>{say("publication.notified", { day: day(publication.notifiedOn) })}</span>
      <Link href={`/standard/${publication.standard}`}>{say("publication.standard", { version: publication.standard })}</Link>
    </p>
  );
}
