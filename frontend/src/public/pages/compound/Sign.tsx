import { useEffect, useState } from "react";
import { Face, tone } from "../../../shared/Face";
import { Words } from "../../../shared/Words";
import { cycleName, day, points, say } from "../../../shared/words";
import type { ComputationFragment, PublicationFragment, VerdictFragment } from "../../gql/graphql";
import { boot } from "../../lib/boot";
import { type Ref, unmask } from "../../lib/fragments";

interface Props {
  of: Ref<VerdictFragment> & Ref<ComputationFragment>;
  name: string;
  district: string;
}

/** The page as it is printed: a signboard for the wall, A4, in the colour of the class. It is drawn, but only paper shows it. */
export function Sign({ of, name, district }: Props) {
  const result = unmask<VerdictFragment>(of);
  const { carrier, carrierNote } = unmask<ComputationFragment>(of);
  const publication = unmask<PublicationFragment>(result.publication);
  return (
    <div className={`sign ${tone[result.class]}`} aria-hidden="true">
      <div className="frame">
        <p className="kind">
          <span>{say("sign.kind")}</span>
          <span>{cycleName(publication.cycle)}</span>
        </p>
        <p className="name" lang="zh-CN">
          {name}
        </p>
        <p className="manager" lang="zh-CN">
          {carrier?.name ?? (carrierNote && say(`carrier.${carrierNote}`))}
        </p>
        <Face of={result.class} size={430} />
        <p className="class">
          <b>{say(`class.${result.class}`)}</b>
          {result.score !== null && <b>{points(result.score)}</b>}
        </p>
        <p className="reason">
          <Words of={result.headline} />
        </p>
        <div className="foot">
          <Code />
          <div>
            <p>
              <b>{say("sign.scan")}</b>
            </p>
            <p>{say("sign.by", { district, day: day(publication.publishedOn) })}</p>
            <p>{say("sign.until")}</p>
          </div>
        </div>
        {(boot.demo || publication.withdrawal || publication.superseded) && (
          <p className="stamp">{say(boot.demo ? "sign.sample" : "sign.void")}</p>
        )}
      </div>
    </div>
  );
}

/** The page's own address as a QR code; its library comes when the page has long been drawn. */
function Code() {
  const [path, setPath] = useState("");
  const [size, setSize] = useState(1);
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(async () => {
      const { encode } = await import("uqr");
      if (gone) return;
      const { data, size } = encode(location.href, { ecc: "M", border: 2 });
      setPath(data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join(""));
      setSize(size);
    }, 800);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, []);
  return (
    <svg className="qr" aria-hidden="true" viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges">
      <path d={path} />
    </svg>
  );
}
