/** Where a form leads back to: a path of our own, never another site (SEC-07). */
const PATH = /^\/(?![/\\])[\w\-./?=&#~%+*]*$/;

export function localPath(text: unknown, otherwise = '/'): string {
  if (typeof text !== 'string' || text.length > 300 || !PATH.test(text)) return otherwise;
  return text;
}
