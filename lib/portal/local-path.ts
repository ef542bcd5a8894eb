/** Where a form leads back to: a path of our own, never another site (SEC-07). */
/** Room for a sealed choice (kept-act.ts). */
const PATH_MAX_LENGTH = 1_000;
const PATH = /^\/(?![/\\])[\w\-./?=&#~%+*]*$/;

export function localPath(text: unknown, otherwise = '/'): string {
  if (typeof text !== 'string' || text.length > PATH_MAX_LENGTH || !PATH.test(text))
    return otherwise;
  return text;
}
