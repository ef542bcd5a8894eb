import type { ReactNode } from 'react';
import type { RecipientRow } from '@/lib/portal/transparency-model';
import { PlaceNames, Purposes } from './register-cells';
import { countryName, isoDay, recipientId, type RegisterPage } from './register-view';

function rowsOf(
  at: RegisterPage,
  recipient: RecipientRow,
): readonly (readonly [string, ReactNode])[] {
  const { words } = at.page;
  const { transparency } = words;
  return [
    [
      transparency.items,
      <ul key="items" className="bullets">
        {recipient.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>,
    ],
    [transparency.recipient, recipient.name],
    [transparency.country, countryName(at.page, recipient.country)],
    [transparency.relation, words.place.relation[recipient.relation]],
    [transparency.ourPurposes, <Purposes key="ours" at={at} list={recipient.purposes} />],
    [transparency.theirPurpose, recipient.ground],
    [transparency.fromPlaces, <PlaceNames key="places" at={at} list={recipient.places} />],
    [transparency.since, isoDay(at.page, recipient.since)],
  ];
}

/** The form of the rule on external transmission: what is sent, to whom, and for what on both sides. */
export function RecipientTables({ at }: { readonly at: RegisterPage }) {
  const { page, register } = at;
  const others = register.recipients.filter(({ relation }) => relation !== 'self');
  if (others.length === 0) return <p>{page.words.transparency.sendingNone}</p>;
  return (
    <div className="recipients">
      {others.map((recipient) => (
        <table className="recipient-table" id={recipientId(recipient.key)} key={recipient.key}>
          <caption>{recipient.name}</caption>
          <tbody>
            {rowsOf(at, recipient).map(([name, content]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{content}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  );
}
