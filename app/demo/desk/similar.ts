/**
 * Enquiries of other people that are like this one. Each of those people is asked about, with the
 * key of the system that searches; only what its writer lets be reused is ever compared.
 */
import { after } from 'next/server';
import { bulkClient } from '../bulk';
import { PERSONAS } from '../personas';
import { areNear } from '../shop/goods';
import { grantOf, type Grant } from '../shop/grant';
import { historyOf } from '../shop/history';
import { generic, type Composed } from '../shop/slots/slot';
import { words } from '../shop/words';
import type { Talk } from '../talks';
import type { Enquiry } from './enquiries';

const SIMILAR = 'contact-similar';
const SYSTEM = 'data';

export function composeSimilar(
  grant: Grant | undefined,
  { good }: Enquiry,
): Composed<Talk | undefined> {
  const talk = grant?.known.conversations.find((one) => areNear(good, one.good));
  if (talk === undefined) return generic(undefined);
  return {
    content: talk,
    personal: true,
    because: [
      {
        kind: 'data',
        data: 'conversations',
        words: words(
          `お名前を外したあなたの質問（${talk.about.ja}）を、別の方への返信で担当者が見たため`,
          `Staff saw your question ${talk.about.en}, without your name, to reply to someone else`,
        ),
      },
    ],
  };
}

export async function findSimilar(enquiry: Enquiry): Promise<readonly Talk[]> {
  const client = bulkClient(SYSTEM);
  if (client === undefined) return [];
  const others = PERSONAS.filter(({ key }) => key !== enquiry.customer).map(
    ({ key, identifiers }) => ({ key, subject: { system: SYSTEM, id: identifiers[SYSTEM] } }),
  );
  const touchpoint = SIMILAR;
  const answers = await client.decideMany(others.map(({ subject }) => ({ subject, touchpoint })));
  return others.flatMap(({ key, subject }, index) => {
    const answer = answers[index];
    const { content, because } = composeSimilar(grantOf(answer, historyOf(key)), enquiry);
    if (content === undefined || answer === undefined || !('decisionId' in answer)) return [];
    const { decisionId } = answer;
    after(() => client.reportExposure({ subject, touchpoint, decisionId, because }));
    return [content];
  });
}
