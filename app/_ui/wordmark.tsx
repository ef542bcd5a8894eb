import type { Messages } from './messages/ja';

export function Wordmark({ words }: { readonly words: Pick<Messages, 'wordmark'> }) {
  return (
    <a className="wordmark" href="/">
      <span lang="ja">{words.wordmark.kanji}</span>
      <small lang="en">{words.wordmark.latin}</small>
    </a>
  );
}
