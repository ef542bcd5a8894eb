/** Entry of the SQLite writer thread: the storage engine with our leaves (DESIGN §7). */
import { serveWriter } from '../../db/sqlite/writer';
import { advanceLedger } from '../ledger/advance';
import { sealEvent } from './seal-event';

serveWriter({ advance: advanceLedger, seal: sealEvent });
