/** The head row of a table of the register; roles are said, since the style sheet makes lists of it on a phone. */
export function ColumnHeads({ names }: { readonly names: readonly string[] }) {
  return (
    <thead role="rowgroup">
      <tr role="row">
        {names.map((name) => (
          <th role="columnheader" scope="col" key={name}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}
