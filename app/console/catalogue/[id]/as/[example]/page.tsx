import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { maySeeDrafts } from '@/lib/publishing/draft-gates';
import { findDraft } from '@/lib/publishing/drafts';
import { EXAMPLES } from '@/lib/publishing/preview';
import { getLocale } from '../../../../../_ui/locale';
import { single, type Query } from '../../../../../_ui/page';
import { getConsolePage } from '../../../../console-page';
import { consoleMessagesFor } from '../../../../messages/choose';
import { NoDrafts } from '../../../no-drafts';
import { Preview } from '../../../preview';
import { draftWords } from '../../../words';
import '../../../catalogue.css';

interface Parts {
  readonly params: Promise<{ readonly id: string; readonly example: string }>;
  readonly searchParams: Promise<Query>;
}

export async function generateMetadata(): Promise<Metadata> {
  const locale = await getLocale();
  return { title: `${draftWords[locale].preview.bar}｜${consoleMessagesFor(locale).name}` };
}

export default async function PreviewView({ params, searchParams }: Parts) {
  const [{ id, example }, query, page] = await Promise.all([
    params,
    searchParams,
    getConsolePage({}),
  ]);
  const { principal, runtime } = page;
  if (!maySeeDrafts(principal)) return <NoDrafts page={page} />;
  const draft = await findDraft(runtime, principal, id);
  const as = EXAMPLES.find((known) => known === example);
  if (draft === undefined || as === undefined || draft.catalogue === null) notFound();
  const { catalogue, standing } = draft;
  // What was published is looked at where it is in force.
  if (standing.kind === 'published' || standing.kind === 'overtaken') notFound();
  return (
    <Preview
      page={page}
      draft={{ id, catalogue }}
      example={as}
      shown={single(query, 'page')}
      at={single(query, 'at')}
    />
  );
}
