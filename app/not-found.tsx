import { getLocale } from './_ui/locale';
import { messagesFor } from './_ui/messages/choose';

export default async function NotFound() {
  const { errors, title } = messagesFor(await getLocale());
  return (
    <main className="page page-narrow">
      <title>{title(errors.notFoundTitle)}</title>
      <h1>{errors.notFoundTitle}</h1>
      <p>{errors.notFound}</p>
      <p className="mt-4">
        <a className="button" href="/">
          {errors.home}
        </a>
      </p>
    </main>
  );
}
