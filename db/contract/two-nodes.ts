import { afterAll, beforeAll } from 'vitest';
import type { KeyStore, Store } from '../port';
import type { FreshDatabase, TestDatabase } from './samples';

type Opened<Node> = (...nodes: readonly [one: Node, other: Node, database: TestDatabase]) => void;
interface Closes {
  close(): Promise<void>;
}

function onTwo<Node extends Closes>(
  fresh: FreshDatabase,
  open: (database: TestDatabase) => Promise<Node>,
  opened: Opened<Node>,
): void {
  const closing: Closes[] = [];
  beforeAll(async () => {
    const database = await fresh();
    const [one, other] = await Promise.all([open(database), open(database)]);
    closing.push(one, other, database);
    opened(one, other, database);
  });
  afterAll(async () => {
    for (const node of closing) await node.close();
  });
}

/** Two nodes on one new database for the tests around it: open before the first, closed after the last. */
export function onTwoNodes(fresh: FreshDatabase, opened: Opened<Store>): void {
  onTwo(fresh, (database) => database.open(), opened);
}

/** The same for key stores. */
export function onTwoKeyStores(fresh: FreshDatabase, opened: Opened<KeyStore>): void {
  onTwo(fresh, (database) => database.openKeys(), opened);
}
