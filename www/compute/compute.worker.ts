/** Entry of the compute realm. */
import * as Comlink from 'comlink';

import { Compute } from './compute';

Comlink.expose(new Compute());
