import type { Messages } from './messages/ja';
import { ownScript, pageNonce } from './own-script';

/**
 * Where the script of the portal speaks (app/_ui/enhance), and the script itself. `data-own`: nothing
 * on this page needs the framework's scripts, and the listener sends it without them.
 */
export async function EnhanceForms({ words }: { readonly words: Messages['saved'] }) {
  const script = await ownScript('portal');
  return (
    <>
      <div
        className="live-forms"
        data-kept
        data-saving={words.saving}
        data-failed={words.failed}
        data-offline={words.offline}
        data-retry={words.retry}
      >
        <p role="status" className="live-note live-saving" />
        <div role="alert" className="live-note live-failed" />
      </div>
      {script === undefined ? null : (
        <script
          src={`/portal.js?v=${encodeURIComponent(script.digest)}`}
          nonce={await pageNonce()}
          defer
          data-own
        />
      )}
    </>
  );
}
