/** What the desks of erasures and of ages draw alike: nothing here decides anything. */

/** What is known of one request, name by name. */
export function Facts({ facts }: { readonly facts: readonly (readonly [string, string])[] }) {
  return (
    <dl className="erasure-facts">
      {facts.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

export function ConfirmOrRefuse({
  words,
}: {
  readonly words: { readonly confirm: string; readonly refuse: string };
}) {
  return (
    <>
      <button className="button" name="act" value="confirm">
        {words.confirm}
      </button>
      <button className="button" name="act" value="refuse">
        {words.refuse}
      </button>
    </>
  );
}

/** Where nobody's record is open: how to open one. */
export function OpenARecord({
  words,
}: {
  readonly words: { readonly needsPerson: string; readonly look: string };
}) {
  return (
    <>
      <p>{words.needsPerson}</p>
      <p>
        <a className="plain-button inline-flex items-center" href="/console#look">
          {words.look}
        </a>
      </p>
    </>
  );
}
