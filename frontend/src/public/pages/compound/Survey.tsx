import { count, percent, say } from "../../../shared/words";
import type { SurveyFragment } from "../../gql/graphql";
import { type Ref, unmask } from "../../lib/fragments";

/** How many people spoke, what they said, and how sure that makes us. */
export function Survey({ of }: { of: Ref<SurveyFragment> }) {
  const { survey } = unmask<SurveyFragment>(of);
  const { ratings, rate, low, high } = survey;
  return (
    <section className="card">
      <h2>{say("survey.title")}</h2>
      <dl>
        <dt>{say("survey.answers")}</dt>
        <dd>
          {say("survey.count", {
            n: count(survey.answers),
            households: count(survey.households),
            response: percent(survey.response),
          })}
          <p className="faint">
            {say(survey.answers < survey.required ? "survey.short" : "survey.enough", { n: survey.required })}
          </p>
        </dd>
        <dt>{say("survey.rate")}</dt>
        <dd>
          {rate === null ? (
            say("survey.hidden")
          ) : (
            <>
              {say("survey.satisfied", { rate: percent(rate, 2), n: count(survey.satisfied ?? 0) })}
              {low !== null && high !== null && (
                <p className="faint">
                  {low === high
                    ? say("survey.everyone")
                    : say("survey.interval", { low: percent(low, 0), high: percent(high, 0) })}
                </p>
              )}
            </>
          )}
        </dd>
      </dl>
      {ratings && survey.answers > 0 && (
        <ul className="ratings" aria-label={say("survey.ratings")}>
          {ratings.map((n, i) => (
            <li key={ratings.length - i} className={i < 2 ? "good" : ""}>
              <span>{say(`rating.${(5 - i) as 1 | 2 | 3 | 4 | 5}`)}</span>
              <span className="bar" aria-hidden="true">
                <i style={{ width: percent(n / Math.max(...ratings, 1)) }} />
              </span>
              <b>{count(n)}</b>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
