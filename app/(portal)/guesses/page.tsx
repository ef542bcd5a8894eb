import type { Metadata } from 'next';
import { guessesFor, type GuessView } from '@/lib/portal/guesses';
import { Frame } from '../../_ui/frame';
import { GuessList } from '../../_ui/guess-list';
import { getLocale } from '../../_ui/locale';
import { messagesFor } from '../../_ui/messages/choose';
import { getPage, type Page, type Query } from '../../_ui/page';
import { SignInNote } from '../../_ui/sign-in-note';

export async function generateMetadata(): Promise<Metadata> {
  const words = messagesFor(await getLocale());
  return { title: words.title(words.guesses.title) };
}

interface Kind {
  readonly page: Page;
  readonly kind: GuessView['kind'];
  readonly guesses: readonly GuessView[];
}

function OfKind({ page, kind, guesses }: Kind) {
  const { words } = page;
  return (
    <section className="section" aria-labelledby={kind}>
      <h2 id={kind}>{words.guesses.kinds[kind]}</h2>
      {guesses.length === 0 ? (
        <p className="quiet">{words.guesses.none[kind]}</p>
      ) : (
        <GuessList page={page} guesses={guesses} />
      )}
    </section>
  );
}

async function Own({ page }: { readonly page: Page }) {
  const { words, principal, locale, runtime, reading } = page;
  if (principal.kind !== 'person') {
    return <SignInNote page={page} text={words.guesses.signIn} />;
  }
  const all = await guessesFor(runtime, principal, reading.compiled, locale);
  if (all.length === 0) return <p className="note mt-6">{words.guesses.empty}</p>;
  return (
    <>
      <p className="quiet mt-2" id="wrong-effect">
        {words.guesses.effect}
      </p>
      {(['guess', 'data'] as const).map((kind) => {
        const guesses = all.filter((one) => one.kind === kind);
        return <OfKind key={kind} page={page} kind={kind} guesses={guesses} />;
      })}
    </>
  );
}

export default async function GuessesPage({ searchParams }: { searchParams: Promise<Query> }) {
  const page = await getPage('/guesses', await searchParams);
  return (
    <Frame page={page} section={null}>
      <h1>{page.words.guesses.title}</h1>
      <p className="lead">{page.words.guesses.lead}</p>
      <Own page={page} />
    </Frame>
  );
}
