import type { ConsolePage } from '../console-page';

/** In the demo the second pair of eyes is one click away. */
export function BecomeApprover({
  page,
  words,
}: {
  readonly page: ConsolePage;
  readonly words: string;
}) {
  if (page.runtime.env.demo === 'off') return null;
  return (
    <form method="post" action="/demo/officer" className="mt-2">
      <button className="button" name="as" value="approver">
        {words}
      </button>
    </form>
  );
}
