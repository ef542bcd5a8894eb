import { serveWriter } from '../writer';
import { testAdvance } from './advance';

serveWriter({ advance: testAdvance });
