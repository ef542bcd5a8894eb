import type { Page } from './page';

/** Where a page is only for whom it is about: what signing in shows, and the way there and back. */
export function SignInNote({ page, text }: { readonly page: Page; readonly text: string }) {
  const next = new URLSearchParams({ next: page.path }).toString();
  return (
    <div className="note mt-6">
      <p>{text}</p>
      <p className="my-2">
        <a className="button" href={`/sign-in?${next}`}>
          {page.words.account.signIn}
        </a>
      </p>
    </div>
  );
}
