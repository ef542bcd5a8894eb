import type { Metadata } from 'next';
import NotFound from '../../../../not-found';
import { Frame } from '../../../../_ui/frame';
import { getLocale } from '../../../../_ui/locale';
import { messagesFor } from '../../../../_ui/messages/choose';
import { getPage, type Page, type Query } from '../../../../_ui/page';
import { readOwnReceipt, type ReceiptAnswer } from '../../../../_ui/receipt/read-receipt';
import { ReceiptSheet } from '../../../../_ui/receipt/receipt-sheet';
import { SignInNote } from '../../../../_ui/sign-in-note';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.receipt.title) };
}

function Content({ page, answer }: { readonly page: Page; readonly answer: ReceiptAnswer }) {
  const { words, path } = page;
  if (answer.ok) return <ReceiptSheet page={page} reading={answer.reading} />;
  if (answer.reason === 'signed_out') {
    return <SignInNote page={page} text={words.history.signIn} />;
  }
  return (
    <div className="note">
      <h2>{words.receipt.notYetTitle}</h2>
      <p>{words.receipt.notYet}</p>
      <p>
        <a href={path}>{words.receipt.again}</a>
      </p>
    </div>
  );
}

export default async function ReceiptPage(parts: {
  readonly params: Promise<{ readonly event: string }>;
  readonly searchParams: Promise<Query>;
}) {
  const { event } = await parts.params;
  const page = await getPage(
    `/history/${encodeURIComponent(event)}/receipt`,
    await parts.searchParams,
  );
  const { words } = page;
  const answer = await readOwnReceipt(page, event);
  if (!answer.ok && answer.reason === 'not_found') return <NotFound />;
  return (
    <Frame page={page} section="history">
      <div className="receipt">
        <p className="receipt-back">
          <a href="/history">{words.receipt.back}</a>
        </p>
        <h1>{words.receipt.title}</h1>
        <p className="lead">{words.receipt.lead}</p>
        <Content page={page} answer={answer} />
      </div>
    </Frame>
  );
}
