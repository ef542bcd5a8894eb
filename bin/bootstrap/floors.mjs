// The dependency floor (SECURITY SEC-34), read from the lock file alone.
const FLOORS = {
  next: '16.4.6',
  react: '19.3.1',
  'next-auth': '4.24.15',
  'drizzle-orm': '0.45.2',
  zod: '4.6.7',
};
/** May be absent; where it is there, not below. */
const FLOORS_IF_PRESENT = { sharp: '0.35.5' };
const SQLITE_FLOOR = '3.51.3';

/** Negative, zero or positive, as `a` is older, the same or newer. A pre-release is older than its release. */
export function compareVersions(a, b) {
  const [coreA = '', preA] = a.split(/-(.*)/s);
  const [coreB = '', preB] = b.split(/-(.*)/s);
  const numbers = (core) => core.split('.').map((part) => Number.parseInt(part, 10) || 0);
  const [left, right] = [numbers(coreA), numbers(coreB)];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return Number(preA === undefined) - Number(preB === undefined);
}

/** Every installed copy of a package, nested ones too: path → version. */
function copiesOf(lock, name) {
  return Object.entries(lock.packages ?? {}).filter(
    ([path]) => path === `node_modules/${name}` || path.endsWith(`/node_modules/${name}`),
  );
}

/** One sentence for each package below its floor; `sqliteVersion` is what the engine says of itself. */
export function floorProblems(lock, sqliteVersion) {
  const problems = [];
  for (const [name, floor] of Object.entries({ ...FLOORS, ...FLOORS_IF_PRESENT })) {
    const copies = copiesOf(lock, name);
    if (copies.length === 0 && name in FLOORS) problems.push(`${name} is not in package-lock.json`);
    for (const [path, { version }] of copies) {
      if (compareVersions(version, floor) < 0)
        problems.push(`${path} is ${version}, below ${floor}`);
    }
  }
  if (compareVersions(sqliteVersion, SQLITE_FLOOR) < 0) {
    problems.push(`SQLite is ${sqliteVersion}, below ${SQLITE_FLOOR}`);
  }
  return problems;
}
