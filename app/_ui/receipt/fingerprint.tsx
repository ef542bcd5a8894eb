const GROUP = 4;

export function groupsOf(text: string): readonly string[] {
  const groups: string[] = [];
  for (let at = 0; at < text.length; at += GROUP) groups.push(text.slice(at, at + GROUP));
  return groups;
}

/** A root in groups that can be read out and compared. */
export function Fingerprint({ text }: { readonly text: string }) {
  return (
    <code className="fingerprint" translate="no">
      {groupsOf(text).map((group, index) => (
        <span key={index}>{group} </span>
      ))}
    </code>
  );
}
