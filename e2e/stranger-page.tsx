// The page of a shop that is not ours: what it shows of a person comes through the SDK alone.
import { createRoot } from 'react-dom/client';
import { createBrowserClient, type BrowserClient, type BrowserPass } from '../sdk/src/browser';
import { startConsentMode } from '../sdk/src/consent-mode';
import { Personal } from '../sdk/src/react';

const PLACE = 'shop-for-you';
const WORDS =
  document.documentElement.lang === 'ja'
    ? { generic: 'みんなの人気商品', own: (data: string) => `あなたへのおすすめ（${data}）` }
    : { generic: 'Popular with everyone', own: (data: string) => `For you (${data})` };
const consentCentre = document.documentElement.dataset['consentCentre'] ?? '';
const asking = createBrowserClient({
  origin: consentCentre,
  timeoutMs: 30_000,
  async pass(touchpoint) {
    const response = await fetch(`/pass?place=${touchpoint}`);
    return (await response.json()) as BrowserPass;
  },
});
let answers = 0;
const client: BrowserClient = {
  async decide(question) {
    const answer = await asking.decide(question);
    answers += 1;
    document.body.dataset['answers'] = String(answers);
    return answer;
  },
};

const told = document.createElement('output');
document.body.append(told);
startConsentMode({
  // Only what a test looks at: the newest states, as text.
  gtag(name, _, states) {
    if (name === 'consent') told.textContent = JSON.stringify(states);
  },
  client,
  places: [{ touchpoint: PLACE, purposes: ['recommend'] }],
});

const main = document.createElement('main');
document.body.append(main);
createRoot(main).render(
  <Personal
    client={client}
    touchpoint={PLACE}
    data={['purchases']}
    generic={<p>{WORDS.generic}</p>}
  >
    {(permit) => <p>{WORDS.own(permit.data?.permitted.join(' ') ?? '')}</p>}
  </Personal>,
);
