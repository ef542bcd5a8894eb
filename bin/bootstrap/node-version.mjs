const FLOOR = [20, 9];

/** One sentence for a Node that is too old; undefined for one that will do. */
export function nodeProblem(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > FLOOR[0] || (major === FLOOR[0] && minor >= FLOOR[1])) return undefined;
  return `Nattoku needs Node ${FLOOR.join('.')} or newer, and this is Node ${version}. Install a current one from https://nodejs.org (or with nvm: nvm install 22) and run the command again.`;
}
