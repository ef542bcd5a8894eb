import type { Metadata } from 'next';
import { Frame } from '../../_ui/frame';
import { getLocale } from '../../_ui/locale';
import { messagesFor } from '../../_ui/messages/choose';
import { ownScript, pageNonce } from '../../_ui/own-script';
import { getPage, single, type Query } from '../../_ui/page';
import { inertJson } from '../../_ui/verify/escape';
import { formMarkup, keysMarkup, type VerifySetup } from '../../_ui/verify/markup';
import { openResult } from '../../_ui/verify/result-flash';
import { resultMarkup } from '../../_ui/verify/result-markup';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.verify.title) };
}

/** Public: whoever holds a receipt may check it. The markup is ours, and escaped where it is built. */
export default async function VerifyPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = await getPage('/verify', query);
  const { words, locale, runtime } = page;
  const policy = await runtime.ledger.policy();
  const setup: VerifySetup = { locale, words: words.verify, policy, action: '/verify/check' };
  const script = await ownScript('verifier');
  const result = openResult(runtime, single(query, 'result'));
  const shown = result === undefined ? '' : resultMarkup(result, setup, 'server');
  return (
    <Frame page={page} section={null} narrow>
      <div className="verify">
        <h1>{words.verify.title}</h1>
        <p className="lead">{words.verify.lead}</p>
        <div dangerouslySetInnerHTML={{ __html: formMarkup(setup) }} />
        <div id="verify-result" data-kept dangerouslySetInnerHTML={{ __html: shown }} />
        <div dangerouslySetInnerHTML={{ __html: keysMarkup(setup) }} />
        <p className="verify-save">
          <a className="button" href="/verify/page.html" download>
            {words.verify.save}
          </a>{' '}
          <span className="quiet small">{words.verify.saveText}</span>
        </p>
      </div>
      <script
        type="application/json"
        id="verify-setup"
        data-own
        dangerouslySetInnerHTML={{ __html: inertJson(setup) }}
      />
      {script === undefined ? null : (
        <script
          src={`/verify/verifier.js?v=${encodeURIComponent(script.digest)}`}
          nonce={await pageNonce()}
          defer
          data-own
        />
      )}
    </Frame>
  );
}
